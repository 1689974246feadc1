package dev.muster.restock.review;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whom to ask first. */
public final class Ranking {

    /** What counts how much; at least one above 0. */
    public record Weights(int promiseKept, int leadTime, int price, int capacity, int distance) {

        private int sum() {
            return promiseKept + leadTime + price + capacity + distance;
        }
    }

    /** A supplier with its score, 0 to 1. */
    public record Ranked(Candidate candidate, double score) {}

    private static final double UNKNOWN = 0.5;
    private static final double FAR_KM = 500;
    private static final int SOON_HOURS = 12;
    private static final int LATER_HOURS = 30 * 24;

    private Ranking() {}

    /**
     * The suppliers in the order to ask them: those that may be asked by score, then the others, each group by code where
     * scores are equal. The score is the weighted mean of: promises kept; how soon its goods come against the time that
     * is left; the cheapest price in its currency to its own; how much of the quantity it can bring; nearness. What is
     * unknown counts half.
     *
     * @param hoursToEmpty until nothing is left; below zero if that is not foreseen
     */
    public static List<Ranked> of(List<Candidate> candidates, long quantity, long hoursToEmpty, Weights weights) {
        return candidates.stream()
                .map(c -> new Ranked(c, score(c, candidates, quantity, hoursToEmpty, weights)))
                .sorted(Comparator.comparing((Ranked r) -> r.candidate().excluded() != null)
                        .thenComparing(Comparator.comparingDouble(Ranked::score).reversed())
                        .thenComparing(r -> r.candidate().supplier()))
                .toList();
    }

    private static double score(Candidate c, List<Candidate> all, long quantity, long hoursToEmpty, Weights w) {
        long time = hoursToEmpty < 0 ? LATER_HOURS : Math.max(SOON_HOURS, hoursToEmpty);
        double soon = (double) time / (time + c.leadTimeHours());
        double capacity = c.capacityLeft() == null ? UNKNOWN : Math.min(1, (double) c.capacityLeft() / quantity);
        double near = c.distanceKm() == null ? UNKNOWN : 1 / (1 + c.distanceKm() / FAR_KM);
        double sum = w.promiseKept() * c.kept()
                + w.leadTime() * soon
                + w.price() * cheap(c, all)
                + w.capacity() * capacity
                + w.distance() * near;
        return Math.round(sum / w.sum() * 10_000) / 10_000.0;
    }

    private static double cheap(Candidate c, List<Candidate> all) {
        Double price = c.pricePerUnit();
        if (price == null) {
            return UNKNOWN;
        }
        double least = all.stream()
                .filter(o -> Objects.equals(o.currency(), c.currency()))
                .map(Candidate::pricePerUnit)
                .filter(Objects::nonNull)
                .mapToDouble(Ranking::value)
                .min()
                .orElse(price);
        return price == 0 ? 1 : least / price;
    }

    private static double value(@Nullable Double known) {
        return Objects.requireNonNull(known);
    }
}
