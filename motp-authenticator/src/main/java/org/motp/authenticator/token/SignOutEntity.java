package org.motp.authenticator.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of MOTP_SIGN_OUT: a user was signed out. Kept for an hour. */
@Entity
@Table(name = "MOTP_SIGN_OUT")
public class SignOutEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "ID")
  Long id;

  @Column(name = "REALM_ID", length = 36, nullable = false)
  String realmId;

  @Column(name = "USERNAME", length = 255, nullable = false)
  String username;

  @Column(name = "EMAIL", length = 255)
  String email;

  @Column(name = "REASON", length = 16, nullable = false)
  String reason;

  /** Milliseconds since the epoch. */
  @Column(name = "HAPPENED", nullable = false)
  long happened;
}
