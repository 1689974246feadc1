package dev.muster.bench.suppliers;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** How long calls took, by kind; few enough to keep each. */
final class Latencies {

    private final Map<String, List<Long>> nanos = new ConcurrentSkipListMap<>();

    void add(String kind, long took) {
        nanos.computeIfAbsent(kind, k -> new CopyOnWriteArrayList<>()).add(took);
    }

    int count() {
        return nanos.values().stream().mapToInt(List::size).sum();
    }

    /** In milliseconds. */
    private double quantile(String kind, double part) {
        List<Long> sorted =
                Objects.requireNonNull(nanos.get(kind)).stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size()))) / 1e6;
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        nanos.forEach((kind, all) -> table.append(String.format(
                "  %-12s %6d calls  p50 %7.1f ms  p99 %7.1f ms%n",
                kind, all.size(), quantile(kind, 0.5), quantile(kind, 0.99))));
        return table.toString();
    }

    /** Ratios of another phase to this one, by kind of call. */
    String against(Latencies other) {
        StringBuilder table = new StringBuilder(String.format("%n"));
        nanos.keySet()
                .forEach(kind -> table.append(String.format(
                        "  %-12s p50 × %.2f  p99 × %.2f%n",
                        kind,
                        other.quantile(kind, 0.5) / quantile(kind, 0.5),
                        other.quantile(kind, 0.99) / quantile(kind, 0.99))));
        return table.toString();
    }
}
