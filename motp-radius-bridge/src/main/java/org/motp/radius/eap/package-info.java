/**
 * EAP for IKEv2: EAP-TTLS (RFC 5281, RFC 9427) ends here, and what is in it, PAP or EAP-GTC, is
 * handed to {@link org.motp.radius.login.Logins} as any other login.
 *
 * <p>Unlike a login by PAP this one has to be remembered between its rounds: a conversation lives
 * at the bridge that began it. There is no resumption of TLS sessions.
 */
package org.motp.radius.eap;
