package org.motp.authenticator.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;

/**
 * A row of MOTP_TOKEN. Written by the queries of {@link JpaTokenStore} alone and never as a managed
 * entity: a flush would write a stale LAST_STEP back.
 */
@Entity
@Table(name = "MOTP_TOKEN")
public class TokenEntity {
  @Id
  @Column(name = "ID", length = 36)
  String id;

  @Column(name = "REALM_ID", length = 36, nullable = false)
  String realmId;

  @Column(name = "USER_ID", length = 255)
  String userId;

  /**
   * The user while the token waits for its first code, else the token's own id: unique, so that a
   * user has one pending token at most. (Not null, because SQL Server takes two nulls for equal.)
   */
  @Column(name = "PENDING_FOR", length = 255, nullable = false)
  String pendingFor;

  /** Hash of the login that started the registration; nobody else is shown the pending key. */
  @Column(name = "PENDING_LOGIN", length = 64)
  String pendingLogin;

  @Column(name = "SERIAL", length = 64, nullable = false)
  String serial;

  @Enumerated(EnumType.STRING)
  @Column(name = "TYPE", length = 16, nullable = false)
  TokenType type;

  @Column(name = "ALGORITHM", length = 32, nullable = false)
  String algorithm;

  @Column(name = "ENCRYPTED_KEY", length = 512, nullable = false)
  String encryptedKey;

  @Enumerated(EnumType.STRING)
  @Column(name = "STATE", length = 16, nullable = false)
  TokenState state;

  @Column(name = "LAST_STEP", precision = 20, scale = 0, nullable = false)
  BigInteger lastStep;

  @Column(name = "DRIFT", nullable = false)
  int drift;

  @Column(name = "FAILURES", nullable = false)
  int failures;

  @Column(name = "LOCKED_UNTIL")
  Long lockedUntil;

  @Column(name = "LAST_WRONG", length = 64)
  String lastWrong;

  @Column(name = "LAST_WRONG_AT")
  Long lastWrongAt;

  /** Before this a hardware token cannot be bound. */
  @Column(name = "STARTS")
  Long starts;

  @Column(name = "EXPIRES")
  Long expires;

  @Column(name = "CREATED", nullable = false)
  long created;

  @Column(name = "CHANGED", nullable = false)
  long changed;

  @Column(name = "LAST_USED")
  Long lastUsed;

  /** How many days before the end of validity the user was last reminded; null if never. */
  @Column(name = "REMINDED")
  Integer reminded;

  /** Keyed hashes of the addresses that it was last used from, newest first, space-separated. */
  @Column(name = "ADDRESSES", length = 512)
  String addresses;

  Token toToken() {
    return new Token(
        id,
        realmId,
        userId,
        serial,
        type,
        CodeAlgorithm.parse(algorithm),
        state,
        lastStep,
        drift,
        failures,
        lockedUntil,
        expires,
        changed,
        lastUsed);
  }
}
