/**
 * What administrators call, below {@code /admin/realms/{realm}/motp}: releases, the list of tokens
 * and the import of hardware tokens. No answer and no admin event holds a key.
 */
package org.motp.authenticator.helpdesk;
