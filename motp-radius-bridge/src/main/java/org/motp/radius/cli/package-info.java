/** The commands: serve, check, login. */
package org.motp.radius.cli;
