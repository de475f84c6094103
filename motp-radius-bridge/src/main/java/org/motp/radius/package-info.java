/** The bridge as a whole: its parts put together from a configuration. */
package org.motp.radius;
