/**
 * A token (載具): the device or app that makes codes, its states, and the store whose conditional
 * updates decide every success. All ways in go through {@link
 * org.motp.authenticator.token.UserTokens}.
 */
package org.motp.authenticator.token;
