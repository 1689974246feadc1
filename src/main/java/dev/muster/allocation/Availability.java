package dev.muster.allocation;

import dev.muster.stock.ItemStock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process remembers of items between batches: their stock, and how much of it each class has reserved. An
 * item's turn tells whether that still stands (docs/adr/0005). A batch takes out what it works on and puts it back once
 * it is committed, so that what a failed batch changed is forgotten. For one thread.
 */
final class Availability {

    /** One item. */
    static final class Item {

        final ItemStock stock;
        /** Base units reserved by rule for each demand class; classes without any are absent. */
        final Map<Integer, Long> reservedByClass = new HashMap<>();

        Item(int item) {
            this.stock = new ItemStock(item);
        }

        /** More is reserved for a class, or less. */
        void reserve(int demandClass, long delta) {
            reservedByClass.merge(demandClass, delta, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
        }

        /** Base units reserved by rule for classes strictly lower than this one. */
        long heldBelow(int demandClass) {
            return reservedByClass.entrySet().stream()
                    .filter(reserved -> reserved.getKey() > demandClass)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        /** Whether anything is reserved for a class strictly lower than this one. */
        boolean reservedBelow(int demandClass) {
            return reservedByClass.keySet().stream().anyMatch(c -> c > demandClass);
        }
    }

    private record Remembered(Item item, long turn) {}

    private final int mostPositions;
    private final LinkedHashMap<Integer, Remembered> items = new LinkedHashMap<>(16, 0.75f, true);
    private long positions;

    /** @param mostPositions how many stock positions may be remembered */
    Availability(int mostPositions) {
        this.mostPositions = mostPositions;
    }

    /** Takes out what is remembered of an item, if it stands as of this turn. */
    Optional<Item> take(int item, long turn) {
        Remembered remembered = items.remove(item);
        if (remembered == null) {
            return Optional.empty();
        }
        positions -= remembered.item.stock.size();
        return remembered.turn == turn ? Optional.of(remembered.item) : Optional.empty();
    }

    /** Remembers items as of their turns. */
    void keep(Collection<Item> kept, Map<Integer, Long> turns) {
        for (Item item : kept) {
            Long turn = turns.get(item.stock.item());
            if (turn != null) {
                item.stock.stored();
                items.put(item.stock.item(), new Remembered(item, turn));
                positions += item.stock.size();
            }
        }
        while (positions > mostPositions && !items.isEmpty()) {
            Remembered eldest = items.remove(items.keySet().iterator().next());
            positions -= eldest.item.stock.size();
        }
    }

    void forgetAll() {
        items.clear();
        positions = 0;
    }
}
