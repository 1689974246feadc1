package dev.muster.allocation.planning;

import dev.muster.allocation.engine.units.UnitGrant;
import dev.muster.allocation.engine.units.UnitRules;
import dev.muster.allocation.plan.Duty;
import dev.muster.allocation.plan.UnitChoice;
import dev.muster.unit.Booking;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is to be planned of units.
 *
 * @param lines in the order of service
 * @param duties line by line
 * @param choices who may serve which line
 * @param book with nothing booked that the plan may move
 */
record UnitDraft(
        List<UnitLine> lines,
        List<Duty> duties,
        List<UnitChoice> choices,
        UnitBook book,
        UnitRules rules,
        SupposedWorld world) {

    private static final UUID NOBODYS = new UUID(0, 0);

    /** Of choices, those of teams that cannot be put together once those before them are gone. */
    Collection<UnitChoice> misfits(List<UnitChoice> chosen) {
        if (chosen.stream().allMatch(choice -> book.unit(choice.unit()).needs().isEmpty())) {
            return List.of();
        }
        List<UnitChoice> order = new ArrayList<>(chosen);
        order.sort(Comparator.comparingInt(UnitChoice::need).thenComparingInt(UnitChoice::unit));
        Map<Integer, Unit> booked = new HashMap<>();
        List<UnitChoice> misfits = new ArrayList<>();
        for (UnitChoice choice : order) {
            List<UnitGrant> grants = rules.eligible(
                            lines.get(choice.need()).demand,
                            Set.of(choice.unit()),
                            unit -> booked.getOrDefault(unit.id(), unit))
                    .grants();
            if (grants.isEmpty()) {
                misfits.add(choice);
            } else {
                grants.forEach(grant -> book(grant, booked));
            }
        }
        return misfits;
    }

    private void book(UnitGrant grant, Map<Integer, Unit> booked) {
        List<Integer> all = new ArrayList<>(grant.members());
        all.add(grant.unit().id());
        for (int id : all) {
            Unit unit = booked.getOrDefault(id, book.unit(id));
            booked.put(
                    id,
                    unit.plus(new Booking(
                            NOBODYS,
                            id,
                            grant.unit().id(),
                            BookingKind.ALLOCATION,
                            BookingState.RESERVED,
                            grant.span(),
                            null,
                            null,
                            null)));
        }
    }
}
