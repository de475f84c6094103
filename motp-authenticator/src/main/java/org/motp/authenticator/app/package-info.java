/**
 * What our phone app says to the server, as docs/online-registration.md writes it down: keys,
 * transcript, signed requests, and the resource that takes them.
 */
package org.motp.authenticator.app;
