package dev.muster.allocation.planning;

import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.plan.Lot;
import dev.muster.allocation.plan.TravelTimes;
import dev.muster.allocation.planning.Reading.Held;
import dev.muster.allocation.planning.Reading.LineKey;
import dev.muster.allocation.planning.Reading.Shelf;
import dev.muster.incident.OwnStock;
import dev.muster.request.Urgency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which reservations a plan may move: those made by rule that could be made again as they stand, and that every higher
 * class of the plan may take back. All others stay; so what stands is always one of the plans to choose from, and the best
 * of them is no worse.
 */
final class Holding {

    private record Candidate(PlanLine line, Held held) {}

    private final Reading reading;
    private final Wish wish;
    private final Shelves shelves;
    private final IntFunction<Policy> policies;
    private final TreeSet<Integer> classes = new TreeSet<>();

    Holding(Reading reading, Wish wish, Shelves shelves, IntFunction<Policy> policies) {
        this.reading = reading;
        this.wish = wish;
        this.shelves = shelves;
        this.policies = policies;
    }

    /**
     * Tells each line what of its reservations may be moved.
     *
     * @param times the travel times that a line is planned by, null if it cannot be served
     */
    void share(List<PlanLine> lines, IntFunction<@Nullable TravelTimes> times) {
        Map<LineKey, Integer> places = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            places.put(lines.get(i).line.key(), i);
            classes.add(lines.get(i).levelAndUrgency());
        }
        Map<Shelf, List<Candidate>> candidates = new HashMap<>();
        for (Held held : reading.held()) {
            Integer place = held.byRule() ? places.get(held.key()) : null;
            if (place != null) {
                PlanLine line = lines.get(place);
                if (shelves.isSupposedClosed(held.shelf().site())) {
                    line.lost.merge(held.shelf(), held.quantity(), Long::sum);
                } else if (mayMove(line, held, times.apply(place))) {
                    candidates
                            .computeIfAbsent(held.shelf(), s -> new ArrayList<>())
                            .add(new Candidate(line, held));
                } else {
                    fix(line, held);
                }
            }
        }
        candidates.forEach(this::keepFloor);
    }

    private static void fix(PlanLine line, Held held) {
        line.fixed.merge(held.shelf(), held.quantity(), Long::sum);
    }

    private boolean mayMove(PlanLine line, Held held, @Nullable TravelTimes times) {
        Lot lot = shelves.lot(held.position());
        if (wish.movable() == Wish.Movable.NOTHING
                || times == null
                || lot == null
                || !line.goods.contains(held.shelf().item())) {
            return false;
        }
        int from = order(held.shelf().site());
        int to = order(line.line.site());
        boolean own = from == to;
        if (own && line.policy.ownStock() != OwnStock.FIRST || line.excluded.contains(from)) {
            return false;
        }
        int minutes = own ? 0 : times.minutes(from, to);
        return minutes != TravelTimes.NO_WAY && minutes <= lot.lifeMinutes() && mayBeTakenBack(line);
    }

    private int order(int site) {
        return reading.facts().site(site).facts().order();
    }

    private boolean mayBeTakenBack(PlanLine line) {
        return classes.headSet(line.levelAndUrgency()).stream().allMatch(this::mayTakeBack);
    }

    private boolean mayTakeBack(int levelAndUrgency) {
        int level = levelAndUrgency / Urgency.values().length;
        return policies.apply(level).preempting().contains(Urgency.values()[levelAndUrgency % Urgency.values().length]);
    }

    /**
     * Where a reserve is not whole now, everything stays: by moving what is held there a plan could mend the reserve at the
     * cost of lines that nothing higher gains from.
     */
    private void keepFloor(Shelf shelf, List<Candidate> held) {
        boolean broken = shelves.free(shelf) < shelves.floor(shelf);
        for (Candidate candidate : held) {
            if (broken) {
                fix(candidate.line, candidate.held);
            } else {
                candidate.line.movable.add(candidate.held);
            }
        }
    }
}
