package dev.muster.board;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest values of a section that has {@code at} and {@code id}, by these, whatever has become of them since: an
 * allocation or plan that ended stays, with its state, until newer ones push it out. So the list only ever moves forward
 * and needs no refill.
 */
final class Newest {

    private record Rank(Instant at, String id) {}

    private static final Comparator<Rank> OLDEST_FIRST =
            Comparator.comparing(Rank::at).thenComparing(Rank::id);

    private final Section section;
    private final int limit;
    private final TreeMap<Rank, ObjectNode> byAge = new TreeMap<>(OLDEST_FIRST);
    private final Map<String, Rank> ranks = new HashMap<>();

    Newest(Section section, int limit) {
        this.section = section;
        this.limit = limit;
    }

    /** Takes a value's new state; gives what that changes. */
    List<Change> take(ObjectNode value) {
        String id = value.path("id").asText();
        Rank rank = new Rank(Instant.parse(value.path("at").asText()), id);
        Rank known = ranks.get(id);
        if (known != null) {
            return value.equals(byAge.get(known)) ? List.of() : replace(known, rank, value);
        }
        if (byAge.size() >= limit && OLDEST_FIRST.compare(rank, byAge.firstKey()) < 0) {
            return List.of();
        }
        ranks.put(id, rank);
        byAge.put(rank, value);
        List<Change> changes = new ArrayList<>(2);
        changes.add(Change.put(section, value));
        if (byAge.size() > limit) {
            Rank oldest = byAge.pollFirstEntry().getKey();
            ranks.remove(oldest.id());
            changes.add(Change.remove(section, oldest.id()));
        }
        return changes;
    }

    /** Forgets the oldest of all there are, if it is still here. */
    List<Change> forget(String id) {
        Rank known = ranks.remove(id);
        if (known == null) {
            return List.of();
        }
        byAge.remove(known);
        return List.of(Change.remove(section, id));
    }

    Collection<ObjectNode> all() {
        return byAge.descendingMap().values();
    }

    private List<Change> replace(Rank known, Rank rank, ObjectNode value) {
        byAge.remove(known);
        byAge.put(rank, value);
        ranks.put(rank.id(), rank);
        return List.of(Change.put(section, value));
    }
}
