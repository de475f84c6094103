/** What an administrator sees of the bridge: its log and its metrics. */
package org.motp.radius.observe;
