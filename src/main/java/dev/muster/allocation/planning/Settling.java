package dev.muster.allocation.planning;

import dev.muster.allocation.plan.TravelTimes;
import dev.muster.allocation.planning.Reading.Held;
import dev.muster.allocation.planning.Reading.Shelf;
import dev.muster.request.Urgency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines of one site that may be served alike exchange goods until each has as much as can be of what it has now: nobody
 * gets more or less for it, nothing comes from farther, and less is moved.
 */
final class Settling {

    private record Alike(int site, int level, Urgency urgency, List<Integer> goods, Set<Integer> excluded) {}

    private final Draft draft;
    private final List<Map<Shelf, Long>> planned;
    private final @Nullable TravelTimes[] times;

    Settling(Draft draft, List<Map<Shelf, Long>> planned, @Nullable TravelTimes[] times) {
        this.draft = draft;
        this.planned = planned;
        this.times = times;
    }

    void settle() {
        Map<Alike, List<Integer>> alike = new LinkedHashMap<>();
        for (int i = 0; i < planned.size(); i++) {
            PlanLine line = draft.lines().get(i);
            if (!planned.get(i).isEmpty()) {
                alike.computeIfAbsent(
                                new Alike(
                                        line.line.site(),
                                        line.line.level(),
                                        line.line.urgency(),
                                        line.goods,
                                        line.excluded),
                                key -> new ArrayList<>())
                        .add(i);
            }
        }
        alike.values().stream().filter(lines -> lines.size() > 1).forEach(this::exchange);
    }

    private void exchange(List<Integer> lines) {
        Map<Shelf, Long> pool = new HashMap<>();
        long[] due = new long[lines.size()];
        for (int at = 0; at < due.length; at++) {
            Map<Shelf, Long> own = planned.get(lines.get(at));
            own.forEach((shelf, quantity) -> pool.merge(shelf, quantity, Long::sum));
            due[at] = own.values().stream().mapToLong(Long::longValue).sum();
            own.clear();
        }
        for (int at = 0; at < due.length; at++) {
            for (Held held : draft.lines().get(lines.get(at)).movable) {
                due[at] -= give(pool, held.shelf(), Math.min(due[at], held.quantity()), lines.get(at));
            }
        }
        List<Shelf> nearest = new ArrayList<>(pool.keySet());
        nearest.sort(Comparator.comparingInt((Shelf shelf) -> minutes(shelf, lines.get(0)))
                .thenComparingInt(shelf -> order(shelf.site()))
                .thenComparingInt(Shelf::item));
        for (int at = 0; at < due.length; at++) {
            for (Shelf shelf : nearest) {
                due[at] -= give(pool, shelf, due[at], lines.get(at));
            }
        }
    }

    private long give(Map<Shelf, Long> pool, Shelf shelf, long most, int line) {
        long given = Math.min(most, pool.getOrDefault(shelf, 0L));
        if (given > 0) {
            pool.merge(shelf, -given, Long::sum);
            planned.get(line).merge(shelf, given, Long::sum);
        }
        return given;
    }

    private int minutes(Shelf shelf, int line) {
        TravelTimes travel = times[line];
        int to = order(draft.lines().get(line).line.site());
        int from = order(shelf.site());
        return travel == null || from == to ? 0 : travel.minutes(from, to);
    }

    private int order(int site) {
        return draft.reading().facts().site(site).facts().order();
    }
}
