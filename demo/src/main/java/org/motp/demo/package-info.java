/**
 * One command that runs the whole product on embedded parts, and those parts for whoever tests it.
 *
 * <p>{@link org.motp.demo.EmbeddedDirectory} stands for Active Directory, {@link
 * org.motp.demo.MailCatcher} for the company's mail server; {@link org.motp.demo.KeycloakServer}
 * and {@link org.motp.demo.BridgeProcess} are the real things. {@link org.motp.demo.Demo} puts them
 * together.
 */
package org.motp.demo;
