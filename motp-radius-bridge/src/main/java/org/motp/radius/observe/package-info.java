/** What an administrator sees of the bridge: its log, and later its metrics and its health. */
package org.motp.radius.observe;
