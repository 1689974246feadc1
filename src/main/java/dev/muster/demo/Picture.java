package dev.muster.demo;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stock as the service told it a moment ago. */
final class Picture {

    static final Picture EMPTY = new Picture(List.of());

    /** One lot of one item at one site; quantities in base units. */
    record Shelf(
            String site,
            String item,
            @Nullable String lot,
            @Nullable LocalDate expiry,
            long onHand,
            long held,
            long available) {}

    private record Key(String site, String item) {}

    private final List<Shelf> shelves;
    private final Map<Key, Long> onHand = new HashMap<>();
    private final Map<Key, Long> available = new HashMap<>();

    Picture(List<Shelf> shelves) {
        this.shelves = shelves;
        for (Shelf shelf : shelves) {
            Key key = new Key(shelf.site(), shelf.item());
            onHand.merge(key, shelf.onHand(), Long::sum);
            available.merge(key, shelf.available(), Long::sum);
        }
    }

    List<Shelf> shelves() {
        return shelves;
    }

    long onHand(String site, String item) {
        return onHand.getOrDefault(new Key(site, item), 0L);
    }

    long available(String site, String item) {
        return available.getOrDefault(new Key(site, item), 0L);
    }
}
