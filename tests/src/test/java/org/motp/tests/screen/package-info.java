/** A real browser: what an employee sees, whether everybody can read it, and pictures of it. */
package org.motp.tests.screen;
