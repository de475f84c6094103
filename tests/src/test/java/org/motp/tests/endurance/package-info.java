/** What takes too long for a test run and is started by hand: {@code ./motp soak}. */
package org.motp.tests.endurance;
