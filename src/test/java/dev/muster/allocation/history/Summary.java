package dev.muster.allocation.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures of a history.
 *
 * @param sends by status, 0 for those without an answer
 * @param done commands that are done, by kind
 * @param transactions that wrote events
 * @param allocations by state
 * @param bookings by purpose and state
 * @param kits assembled, and broken again
 * @param shortLines lines that are short at the end
 * @param faults what broke, and at which command
 * @param cut database connections that were cut
 */
record Summary(
        Map<Integer, Long> sends,
        Map<String, Long> done,
        long transactions,
        Map<String, Long> allocations,
        Map<String, Long> bookings,
        Map<String, Long> kits,
        long shortLines,
        String faults,
        int cut) {

    static Summary of(History history, Faults faults) {
        Map<Integer, Long> sends = new TreeMap<>();
        history.sends().forEach(s -> sends.merge(s.status(), 1L, Long::sum));
        Map<String, Long> done = new TreeMap<>();
        EndState end = history.end();
        end.commands().forEach(c -> done.merge(c.kind(), 1L, Long::sum));
        Map<String, Long> allocations = new TreeMap<>();
        end.allocations().forEach(a -> allocations.merge(a.state(), 1L, Long::sum));
        Map<String, Long> bookings = new TreeMap<>();
        end.bookings().stream()
                .filter(EndState.Booking::leads)
                .forEach(b -> bookings.merge(b.kind() + " " + b.state(), 1L, Long::sum));
        Map<String, Long> kits = new TreeMap<>();
        end.ledger().stream()
                .filter(e -> e.item().equals(Landscape.KIT) && e.assembled())
                .forEach(e -> kits.merge(e.kind(), e.quantity(), Long::sum));
        return new Summary(
                sends,
                done,
                end.events().stream()
                        .map(EndState.Event::transaction)
                        .distinct()
                        .count(),
                allocations,
                bookings,
                kits,
                end.lines().stream()
                        .filter(l -> l.quantity() != null && l.isShort())
                        .count(),
                faults.toString(),
                faults.cutConnectionCount());
    }

    /** What must happen in a history that proves something, and did not: goods scarce, answers lost, things repeated. */
    List<String> calm() {
        List<String> calm = new ArrayList<>();
        for (int status : List.of(Send.NO_ANSWER, 200, 201, 409)) {
            if (!sends.containsKey(status)) {
                calm.add("status " + status);
            }
        }
        for (Order.Kind kind : Order.Kind.values()) {
            if (!done.containsKey(kind.logged)) {
                calm.add(kind.logged);
            }
        }
        for (String state : List.of("RESERVED", "RELEASED")) {
            if (!allocations.containsKey(state)) {
                calm.add(state);
            }
        }
        for (String state : List.of("ALLOCATION RESERVED", "ALLOCATION RELEASED", "DUTY RESERVED")) {
            if (!bookings.containsKey(state)) {
                calm.add(state);
            }
        }
        if (!kits.containsKey("ASSEMBLY")) {
            calm.add("kits assembled");
        }
        if (shortLines == 0) {
            calm.add("a shortage");
        }
        if (cut == 0) {
            calm.add("a connection cut");
        }
        return calm;
    }

    @Override
    public String toString() {
        return "sends by status %s%ndone %s in %d transactions%nallocations %s, short lines %d%nbookings %s, kits %s%nfaults: %s; %d connections cut"
                .formatted(sends, done, transactions, allocations, shortLines, bookings, kits, faults, cut);
    }
}
