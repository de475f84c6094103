package org.motp.radius.eap;

/**
 * How EAP is done.
 *
 * @param identity what clients are shown
 * @param minimum the least version of TLS
 * @param fragmentSize the most bytes of an EAP packet, unless a request's Framed-MTU allows less
 * @param conversations how many may be open at once
 */
public record EapSettings(
    ServerIdentity identity, TlsVersion minimum, int fragmentSize, int conversations) {}
