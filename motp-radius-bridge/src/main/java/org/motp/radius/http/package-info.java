/**
 * An HTTP/1.1 client on the event loops that the bridge has anyway. Knows nothing about OAuth, and
 * nothing about which of several servers is to be asked.
 */
package org.motp.radius.http;
