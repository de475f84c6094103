/** Certificates and keys: reading them from files, and telling whose a certificate is. */
package org.motp.radius.tls;
