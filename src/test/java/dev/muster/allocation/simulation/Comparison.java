package dev.muster.allocation.simulation;

import static dev.muster.allocation.simulation.Disagreement.unless;

import dev.muster.allocation.SimulatedTables;
import dev.muster.allocation.SimulatedTables.LineRow;
import dev.muster.allocation.SimulatedTables.PositionRow;
import dev.muster.allocation.SimulatedTables.RequestRow;
import dev.muster.allocation.SimulatedTables.ReservationRow;
import dev.muster.allocation.SimulatedWorld.Site;
import dev.muster.allocation.simulation.Ask.Need;
import dev.muster.allocation.simulation.Shelves.Lot;
import dev.muster.allocation.simulation.Shelves.Reserved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Whether the tables say what the reference says. */
final class Comparison {

    private final Reference reference;
    private final SimulatedTables tables;

    Comparison(Reference reference, SimulatedTables tables) {
        this.reference = reference;
        this.tables = tables;
    }

    /** Matches new reservations line by line in the order made, telling the reference their ids; then compares all. */
    void check(List<ReservationRow> reserved) {
        List<Reserved> expected = reference.unnamed();
        for (ReservationRow row : reserved) {
            Reserved match = expected.stream()
                    .filter(r -> r.need.ask.id.equals(row.request()) && r.need.number == row.line())
                    .findFirst()
                    .orElse(null);
            unless(match != null && same(match, row), "Expected %s, reserved %s", String.valueOf(match), row);
            Reserved matched = Objects.requireNonNull(match);
            matched.id = row.id();
            expected.remove(matched);
        }
        unless(expected.isEmpty(), "Not reserved: %s", expected);
        checkReservations();
        checkLines();
        checkPositions();
    }

    private static boolean same(Reserved expected, ReservationRow row) {
        return expected.lot.site.equals(row.site())
                && expected.lot.item == row.item()
                && expected.lot.number.equals(row.lotNumber())
                && expected.quantity == row.quantity()
                && Objects.equals(expected.officer, row.officer())
                && expected.override == row.override()
                && expected.expiresAt.equals(row.expiresAt());
    }

    private void checkReservations() {
        Map<UUID, String> states = new HashMap<>();
        tables.reservations().forEach(row -> states.put(row.id(), row.state()));
        unless(states.size() == reference.shelves.reservations.size(), "Other reservations");
        for (Reserved r : reference.shelves.reservations) {
            String state = states.get(Objects.requireNonNull(r.id));
            unless(r.state.equals(state), "Expected %s to be %s, is %s", r, r.state, String.valueOf(state));
        }
    }

    private void checkLines() {
        unless(tables.requests.keySet().equals(reference.asks.keySet()), "Other requests");
        for (Ask ask : reference.asks.values()) {
            RequestRow request = Objects.requireNonNull(tables.requests.get(ask.id));
            List<LineRow> lines = new ArrayList<>(Objects.requireNonNull(tables.lines.get(ask.id)));
            unless(lines.size() == ask.needs.size(), "Other lines of %s", ask.id);
            boolean all = true;
            boolean any = false;
            for (Need need : ask.needs) {
                LineRow line = lines.get(need.number - 1);
                long allocated = reference.shelves.allocated(need);
                unless(line.allocated() == allocated, "%s should have %s: %s", need, allocated, line);
                unless(Objects.equals(line.quantity(), need.quantity), "%s wants %s", line, need);
                unless(line.open() != ask.cancelled, "%s open?", line);
                all &= need.quantity != null && need.quantity == allocated;
                any |= allocated > 0;
            }
            String state = ask.cancelled ? "CANCELLED" : all ? "ALLOCATED" : any ? "PARTLY_ALLOCATED" : "SUBMITTED";
            unless(request.state().name().equals(state), "Expected %s: %s", state, request);
        }
    }

    private void checkPositions() {
        long stocked = 0;
        for (PositionRow row : tables.positions.values()) {
            Site site = reference.world.sites.stream()
                    .filter(s -> s.id == row.site())
                    .findAny()
                    .orElseThrow();
            List<Lot> lots = reference.shelves.at(site.code, row.item()).stream()
                    .filter(lot -> lot.number.equals(row.lotNumber()) && Objects.equals(lot.expiry, row.expiry()))
                    .toList();
            long onHand = lots.stream().mapToLong(lot -> lot.onHand).sum();
            long held = lots.stream().mapToLong(lot -> lot.held).sum();
            long reserved = lots.stream().mapToLong(reference.shelves::reserved).sum();
            unless(
                    row.onHand() == onHand && row.held() == held && row.reserved() == reserved,
                    "Expected %s on hand, %s held, %s reserved: %s",
                    onHand,
                    held,
                    reserved,
                    row);
            stocked += lots.size();
        }
        unless(stocked == reference.shelves.lots.size(), "A lot is missing");
    }
}
