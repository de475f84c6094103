/**
 * Web Push (RFC 8030): wakes the app on a user's phone. A message says nothing but that there is
 * something to see; it is sent off the login's path, like a mail.
 */
package org.motp.authenticator.notification.push;
