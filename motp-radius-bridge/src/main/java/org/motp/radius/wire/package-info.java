/**
 * RADIUS on the wire: datagrams in and out, packets, signatures and duplicates.
 *
 * <p>Knows RFC 2865, 2866, 2869, 3579, 5080 and 5997, and nothing about logins: what an
 * Access-Request asks for is decided by an {@link org.motp.radius.wire.RequestHandler}.
 */
package org.motp.radius.wire;
