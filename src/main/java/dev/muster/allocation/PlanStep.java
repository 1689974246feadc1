package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.engine.Rank;
import dev.muster.request.Line;
import dev.muster.request.Request;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of a plan on its way: as the plan found it, and as it stands now. */
final class PlanStep {

    /** What gives: goods of an item at a site, or a unit that stands there. */
    record Shelf(int site, int item, @Nullable Integer unit) {}

    final PlannedLine planned;
    final Request request;
    final Line line;
    final Rank rank;

    PlanStep(PlannedLine planned, Request request, Line line) {
        this.planned = planned;
        this.request = request;
        this.line = line;
        this.rank = BatchDecision.rank(request, line);
    }

    LineKey key() {
        return new LineKey(line.request(), line.number());
    }

    /** What the rules had reserved for it when the plan was made, in base units or units. */
    Map<Shelf, Long> found() {
        Map<Shelf, Long> found = new HashMap<>();
        planned.sources().forEach(from -> put(found, from, from.now()));
        return found;
    }

    /** What the plan reserves for it. */
    Map<Shelf, Long> wanted() {
        Map<Shelf, Long> wanted = new HashMap<>();
        planned.sources().forEach(from -> put(wanted, from, from.planned()));
        return wanted;
    }

    private static void put(Map<Shelf, Long> quantities, PlannedLine.From from, long quantity) {
        if (quantity > 0) {
            quantities.merge(new Shelf(from.site(), from.item(), from.unit()), quantity, Long::sum);
        }
    }
}
