/**
 * The ways in: the code page of the browser flow, and the direct-grant executions that the RADIUS
 * bridge asks. Both decide by {@link org.motp.authenticator.token.UserTokens} alone.
 */
package org.motp.authenticator.verification;
