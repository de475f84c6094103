/**
 * What is run by hand: load beside FreeRADIUS, costs of single steps, broken packets by the
 * million.
 */
package org.motp.benchmarks;
