package dev.muster.bench.decisions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The goals that decisions are measured by, beside what a run found. */
final class Goals {

    private static final double ZIPF_RATIO = 10;
    private static final double HOT_RATIO = 30;
    private static final double IDLE_MILLIS = 5;

    /** What the system itself takes, writing pages and the like, stays below. */
    private static final double OTHERS_SHARE = 0.1;

    private Goals() {}

    /** A line for each goal that the run says something about. */
    static List<String> lines(List<Measured> results) {
        List<String> lines = new ArrayList<>();
        ratio(results, "zipf", ZIPF_RATIO, lines);
        ratio(results, "hot", HOT_RATIO, lines);
        sameLoad(results, "zipf", lines);
        sameLoad(results, "hot", lines);
        find(results, m -> m.load().equals(Phases.ONE_CLIENT))
                .ifPresent(m -> lines.add(line(
                        "idle, p50 to the durable answer: %.2f ms, goal at most %.0f ms",
                        m.p50Millis() <= IDLE_MILLIS, m.p50Millis(), IDLE_MILLIS)));
        return lines;
    }

    /** What makes the figures of a run worth less. */
    static List<String> doubts(List<Measured> results) {
        return results.stream()
                .filter(m -> m.othersShare() > OTHERS_SHARE)
                .map(m -> String.format(
                        Locale.ROOT,
                        "doubtful: other programs took %.0f %% of the machine (%s, %s, %s)",
                        100 * m.othersShare(),
                        m.demand(),
                        m.contender(),
                        m.load()))
                .toList();
    }

    private static void ratio(List<Measured> results, String demand, double goal, List<String> lines) {
        results.stream()
                .filter(m -> m.demand().equals(demand) && m.contender().startsWith(Measured.BATCH))
                .filter(m -> m.ratio() != null)
                .forEach(m -> lines.add(line(
                        demand + ", allocations/s through HTTP in batches: %.2f × the row lock, goal %.0f ×",
                        m.ratio() >= goal,
                        m.ratio(),
                        goal)));
    }

    /** At the row lock's ceiling, Muster is driven at a steady rate: its times count from when a call was due. */
    private static void sameLoad(List<Measured> results, String demand, List<String> lines) {
        Predicate<Measured> same = m -> m.demand().equals(demand);
        find(
                        results,
                        same.and(m -> m.contender().equals(Measured.ROW_LOCK)
                                && m.load().equals(Phases.CLOSED)))
                .ifPresent(lock -> results.stream()
                        .filter(same.and(m -> m.contender().equals(Measured.SINGLE)))
                        .filter(m -> m.load().equals(Phases.rate(lock.requestsPerSecond())))
                        .forEach(m -> lines.add(line(
                                demand + ", p99 at the row lock's ceiling: %.1f ms, the row lock's %.1f ms",
                                m.p99Millis() <= lock.p99Millis(),
                                m.p99Millis(),
                                lock.p99Millis()))));
    }

    private static java.util.Optional<Measured> find(List<Measured> results, Predicate<Measured> wanted) {
        return results.stream().filter(wanted).findFirst();
    }

    private static String line(String format, boolean met, Object... figures) {
        return (met ? "met     " : "missed  ") + String.format(Locale.ROOT, format, figures);
    }
}
