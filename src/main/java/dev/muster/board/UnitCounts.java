package dev.muster.board;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many units in view are of each kind and status, kept up with each unit that moves. */
final class UnitCounts {

    private record Group(String kind, String status) {

        ObjectNode value(int count) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("kind", kind)
                    .put("status", status)
                    .put("count", count);
        }
    }

    private final Map<String, Group> units = new HashMap<>();
    private final Map<Group, Integer> counts = new HashMap<>();

    /**
     * Takes where a unit stands now; gives what that changes.
     *
     * @param inView whether it is at a site in view
     */
    List<Change> take(ObjectNode standing, boolean inView) {
        String key = Section.STANDINGS.key(standing);
        @Nullable
        Group now = inView
                ? new Group(
                        standing.path("kind").asText(), standing.path("status").asText())
                : null;
        @Nullable Group before = now == null ? units.remove(key) : units.put(key, now);
        if (Objects.equals(now, before)) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>(2);
        if (before != null) {
            changes.add(count(before, -1));
        }
        if (now != null) {
            changes.add(count(now, 1));
        }
        return changes;
    }

    private Change count(Group group, int delta) {
        int count = counts.merge(group, delta, Integer::sum);
        if (count == 0) {
            counts.remove(group);
            return Change.remove(Section.UNITS, Section.UNITS.key(group.value(0)));
        }
        return Change.put(Section.UNITS, group.value(count));
    }

    /** Groups that have any. */
    Collection<ObjectNode> all() {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().value(entry.getValue()))
                .toList();
    }
}
