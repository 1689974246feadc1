package dev.muster.bench.decisions;

import java.util.List;
import java.util.Locale;

/**
 * Whether a measure stays where it is: the least-squares line through the last two thirds of its samples, since what a
 * process needs to get going is no growth.
 *
 * @param mean of the samples looked at, MiB
 * @param perHour slope, MiB an hour
 * @param error two standard errors of the slope; infinite where there is none to tell
 */
record Steadiness(Verdict verdict, double mean, double perHour, double error) {

    private static final int LEAST_POINTS = 4;

    /** Shorter than this, code and buffers that are still being made look like growth. */
    private static final double LEAST_HOURS = 1 / 6.0;

    /** Of the mean, in an hour: less is steady. */
    private static final double TOLERATED = 0.1;

    enum Verdict {
        STEADY,
        GROWING,
        /** The samples do not tell: go on for longer. */
        UNDECIDED
    }

    /** A sample: hours since the start, MiB. */
    record Point(double hours, double value) {}

    static Steadiness of(List<Point> all) {
        List<Point> points = all.subList(all.size() / 3, all.size());
        int n = points.size();
        double x = points.stream().mapToDouble(Point::hours).average().orElse(0);
        double y = points.stream().mapToDouble(Point::value).average().orElse(0);
        if (n < LEAST_POINTS || all.get(all.size() - 1).hours < LEAST_HOURS) {
            return new Steadiness(Verdict.UNDECIDED, y, 0, Double.POSITIVE_INFINITY);
        }
        double xx =
                points.stream().mapToDouble(p -> (p.hours - x) * (p.hours - x)).sum();
        double xy =
                points.stream().mapToDouble(p -> (p.hours - x) * (p.value - y)).sum();
        double slope = xy / xx;
        double rest = points.stream()
                .mapToDouble(p -> Math.pow(p.value - y - slope * (p.hours - x), 2))
                .sum();
        double error = 2 * Math.sqrt(rest / (n - 2) / xx);
        double tolerated = TOLERATED * y;
        Verdict verdict = Verdict.UNDECIDED;
        if (slope + error < tolerated) {
            verdict = Verdict.STEADY;
        } else if (slope - error > tolerated) {
            verdict = Verdict.GROWING;
        }
        return new Steadiness(verdict, y, slope, error);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s (mean %.1f MiB, %+.1f ± %.1f MiB an hour)", verdict, mean, perHour, error);
    }
}
