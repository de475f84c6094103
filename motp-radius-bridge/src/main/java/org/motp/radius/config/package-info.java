/**
 * The configuration file: one YAML file, each value of which an environment variable can set, read
 * into plain records, with all its mistakes named at once.
 */
package org.motp.radius.config;
