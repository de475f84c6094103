/** Time as the bridge sees it, so that tests can turn the clock. */
package org.motp.radius.time;
