package dev.muster.stock;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stock that a batch of commands works on: every shelf of the items at stake, in memory, nobody else changing it. */
public final class StockBook {

    private final Map<Integer, ItemStock> items = new HashMap<>();

    /** Adds all stock of an item that is not in the book yet. */
    public void add(ItemStock stock) {
        if (items.putIfAbsent(stock.item(), stock) != null) {
            throw new IllegalArgumentException("Item twice: " + stock.item());
        }
    }

    public void add(Position position, long floor) {
        items.computeIfAbsent(position.item(), ItemStock::new).add(position, floor);
    }

    public Optional<Shelf> shelf(int site, int item) {
        return Optional.ofNullable(items.get(item)).map(stock -> stock.shelf(site));
    }

    /** The item's shelves at all sites, in no order. */
    public Collection<Shelf> shelves(int item) {
        ItemStock stock = items.get(item);
        return stock == null ? List.of() : stock.shelves();
    }

    /** An item's position by id; it must be in the book. */
    public Position position(int item, long id) {
        Position position = items.containsKey(item) ? items.get(item).position(id) : null;
        if (position == null) {
            throw new IllegalArgumentException("No position " + id + " of item " + item + " in the book");
        }
        return position;
    }

    /** Whether the item's position is in the book. */
    public boolean holds(int item, long id) {
        ItemStock stock = items.get(item);
        return stock != null && stock.position(id) != null;
    }

    /** The positions that differ from their rows, by id. */
    public List<Position> changed() {
        return items.values().stream()
                .flatMap(stock -> stock.changed().stream())
                .sorted(Comparator.comparingLong(Position::id))
                .toList();
    }
}
