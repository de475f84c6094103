/** The commands: serve, check, login, sessions, disconnect. */
package org.motp.radius.cli;
