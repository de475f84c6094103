/** The running parts that all tests share, and how a test looks into them and moves their clock. */
package org.motp.tests.house;
