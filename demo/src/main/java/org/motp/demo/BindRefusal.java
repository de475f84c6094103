package org.motp.demo;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

/** Why Active Directory refuses a bind: the sub-code that Keycloak reads out of the error text. */
enum BindRefusal {
  WRONG_CREDENTIALS("52e"),
  PASSWORD_EXPIRED("532"),
  ACCOUNT_DISABLED("533"),
  ACCOUNT_EXPIRED("701"),
  MUST_CHANGE_PASSWORD("773"),
  ACCOUNT_LOCKED("775");

  private final String subCode;

  BindRefusal(String subCode) {
    this.subCode = subCode;
  }

  LDAPException toException() {
    return new LDAPException(
        ResultCode.INVALID_CREDENTIALS,
        "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data "
            + subCode
            + ", v4563");
  }
}
