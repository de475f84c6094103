package org.motp.radius.wire;

import java.time.Duration;

/**
 * How long and how many.
 *
 * @param deadline after this time a reply is of no use to the NAS any more
 * @param rejectDelay how long every delayed Reject takes at least; less than the deadline
 * @param keep how long a request is remembered, so that its reply can be given again
 * @param remembered how many requests are remembered at most
 * @param open how many requests may wait for an answer
 */
public record IntakeLimits(
    Duration deadline, Duration rejectDelay, Duration keep, int remembered, int open) {}
