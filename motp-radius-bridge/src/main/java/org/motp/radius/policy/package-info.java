/** Which NAS may ask, and which claims of a user become which attributes. */
package org.motp.radius.policy;
