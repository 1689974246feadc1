package dev.muster.allocation.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan changes: what a demand has reserved of a lot now, and what it would have.
 *
 * @param demand id of the demand
 * @param lot id of the lot
 * @param now base units reserved now
 * @param planned base units in the plan, another number
 */
public record Change(long demand, long lot, long now, long planned) {

    private record Pair(long demand, long lot) {}

    /** The difference between what stands and a plan: first what stands, in order, then what is new, in the plan's order. */
    static List<Change> between(List<Reservation> reservations, List<Assignment> assignments) {
        Map<Pair, long[]> units = new LinkedHashMap<>();
        for (Reservation reservation : reservations) {
            units.computeIfAbsent(new Pair(reservation.demand(), reservation.lot()), pair -> new long[2])[0] +=
                    reservation.quantity();
        }
        for (Assignment assignment : assignments) {
            Pair pair = new Pair(assignment.demand().id(), assignment.lot().id());
            units.computeIfAbsent(pair, key -> new long[2])[1] += assignment.quantity();
        }
        List<Change> changes = new ArrayList<>();
        units.forEach((pair, both) -> {
            if (both[0] != both[1]) {
                changes.add(new Change(pair.demand, pair.lot, both[0], both[1]));
            }
        });
        return List.copyOf(changes);
    }
}
