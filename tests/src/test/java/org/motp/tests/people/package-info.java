/** Employees, their phones and their browsers, with the verbs of people. */
package org.motp.tests.people;
