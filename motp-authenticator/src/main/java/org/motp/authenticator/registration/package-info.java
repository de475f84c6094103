/**
 * The required action {@code motp-register}: download, choose a way, register, done. What is
 * pending stays on the server; no form carries a key back. The ways are {@link
 * org.motp.authenticator.registration.HardwareWay}, {@link
 * org.motp.authenticator.registration.OfflineWay} and {@link
 * org.motp.authenticator.registration.OnlineWay}.
 */
package org.motp.authenticator.registration;
