/**
 * Which NAS may ask, who may log in where and how often, and which claims of a user become which
 * attributes.
 */
package org.motp.radius.policy;
