package org.motp.authenticator.token;

/** Keyed hashes of what registers a token of our own app: nothing of it stands in the database. */
record AppHashes(KeyEncryption encryption) {

  String of(AppSecrets.Kind kind, String tokenId, String secret) {
    return encryption.mark(kind + "-" + tokenId, secret);
  }

  String ofConfirmation(String tokenId, String digits) {
    return encryption.mark("CONFIRMATION-" + tokenId, digits);
  }
}
