package org.motp.authenticator.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of MOTP_SECRET: a secret of a realm. Never changed. */
@Entity
@Table(name = "MOTP_SECRET")
public class SecretEntity {
  /** Realm and name in one, because the key is all that has to be unique. */
  @Id
  @Column(name = "ID", length = 100)
  String id;

  @Column(name = "REALM_ID", length = 36, nullable = false)
  String realmId;

  @Column(name = "SECRET", length = 1024, nullable = false)
  String secret;
}
