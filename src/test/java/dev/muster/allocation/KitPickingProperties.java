package dev.muster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.KitPicking.Picked;
import dev.muster.stock.Position;
import dev.muster.stock.StockBook;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What goes with a team is free, usable, above the floors, whole kits, and as many as there are. */
class KitPickingProperties {

    private static final int SITE = 1;
    private static final int BAG = 1;
    private static final int MASK = 2;
    private static final int LAMP = 3;
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final Map<Integer, Long> PARTS = Map.of(MASK, 3L, LAMP, 1L);

    /** Lots: each number gives item, last day, on hand, reserved and held of one. */
    @Property(tries = 1000)
    void takesNothingThatIsNotFree(
            @ForAll @Size(max = 12) List<@IntRange(max = 99_999) Integer> lots,
            @ForAll @IntRange(min = 1, max = 6) int first,
            @ForAll @IntRange(min = 1, max = 6) int second,
            @ForAll @IntRange(max = 4) int floor,
            @ForAll boolean belowFloor) {
        StockBook book = new StockBook();
        Map<Integer, Long> usable = new HashMap<>();
        List<Position> all = new ArrayList<>();
        for (int n = 0; n < lots.size(); n++) {
            int of = lots.get(n);
            long onHand = of / 3 % 12;
            long reserved = Math.min(onHand, of / 50 % 3);
            long held = Math.min(onHand - reserved, of / 700 % 2);
            LocalDate expiry = TODAY.plusDays(of / 1000 % 20 - 3);
            Position lot = new Position(n, SITE, 1 + of % 3, n, "L" + n, expiry, onHand, reserved, held);
            book.add(lot, floor);
            all.add(lot);
            usable.merge(lot.item(), lot.usableOn(TODAY) ? lot.available() : 0, Long::sum);
        }
        KitPicking picking = new KitPicking(book, SITE, belowFloor, TODAY, TODAY.plusDays(5));
        Picked one = picking.pick(BAG, first, PARTS);
        Picked two = picking.pick(BAG, second, PARTS);

        Map<Position, Long> taken = new IdentityHashMap<>();
        List.of(one, two).forEach(picked -> picked.lots().forEach((lot, n) -> taken.merge(lot, n, Long::sum)));
        Map<Integer, Long> left = new HashMap<>(usable);
        taken.forEach((lot, quantity) -> {
            assertThat(lot.usableOn(TODAY)).isTrue();
            assertThat(quantity).isBetween(1L, lot.available());
            left.merge(lot.item(), -quantity, Long::sum);
        });
        long kept = belowFloor ? 0 : floor;
        left.forEach((item, quantity) ->
                assertThat(quantity).isGreaterThanOrEqualTo(Math.min(kept, usable.getOrDefault(item, 0L))));
        assertThat(of(taken, BAG)).isEqualTo(one.assembled() + two.assembled());
        assertThat(of(taken, MASK)).isEqualTo(3 * (one.packed() + two.packed()));
        assertThat(of(taken, LAMP)).isEqualTo(one.packed() + two.packed());
        long bags = Math.max(0, usable.getOrDefault(BAG, 0L) - kept);
        long masks = Math.max(0, usable.getOrDefault(MASK, 0L) - kept);
        long lamps = Math.max(0, usable.getOrDefault(LAMP, 0L) - kept);
        long possible = bags + Math.min(masks / 3, lamps);
        assertThat(one.kits() + two.kits()).isEqualTo(Math.min(possible, first + second));
    }

    private static long of(Map<Position, Long> taken, int item) {
        return taken.entrySet().stream()
                .filter(entry -> entry.getKey().item() == item)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Example
    void shouldTakeFirstWhatLastsToTheEndAndOfThatWhatExpiresFirst() {
        StockBook book = new StockBook();
        Position soon = new Position(1, SITE, BAG, 1, "A", TODAY.plusDays(2), 1, 0, 0);
        Position later = new Position(2, SITE, BAG, 2, "B", TODAY.plusDays(9), 1, 0, 0);
        Position last = new Position(3, SITE, BAG, 3, "C", null, 1, 0, 0);
        List.of(last, soon, later).forEach(lot -> book.add(lot, 0));

        KitPicking picking = new KitPicking(book, SITE, false, TODAY, TODAY.plusDays(5));
        assertThat(new LinkedHashMap<>(picking.pick(BAG, 1, Map.of()).lots())).containsOnlyKeys(later);
        assertThat(picking.pick(BAG, 2, Map.of()).lots()).containsOnlyKeys(last, soon);
        assertThat(picking.pick(BAG, 1, Map.of()).kits()).isZero();
    }
}
