package dev.muster.allocation.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/**
 * Figures of a history.
 *
 * @param sends by status, 0 for those without an answer
 * @param done commands that are done, by kind
 * @param transactions that wrote events
 * @param allocations by state
 * @param shortLines lines that are short at the end
 */
record Summary(
        Map<Integer, Long> sends,
        Map<String, Long> done,
        long transactions,
        Map<String, Long> allocations,
        long shortLines) {

    static Summary of(History history) {
        Map<Integer, Long> sends = new TreeMap<>();
        history.sends().forEach(s -> sends.merge(s.status(), 1L, Long::sum));
        Map<String, Long> done = new TreeMap<>();
        EndState end = history.end();
        end.commands().forEach(c -> done.merge(c.kind(), 1L, Long::sum));
        Map<String, Long> allocations = new TreeMap<>();
        end.allocations().forEach(a -> allocations.merge(a.state(), 1L, Long::sum));
        return new Summary(
                sends,
                done,
                end.events().stream()
                        .map(EndState.Event::transaction)
                        .distinct()
                        .count(),
                allocations,
                end.lines().stream()
                        .filter(l -> l.open() && l.quantity() != null && l.allocated() < l.quantity())
                        .count());
    }

    /** A history in which nothing went wrong, or nothing was scarce, proves nothing. */
    void requireTurmoil() {
        assertThat(sends).as("sends by status").containsKeys(Send.NO_ANSWER, 200, 201, 409);
        assertThat(done.keySet()).hasSize(Order.Kind.values().length);
        assertThat(allocations).as("allocations by state").containsKeys("RESERVED", "RELEASED");
        assertThat(shortLines).as("short lines").isPositive();
    }
}
