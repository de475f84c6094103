/** What only a container engine can show; run by {@code ./motp containers}, never by a test run. */
package org.motp.tests.container;
