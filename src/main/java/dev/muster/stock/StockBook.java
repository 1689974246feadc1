package dev.muster.stock;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The stock that a batch of commands works on: every shelf of the items at stake, in memory, nobody else changing it. */
public final class StockBook {

    private final Map<Integer, TreeMap<Integer, Shelf>> shelvesByItem = new HashMap<>();
    private final Map<Long, Position> positions = new HashMap<>();

    /** The shelf of an item at a site, made empty with this floor if there is none. */
    public Shelf shelf(int site, int item, long floor) {
        return shelvesByItem
                .computeIfAbsent(item, i -> new TreeMap<>())
                .computeIfAbsent(site, s -> new Shelf(site, item, floor));
    }

    public void add(Position position, long floor) {
        if (positions.putIfAbsent(position.id(), position) != null) {
            throw new IllegalArgumentException("Position twice: " + position);
        }
        shelf(position.site(), position.item(), floor).add(position);
    }

    public Optional<Shelf> shelf(int site, int item) {
        return Optional.ofNullable(
                shelvesByItem.getOrDefault(item, new TreeMap<>()).get(site));
    }

    /** The item's shelves at all sites, by site id. */
    public Collection<Shelf> shelves(int item) {
        TreeMap<Integer, Shelf> shelves = shelvesByItem.get(item);
        return shelves == null ? List.of() : shelves.values();
    }

    /** A position by id; it must be in the book. */
    public Position position(long id) {
        Position position = positions.get(id);
        if (position == null) {
            throw new IllegalArgumentException("No position " + id + " in the book");
        }
        return position;
    }

    public List<Position> changed() {
        return positions.values().stream()
                .filter(Position::changed)
                .sorted(Comparator.comparingLong(Position::id))
                .toList();
    }
}
