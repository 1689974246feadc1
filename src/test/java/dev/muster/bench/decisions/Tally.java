package dev.muster.bench.decisions;

import org.HdrHistogram.Histogram;

/**
 * What a load did. All that was acknowledged is counted, from the first call to the last; what was acknowledged in the
 * measured part of it is counted once more. Times are of calls: from when a call was sent, or in a paced load from when
 * it was due, to its answer.
 */
final class Tally {

    private static final long LONGEST_MICROS = 600_000_000;

    /** Acknowledged: requests, allocations, base units allocated. */
    record Done(long requests, long allocations, long quantity) {

        static final Done NOTHING = new Done(0, 0, 0);

        Done plus(Done other) {
            return new Done(requests + other.requests, allocations + other.allocations, quantity + other.quantity);
        }
    }

    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
    private Done all = Done.NOTHING;
    private Done measured = Done.NOTHING;

    void add(Done done, boolean inWindow, long nanos) {
        all = all.plus(done);
        if (inWindow) {
            measured = measured.plus(done);
            micros.recordValue(Math.min(nanos / 1000, LONGEST_MICROS));
        }
    }

    void add(Tally other) {
        all = all.plus(other.all);
        measured = measured.plus(other.measured);
        micros.add(other.micros);
    }

    Done all() {
        return all;
    }

    Done measured() {
        return measured;
    }

    long calls() {
        return micros.getTotalCount();
    }

    double millisAt(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
