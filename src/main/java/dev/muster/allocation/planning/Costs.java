package dev.muster.allocation.planning;

import dev.muster.allocation.plan.Substitute;
import dev.muster.allocation.plan.Terms.Objective;
import dev.muster.allocation.planning.PlanResult.Comparison;
import dev.muster.allocation.planning.PlanResult.LineRow;
import dev.muster.allocation.planning.PlanResult.SourceRow;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a plan and what stands cost, by the same measure.
 *
 * @param minutes quantity × minutes of the plan
 * @param minutesNow quantity × minutes of what stands
 * @param weighed the same with what substitutes cost
 * @param weighedNow of what stands
 * @param longest for each lot of lines that share goods the longest journey of its best class by the plan; empty unless
 *     that is what counts
 * @param longestNow as it stands
 */
record Costs(
        BigInteger minutes,
        BigInteger minutesNow,
        BigInteger weighed,
        BigInteger weighedNow,
        Map<Integer, Integer> longest,
        Map<Integer, Integer> longestNow) {

    static Costs of(List<LineRow> rows, Objective objective) {
        BigInteger[] sums = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
        for (LineRow row : rows) {
            for (SourceRow source : row.sources()) {
                long weighed = source.minutes() + penalty(row, source);
                sums[0] = plus(sums[0], source.planned(), source.minutes());
                sums[1] = plus(sums[1], source.now(), source.minutes());
                sums[2] = plus(sums[2], source.planned(), weighed);
                sums[3] = plus(sums[3], source.now(), weighed);
            }
        }
        Map<Integer, Integer> longest = new HashMap<>();
        Map<Integer, Integer> longestNow = new HashMap<>();
        if (objective == Objective.LEAST_WORST_TIME) {
            journeys(rows, longest, longestNow);
        }
        return new Costs(sums[0], sums[1], sums[2], sums[3], longest, longestNow);
    }

    private static BigInteger plus(BigInteger sum, long quantity, long each) {
        return sum.add(BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(each)));
    }

    /** As the planner weighs it: any way for the item asked for is better than none for a substitute. */
    private static long penalty(LineRow row, SourceRow source) {
        int place = row.line().goods.indexOf(source.item());
        return place <= 0 ? 0 : Math.min(place * (row.line().longestWay + 1L), Substitute.MOST_MINUTES);
    }

    private static void journeys(List<LineRow> rows, Map<Integer, Integer> longest, Map<Integer, Integer> longestNow) {
        Map<Integer, Integer> best = new HashMap<>();
        rows.forEach(row -> best.merge(row.together(), row.line().levelAndUrgency(), Math::min));
        for (LineRow row : rows) {
            if (row.line().levelAndUrgency() == best.getOrDefault(row.together(), -1)) {
                for (SourceRow source : row.sources()) {
                    longest.merge(row.together(), source.planned() > 0 ? source.minutes() : 0, Math::max);
                    longestNow.merge(row.together(), source.now() > 0 ? source.minutes() : 0, Math::max);
                }
            }
        }
    }

    /**
     * How the plan compares with what stands.
     *
     * @param price quantity × minutes that larger shipments cost, which do not count against the plan
     */
    Comparison comparison(List<LineRow> rows, BigInteger price) {
        Map<Integer, Long> gains = new TreeMap<>();
        for (LineRow row : rows) {
            gains.merge(
                    row.line().levelAndUrgency(), row.served() - row.line().line.allocated(), Long::sum);
        }
        for (long gain : gains.values()) {
            if (gain != 0) {
                return gain > 0 ? Comparison.SERVES_MORE : Comparison.WORSE;
            }
        }
        boolean later =
                longest.entrySet().stream().anyMatch(e -> e.getValue() > longestNow.getOrDefault(e.getKey(), 0));
        boolean sooner =
                longest.entrySet().stream().anyMatch(e -> e.getValue() < longestNow.getOrDefault(e.getKey(), 0));
        if (later || sooner) {
            return later ? Comparison.WORSE : Comparison.SOONER;
        }
        int compared = weighed.subtract(price).compareTo(weighedNow);
        return compared < 0 ? Comparison.NEARER : compared == 0 ? Comparison.EQUAL : Comparison.WORSE;
    }
}
