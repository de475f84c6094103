/** Mails about logins, sent off the login's path: a mail server that hangs delays nobody. */
package org.motp.authenticator.notification;
