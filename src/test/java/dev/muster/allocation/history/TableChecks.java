package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.Allocation;
import dev.muster.allocation.history.EndState.Entry;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.EndState.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What tables must say of one another: positions, ledger, allocations, lines. */
final class TableChecks {

    private final EndState end;
    private final Findings findings;

    TableChecks(EndState end, Findings findings) {
        this.end = end;
        this.findings = findings;
    }

    void run() {
        ledgerReplay();
        sums();
    }

    /** Goods of one lot at one site. */
    private record Place(
            @Nullable String site,
            String item,
            String lot,
            @Nullable Object expiry) {}

    private void ledgerReplay() {
        Map<Place, long[]> balances = new HashMap<>();
        for (Entry entry : end.ledger()) {
            if (entry.to() != null) {
                add(
                        balances,
                        new Place(entry.to(), entry.item(), entry.lot(), entry.expiry()),
                        entry.quantity(),
                        entry.toHeld());
            }
            if (entry.from() != null) {
                add(
                        balances,
                        new Place(entry.from(), entry.item(), entry.lot(), entry.expiry()),
                        -entry.quantity(),
                        entry.fromHeld());
            }
        }
        for (Position position : end.positions()) {
            Place place = new Place(position.site(), position.item(), position.lot(), position.expiry());
            long[] balance = balances.remove(place);
            findings.require(
                    position.onHand() == (balance == null ? 0 : balance[0])
                            && position.held() == (balance == null ? 0 : balance[1]),
                    Check.LEDGER_REPLAY,
                    "%s, but the ledger says on hand %d, held %d",
                    position,
                    balance == null ? 0 : balance[0],
                    balance == null ? 0 : balance[1]);
        }
        balances.forEach((place, balance) ->
                findings.require(balance[0] == 0 && balance[1] == 0, Check.LEDGER_REPLAY, "no position for %s", place));
    }

    private static void add(Map<Place, long[]> balances, Place place, long quantity, boolean held) {
        long[] balance = balances.computeIfAbsent(place, p -> new long[2]);
        balance[0] += quantity;
        balance[1] += held ? quantity : 0;
    }

    private void sums() {
        Map<Long, Long> reserved = end.allocations().stream()
                .filter(a -> a.state().equals("RESERVED"))
                .collect(Collectors.groupingBy(Allocation::position, Collectors.summingLong(Allocation::quantity)));
        Map<LineKey, Long> allocated = end.allocations().stream()
                .filter(Allocation::live)
                .collect(Collectors.groupingBy(Allocation::line, Collectors.summingLong(Allocation::quantity)));
        for (Position position : end.positions()) {
            long sum = reserved.getOrDefault(position.id(), 0L);
            findings.require(position.reserved() == sum, Check.SUMS, "%s, but reservations are %d", position, sum);
            findings.require(
                    position.onHand() >= 0
                            && position.reserved() >= 0
                            && position.held() >= 0
                            && position.reserved() + position.held() <= position.onHand(),
                    Check.NO_OVERSELL,
                    "%s",
                    position);
        }
        for (EndState.Line line :
                end.lines().stream().filter(l -> l.terms() == null).toList()) {
            long sum = allocated.getOrDefault(line.key(), 0L);
            findings.require(line.allocated() == sum, Check.SUMS, "%s, but allocations are %d", line, sum);
        }
    }
}
