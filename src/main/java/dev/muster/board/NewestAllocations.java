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
 * The newest allocations, by when they were reserved and then by id, whatever has become of them since: one that ended
 * stays, with its state, until newer ones push it out. So the list only ever moves forward and needs no refill.
 */
final class NewestAllocations {

    private record Rank(Instant at, String id) {}

    private static final Comparator<Rank> OLDEST_FIRST =
            Comparator.comparing(Rank::at).thenComparing(Rank::id);

    private final int limit;
    private final TreeMap<Rank, ObjectNode> byAge = new TreeMap<>(OLDEST_FIRST);
    private final Map<String, Rank> ranks = new HashMap<>();

    NewestAllocations(int limit) {
        this.limit = limit;
    }

    /** Takes an allocation's new state; gives what that changes. */
    List<Change> take(ObjectNode allocation) {
        String id = allocation.path("id").asText();
        Rank rank = new Rank(Instant.parse(allocation.path("at").asText()), id);
        Rank known = ranks.get(id);
        if (known != null) {
            return allocation.equals(byAge.get(known)) ? List.of() : replace(known, rank, allocation);
        }
        if (byAge.size() >= limit && OLDEST_FIRST.compare(rank, byAge.firstKey()) < 0) {
            return List.of();
        }
        ranks.put(id, rank);
        byAge.put(rank, allocation);
        List<Change> changes = new ArrayList<>(2);
        changes.add(Change.put(Section.ALLOCATIONS, allocation));
        if (byAge.size() > limit) {
            Rank oldest = byAge.pollFirstEntry().getKey();
            ranks.remove(oldest.id());
            changes.add(Change.remove(Section.ALLOCATIONS, oldest.id()));
        }
        return changes;
    }

    Collection<ObjectNode> all() {
        return byAge.descendingMap().values();
    }

    private List<Change> replace(Rank known, Rank rank, ObjectNode allocation) {
        byAge.remove(known);
        byAge.put(rank, allocation);
        ranks.put(rank.id(), rank);
        return List.of(Change.put(Section.ALLOCATIONS, allocation));
    }
}
