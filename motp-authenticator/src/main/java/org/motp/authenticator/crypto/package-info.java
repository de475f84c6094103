/** Elliptic-curve keys and key derivation as phones and push services use them. */
package org.motp.authenticator.crypto;
