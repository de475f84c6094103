/** Those who ask for a login: a VPN gateway, raw datagrams, and clients of the token endpoint. */
package org.motp.tests.vpn;
