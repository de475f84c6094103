package org.motp.authenticator.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.keycloak.models.KeycloakSession;

/**
 * How many wrong signatures are looked at. Right ones are not limited, and phones that share an
 * address with somebody who forges (a company's NAT) must not suffer from him: a device is stopped
 * by what came in its own name from this address, and the address stops only devices that have not
 * signed rightly for days. Each node counts by itself. Thread-safe.
 */
final class SignatureLimit {
  private static final int MOST_OF_A_DEVICE = 20;
  private static final int MOST_OF_AN_ADDRESS = 120;
  private static final Duration KNOWN_FOR = Duration.ofDays(7);
  private static final int MOST_KNOWN = 50_000;

  private static final SignatureLimit OF_THIS_NODE = new SignatureLimit(Ticker.systemTicker());

  private final RequestLimit devices;
  private final RequestLimit addresses;
  private final Cache<String, Boolean> known;

  SignatureLimit(Ticker ticker) {
    this.devices = new RequestLimit(MOST_OF_A_DEVICE, ticker);
    this.addresses = new RequestLimit(MOST_OF_AN_ADDRESS, ticker);
    this.known =
        Caffeine.newBuilder()
            .expireAfterWrite(KNOWN_FOR)
            .maximumSize(MOST_KNOWN)
            .ticker(ticker)
            .build();
  }

  /**
   * What counts for somebody who signs the present request.
   *
   * @param serial which token's phone he says that he is
   */
  static Signer signer(KeycloakSession session, String serial) {
    return OF_THIS_NODE.signer(
        session.getContext().getConnection().getRemoteHost(),
        session.getContext().getRealm().getId() + "/" + serial);
  }

  Signer signer(String address, String device) {
    return new Signer(this, address, device);
  }

  /** Somebody at an address who names a device. */
  record Signer(SignatureLimit limit, String address, String device) {
    /** Whether the signature is not looked at. */
    boolean isStopped() {
      return limit.devices.isReachedBy(deviceHere())
          || (isAddressStopped() && limit.known.getIfPresent(device) == null);
    }

    /**
     * Whether the address has sent too many. Who has not signed rightly is then told so, whichever
     * device he names: else the answer would show which devices there are.
     */
    boolean isAddressStopped() {
      return limit.addresses.isReachedBy(address);
    }

    /** The signature was right. */
    void right() {
      limit.known.put(device, true);
    }

    /** The signature was wrong. */
    void wrong() {
      limit.devices.count(deviceHere());
      limit.addresses.count(address);
    }

    /** Apart for each address, so that nobody elsewhere can stop a phone. */
    private String deviceHere() {
      return RequestLimit.network(address) + " " + device;
    }
  }
}
