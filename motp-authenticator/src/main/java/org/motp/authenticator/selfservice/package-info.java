/**
 * 狀況排除: what users do with their tokens themselves, as an application-initiated action of the login
 * pages, which asks for a fresh login by itself.
 */
package org.motp.authenticator.selfservice;
