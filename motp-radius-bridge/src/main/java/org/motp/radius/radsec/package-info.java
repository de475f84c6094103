/**
 * RADIUS over TLS (RFC 6614, with the framing of RFC 6613): connections, and packets in and out of
 * them. What becomes of a packet is decided where those of UDP go, by {@link
 * org.motp.radius.wire.Intake}.
 */
package org.motp.radius.radsec;
