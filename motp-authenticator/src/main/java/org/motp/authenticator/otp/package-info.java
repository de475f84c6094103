/**
 * One-time passwords as pure functions of key, time and counter; this package knows nothing else.
 */
package org.motp.authenticator.otp;
