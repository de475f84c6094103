/**
 * RADIUS accounting (RFC 2866): who is connected now, as far as the NASes tell. Nothing is stored;
 * a bridge that was restarted learns it again from their interim updates.
 */
package org.motp.radius.accounting;
