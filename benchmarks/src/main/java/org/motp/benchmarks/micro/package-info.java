/** What single steps of the bridge cost (JMH). */
package org.motp.benchmarks.micro;
