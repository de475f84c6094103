#!/bin/sh
# Makes the files of this folder: an authority, a server, clients that it has issued, and a client of another authority.
# They are worth nothing outside of tests.
set -eu
new_key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"; }
authority() {
  new_key "$1"
  openssl req -x509 -new -key "$1.key" -days 36500 -subj "/O=Example/CN=$1" -out "$1.pem"
}
# issue NAME AUTHORITY SUBJECT ALTERNATIVE-NAMES
issue() {
  new_key "$1"
  openssl req -new -key "$1.key" -subj "$3" -addext "subjectAltName=$4" \
    -addext "extendedKeyUsage=serverAuth,clientAuth" |
    openssl x509 -req -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 36500 -copy_extensions copyall -out "$1.pem"
  rm -f "$2.srl"
}
authority ca
authority other-ca
issue server ca "/O=Example/CN=bridge.example.com" "DNS:bridge.example.com,IP:127.0.0.1"
issue next-server ca "/O=Example/CN=next.example.com" "DNS:bridge.example.com,IP:127.0.0.1"
issue fg1 ca "/O=Example/CN=FGT60F0000000001" "DNS:fg1.example.com,IP:127.0.0.1"
issue fg2 ca "/O=Example/CN=FGT60F0000000002" "DNS:fg2.example.com"
issue stranger other-ca "/O=Example/CN=FGT60F0000000001" "DNS:fg1.example.com"
rm -f ca.key other-ca.key
