package dev.muster.allocation;

import dev.muster.allocation.engine.units.TeamKits;
import dev.muster.stock.Shelf;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * The kits that stand at teams' homes, assembled or as parts to be packed, above the floors. Of items whose turn the batch has
 * as it leaves them; of others as they stood when it began.
 */
final class KitsAtHome implements TeamKits.Stock {

    /** An item at a site. */
    record Place(int site, int item) {}

    private final Loaded loaded;

    KitsAtHome(Loaded loaded) {
        this.loaded = loaded;
    }

    @Override
    public long kits(int site, int item) {
        Map<Integer, Long> parts = loaded.facts.partsOf(item);
        long packed = parts.entrySet().stream()
                .mapToLong(part -> givable(site, part.getKey()) / part.getValue())
                .min()
                .orElse(0);
        return givable(site, item) + packed;
    }

    private long givable(int site, int item) {
        if (!loaded.items.containsKey(item)) {
            return loaded.kitStock.getOrDefault(new Place(site, item), 0L);
        }
        LocalDate today = LocalDate.ofInstant(loaded.now, ZoneOffset.UTC);
        return loaded.book.shelf(site, item).map(shelf -> givable(shelf, today)).orElse(0L);
    }

    /** What a site gives of its own accord: free, usable on that day, above its floor (R4). */
    static long givable(Shelf shelf, LocalDate day) {
        return Math.max(0, shelf.free(day) - shelf.floor());
    }
}
