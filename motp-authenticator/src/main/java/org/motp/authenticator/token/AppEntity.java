package org.motp.authenticator.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A row of MOTP_APP: what a token of our own app has besides its row in MOTP_TOKEN, with which it
 * is deleted. Written by the queries of {@link AppTokens} alone and never as a managed entity.
 */
@Entity
@Table(name = "MOTP_APP")
public class AppEntity {
  @Id
  @Column(name = "TOKEN_ID", length = 36)
  String tokenId;

  /** Keyed hash of the one-time code in the QR code. */
  @Column(name = "CODE_HASH", length = 64, nullable = false)
  String codeHash;

  /** Keyed hash of the initial key. */
  @Column(name = "KEY_HASH", length = 64, nullable = false)
  String keyHash;

  /** By what a phone finds a registration whose initial key was typed into it. */
  @Column(name = "KEY_LOOKUP", length = 6, nullable = false)
  String keyLookup;

  /** Wrong initial keys so far. */
  @Column(name = "KEY_TRIES", nullable = false)
  int keyTries;

  /** The server's ephemeral private key, encrypted; null from the claim on. */
  @Column(name = "PRIVATE_KEY", length = 512)
  String privateKey;

  /** The server's ephemeral public key, in base64url. */
  @Column(name = "SERVER_KEY", length = 88, nullable = false)
  String serverKey;

  /** When a phone claimed the registration; null until then. */
  @Column(name = "CLAIMED")
  Long claimed;

  /** When another phone tried to claim it, too; null if none did. */
  @Column(name = "CLAIMED_AGAIN")
  Long claimedAgain;

  /** The phone's public key of the agreement, in base64url. */
  @Column(name = "ECDH_KEY", length = 88)
  String ecdhKey;

  /** The phone's public key for signatures, in base64url. */
  @Column(name = "ECDSA_KEY", length = 88)
  String ecdsaKey;

  /** What the phone calls itself. */
  @Column(name = "DEVICE", length = 255)
  String device;

  /** Keyed hash of the six digits that the phone shows. */
  @Column(name = "CONFIRMATION", length = 64)
  String confirmation;

  /** How often six digits were typed into the page. */
  @Column(name = "CONFIRMATION_TRIES", nullable = false)
  int confirmationTries;

  @Column(name = "LAST_SEEN")
  Long lastSeen;

  @Column(name = "PUSH_ENDPOINT", length = 1024)
  String pushEndpoint;

  @Column(name = "PUSH_P256DH", length = 88)
  String pushP256dh;

  @Column(name = "PUSH_AUTH", length = 32)
  String pushAuth;
}
