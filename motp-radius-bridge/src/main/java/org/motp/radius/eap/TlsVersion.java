package org.motp.radius.eap;

/** The least version of TLS that a client must speak. Both versions are always offered above it. */
public enum TlsVersion {
  TLS12,
  TLS13
}
