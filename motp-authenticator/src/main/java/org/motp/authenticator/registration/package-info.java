/**
 * The required action {@code motp-register}: download, choose a way, register, done. What is
 * pending stays on the server; no form carries a key back. The offline way is {@link
 * org.motp.authenticator.registration.OfflineWay}; further ways stand beside it.
 */
package org.motp.authenticator.registration;
