package dev.muster.stock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stock of one item at all sites, in memory, and which of its positions differ from their rows. */
public final class ItemStock {

    private final int item;
    private final Map<Integer, Shelf> shelves = new HashMap<>();
    private final Map<Long, Position> positions = new HashMap<>();
    private final List<Position> changed = new ArrayList<>();

    public ItemStock(int item) {
        this.item = item;
    }

    public int item() {
        return item;
    }

    /** Adds a position, making its shelf with this floor if there is none. One that is known already must not come again. */
    public void add(Position position, long floor) {
        if (position.item() != item || positions.putIfAbsent(position.id(), position) != null) {
            throw new IllegalArgumentException("Not a new position of item " + item + ": " + position);
        }
        shelves.computeIfAbsent(position.site(), site -> new Shelf(site, item, floor))
                .add(position);
        position.watch(changed::add);
    }

    /** The item's shelves, in no order. */
    public Collection<Shelf> shelves() {
        return shelves.values();
    }

    /** The item's shelf at a site, null if nothing was ever there. */
    public @Nullable Shelf shelf(int site) {
        return shelves.get(site);
    }

    /** A position by id, null if it is not of this item. */
    public @Nullable Position position(long id) {
        return positions.get(id);
    }

    /** How many positions it holds. */
    public int size() {
        return positions.size();
    }

    /** The positions that differ from their rows, by id. */
    public List<Position> changed() {
        return changed.stream().sorted(Comparator.comparingLong(Position::id)).toList();
    }

    /** The rows now say what the positions say. */
    public void stored() {
        changed.forEach(Position::stored);
        changed.clear();
    }
}
