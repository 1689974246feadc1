package dev.muster.bench.decisions;

import java.util.concurrent.TimeUnit;

/**
 * How a load is put on: first unmeasured, then measured.
 *
 * @param callsPerSecond how many calls begin each second, whether answers come or not; 0 means that each client sends
 *     its next call when it has the last one's answer
 */
record Window(double warmSeconds, double seconds, double callsPerSecond) {

    static Window closed(double warmSeconds, double seconds) {
        return new Window(warmSeconds, seconds, 0);
    }

    boolean paced() {
        return callsPerSecond > 0;
    }

    /** When the n-th call of a paced load, from 0, is due: nanoseconds after its start. */
    long due(long n) {
        return (long) (n * 1e9 / callsPerSecond);
    }

    long warmNanos() {
        return nanos(warmSeconds);
    }

    long totalNanos() {
        return nanos(warmSeconds + seconds);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }
}
