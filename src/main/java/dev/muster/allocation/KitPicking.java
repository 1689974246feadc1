package dev.muster.allocation;

import dev.muster.stock.Position;
import dev.muster.stock.Shelf;
import dev.muster.stock.StockBook;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chooses what of a site's stock goes with a team, one kit after another; changes no stock. Only what is free, usable today and
 * above the floor; first what is usable to the end of the deployment, and of that what expires first.
 */
final class KitPicking {

    private final StockBook book;
    private final int site;
    private final boolean belowFloor;
    private final LocalDate today;
    private final LocalDate back;
    private final Map<Position, Long> picked = new IdentityHashMap<>();

    /**
     * @param belowFloor whether floors may be set aside (R4)
     * @param back when the deployment ends
     */
    KitPicking(StockBook book, int site, boolean belowFloor, LocalDate today, LocalDate back) {
        this.book = book;
        this.site = site;
        this.belowFloor = belowFloor;
        this.today = today;
        this.back = back;
    }

    /**
     * What is chosen for one kind of kit.
     *
     * @param assembled kits
     * @param packed kits as their parts
     * @param lots how much of each lot
     */
    record Picked(long assembled, long packed, Map<Position, Long> lots) {

        long kits() {
            return assembled + packed;
        }
    }

    /**
     * As many of a kit as there are, assembled ones first, then whole ones as their parts.
     *
     * @param parts what one kit comes to, base units by item; empty if it cannot be packed
     */
    Picked pick(int kit, long wanted, Map<Integer, Long> parts) {
        Map<Position, Long> lots = new LinkedHashMap<>();
        long assembled = Math.min(wanted, givable(kit));
        take(kit, assembled, lots);
        long packed = parts.entrySet().stream()
                .mapToLong(part -> givable(part.getKey()) / part.getValue())
                .min()
                .orElse(0);
        packed = Math.min(wanted - assembled, packed);
        for (Map.Entry<Integer, Long> part : parts.entrySet()) {
            take(part.getKey(), packed * part.getValue(), lots);
        }
        return new Picked(assembled, packed, lots);
    }

    private long givable(int item) {
        return book.shelf(site, item).map(this::givable).orElse(0L);
    }

    private long givable(Shelf shelf) {
        long free = 0;
        for (Position lot : shelf.lots()) {
            free += left(lot);
        }
        return belowFloor ? free : Math.max(0, free - shelf.floor());
    }

    private long left(Position lot) {
        return lot.usableOn(today) ? lot.available() - picked.getOrDefault(lot, 0L) : 0;
    }

    private void take(int item, long quantity, Map<Position, Long> lots) {
        if (quantity == 0) {
            return;
        }
        long open = quantity;
        for (Position lot : book.shelf(site, item).orElseThrow().lots().stream()
                .sorted(Comparator.comparing((Position p) -> !p.usableOn(back)))
                .toList()) {
            long part = Math.min(open, left(lot));
            if (part > 0) {
                picked.merge(lot, part, Long::sum);
                lots.merge(lot, part, Long::sum);
                open -= part;
            }
        }
    }
}
