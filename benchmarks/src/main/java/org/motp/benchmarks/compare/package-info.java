/** The same load on the bridge and on FreeRADIUS, before the same stub of Keycloak. */
package org.motp.benchmarks.compare;
