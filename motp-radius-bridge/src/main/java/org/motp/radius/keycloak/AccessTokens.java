package org.motp.radius.keycloak;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.Key;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verifies access tokens: signature, issuer, expiry, and that they were made for our client ({@code
 * azp}; Keycloak does not put a client into the {@code aud} of its own tokens).
 */
final class AccessTokens {

  private static final Set<JWSAlgorithm> ALGORITHMS = new HashSet<>();

  static {
    ALGORITHMS.addAll(JWSAlgorithm.Family.RSA);
    ALGORITHMS.addAll(JWSAlgorithm.Family.EC);
  }

  private final SigningKeys keys;
  private final DefaultJWTClaimsVerifier<SecurityContext> claims;
  private volatile Verifier verifier;

  private record Verifier(JWKSet set, DefaultJWTProcessor<SecurityContext> processor) {}

  AccessTokens(SigningKeys keys, List<String> issuers, String clientId, InstantSource clock) {
    this.keys = keys;
    JWTClaimsSet expected = new JWTClaimsSet.Builder().claim("azp", clientId).build();
    this.claims =
        new DefaultJWTClaimsVerifier<>(expected, Set.of("exp", "iss")) {
          @Override
          public void verify(JWTClaimsSet found, SecurityContext context) throws BadJWTException {
            super.verify(found, context);
            if (!issuers.contains(found.getIssuer())) {
              throw new BadJWTException(
                  "its issuer is "
                      + found.getIssuer()
                      + " and not "
                      + String.join(" or ", issuers));
            }
          }

          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
  }

  /**
   * Verifies a token.
   *
   * @return its claims; fails if it is not good or if the keys cannot be fetched, with a message
   *     that says which
   */
  CompletableFuture<Map<String, Object>> verify(String accessToken) {
    SignedJWT token;
    try {
      token = SignedJWT.parse(accessToken);
    } catch (ParseException e) {
      return CompletableFuture.failedFuture(new BadJOSEException("it is no signed JWT"));
    }
    return keys.with(token.getHeader().getKeyID()).thenApply(set -> verify(token, set));
  }

  private Map<String, Object> verify(SignedJWT token, JWKSet set) {
    try {
      return processor(set).process(token, null).getClaims();
    } catch (BadJOSEException | JOSEException e) {
      throw new CompletionException(e);
    }
  }

  @SuppressWarnings("ReferenceEquality") // Each fetch of the keys makes a new set.
  private DefaultJWTProcessor<SecurityContext> processor(JWKSet set) {
    Verifier current = verifier;
    if (current == null || current.set() != set) {
      current = new Verifier(set, processorFor(set));
      verifier = current;
    }
    return current.processor();
  }

  private DefaultJWTProcessor<SecurityContext> processorFor(JWKSet set) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(
        new ReadyKeys(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(set))));
    processor.setJWTClaimsSetVerifier(claims);
    return processor;
  }

  /**
   * Keeps the keys that were selected once: making one from its JSON takes longer than checking a
   * signature with it.
   */
  private record ReadyKeys(
      JWSKeySelector<SecurityContext> selector, Map<String, List<? extends Key>> ready)
      implements JWSKeySelector<SecurityContext> {

    ReadyKeys(JWSKeySelector<SecurityContext> selector) {
      this(selector, new ConcurrentHashMap<>());
    }

    @Override
    public List<? extends Key> selectJWSKeys(JWSHeader header, SecurityContext context)
        throws KeySourceException {
      String wanted = header.getAlgorithm() + " " + header.getKeyID();
      List<? extends Key> keys = ready.get(wanted);
      if (keys == null) {
        keys = selector.selectJWSKeys(header, context);
        if (!keys.isEmpty()) {
          ready.put(wanted, keys);
        }
      }
      return keys;
    }
  }
}
