package dev.muster.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Invariants 1 and 2 of the ledger, over random movements; jqwik prints the seed of a failure. */
class LedgerProperties {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");

    @Property(tries = 1000)
    void shouldAlwaysEqualTheReplayOfTheLedger(@ForAll long seed) {
        Random random = new Random(seed);
        StockBook book = new StockBook();
        List<Position> lots = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            LocalDate expiry = random.nextBoolean() ? null : TODAY.plusDays(random.nextInt(6) - 2);
            Position lot = new Position(i, i % 2, 1, i, "L" + i, expiry, 0, 0, 0);
            lots.add(lot);
            book.add(lot, 0);
        }
        List<List<LedgerEntry>> ledger = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            move(random, book, lots, ledger);
            checkReplay(lots, ledger);
        }
    }

    private static void move(Random random, StockBook book, List<Position> lots, List<List<LedgerEntry>> ledger) {
        Position one = lots.get(random.nextInt(lots.size()));
        List<Position> shelf = book.shelf(one.site(), 1).orElseThrow().lots();
        long quantity = 1 + random.nextInt(20);
        Ledger.Result result =
                switch (random.nextInt(8)) {
                    case 0, 1 -> Ledger.receive(one, quantity * 2, Account.Kind.SUPPLIER);
                    case 2 -> Ledger.takeOut(shelf, quantity, Account.Kind.CONSUMED, TODAY);
                    case 3 -> Ledger.takeOut(shelf, quantity, Account.Kind.ADJUSTMENT);
                    case 4 -> Ledger.hold(shelf, quantity);
                    case 5 -> Ledger.unhold(shelf, quantity);
                    case 6 -> Ledger.writeOff(shelf, quantity);
                    default ->
                        ledger.isEmpty()
                                ? Ledger.receive(one, quantity, Account.Kind.DONOR)
                                : Ledger.reverse(ledger.get(random.nextInt(ledger.size())), book);
                };
        if (result instanceof Ledger.Result.Recorded recorded) {
            ledger.add(recorded.entries());
        }
        if (random.nextInt(4) == 0 && one.available() > 0) {
            one.reserve(1 + random.nextLong(one.available()));
        }
        if (random.nextInt(6) == 0 && one.reserved() > 0) {
            one.release(1 + random.nextLong(one.reserved()));
        }
    }

    private static void checkReplay(List<Position> lots, List<List<LedgerEntry>> ledger) {
        Map<String, Long> balance = new HashMap<>();
        long total = 0;
        for (LedgerEntry entry : ledger.stream().flatMap(List::stream).toList()) {
            balance.merge(entry.lot() + " " + entry.from(), -entry.quantity(), Long::sum);
            balance.merge(entry.lot() + " " + entry.to(), entry.quantity(), Long::sum);
        }
        for (long sum : balance.values()) {
            total += sum;
        }
        assertThat(total).isZero();
        for (Position lot : lots) {
            long free = balance.getOrDefault(lot.lot() + " " + Account.at(lot.site()), 0L);
            long held = balance.getOrDefault(lot.lot() + " " + Account.heldAt(lot.site()), 0L);
            assertThat(lot.onHand()).isEqualTo(free + held);
            assertThat(lot.held()).isEqualTo(held);
            assertThat(lot.available()).isNotNegative();
        }
    }

    @Property(tries = 300)
    void shouldChangeNothingWhenRefused(@ForAll long seed) {
        Random random = new Random(seed);
        Position lot = new Position(1, 1, 1, 1, "", null, 10, random.nextInt(5), random.nextInt(5));
        String before = lot.toString();
        long tooMuch = 11 + random.nextInt(100);
        List<Position> shelf = List.of(lot);
        assertThat(Ledger.takeOut(shelf, tooMuch, Account.Kind.CONSUMED)).isInstanceOf(Ledger.Result.Refused.class);
        assertThat(Ledger.hold(shelf, tooMuch)).isInstanceOf(Ledger.Result.Refused.class);
        assertThat(Ledger.unhold(shelf, tooMuch)).isInstanceOf(Ledger.Result.Refused.class);
        assertThat(Ledger.writeOff(shelf, tooMuch)).isInstanceOf(Ledger.Result.Refused.class);
        assertThat(lot).hasToString(before);
    }
}
