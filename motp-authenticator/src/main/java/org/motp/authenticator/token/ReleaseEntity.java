package org.motp.authenticator.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of MOTP_RELEASE: this user may register one token without a code of another. */
@Entity
@Table(name = "MOTP_RELEASE")
public class ReleaseEntity {
  @Id
  @Column(name = "USER_ID", length = 255)
  String userId;

  @Column(name = "REALM_ID", length = 36, nullable = false)
  String realmId;

  /** Seconds since the epoch. */
  @Column(name = "EXPIRES", nullable = false)
  long expires;
}
