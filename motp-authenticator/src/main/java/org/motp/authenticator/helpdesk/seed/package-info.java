/**
 * Seed files: what manufacturers of hardware tokens deliver with them, read row by row. Pure
 * functions of a file's content and its key; this package knows the {@link
 * org.motp.authenticator.token.HardwareToken} and nothing else.
 */
package org.motp.authenticator.helpdesk.seed;
