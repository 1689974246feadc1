package dev.muster.board;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** How many units in view are of each kind and status, serve each item and are at each site, kept up with each that moves. */
final class UnitCounts {

    /** Where a unit stands; {@code items} are those it may be asked for as. */
    private record Standing(String kind, String site, String status, List<String> items) {

        /** @param before what an event that names no items goes on with */
        static Standing of(ObjectNode standing, @Nullable Standing before) {
            return new Standing(
                    standing.path("kind").asText(),
                    standing.path("site").asText(),
                    standing.path("status").asText(),
                    before != null && !standing.has("serves")
                            ? before.items
                            : StreamSupport.stream(standing.path("serves").spliterator(), false)
                                    .map(item -> item.asText())
                                    .toList());
        }
    }

    private record Group(String kind, String status) {

        ObjectNode value(int count) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("kind", kind)
                    .put("status", status)
                    .put("count", count);
        }
    }

    private final Map<String, Standing> units = new HashMap<>();
    private final Map<Group, Integer> counts = new HashMap<>();
    private final Readiness items = new Readiness(Section.FORCES, "item");
    private final Readiness sites = new Readiness(Section.POSTS, "site");

    /**
     * Takes where a unit stands now; gives what that changes.
     *
     * @param inView whether it is at a site in view
     */
    List<Change> take(ObjectNode standing, boolean inView) {
        String key = Section.STANDINGS.key(standing);
        @Nullable Standing before = units.get(key);
        @Nullable Standing now = inView ? Standing.of(standing, before) : null;
        if (Objects.equals(now, before)) {
            return List.of();
        }
        if (now == null) {
            units.remove(key);
        } else {
            units.put(key, now);
        }
        Set<Group> groups = new LinkedHashSet<>();
        add(before, -1, groups);
        add(now, 1, groups);
        List<Change> changes = new ArrayList<>();
        groups.forEach(group -> changes.add(change(group)));
        changes.addAll(items.changes());
        changes.addAll(sites.changes());
        return changes;
    }

    private void add(@Nullable Standing standing, int n, Set<Group> groups) {
        if (standing == null) {
            return;
        }
        Group group = new Group(standing.kind, standing.status);
        counts.merge(group, n, Integer::sum);
        groups.add(group);
        standing.items.forEach(item -> items.add(item, standing.status, n));
        sites.add(standing.site, standing.status, n);
    }

    private Change change(Group group) {
        int count = counts.getOrDefault(group, 0);
        if (count == 0) {
            counts.remove(group);
            return Change.remove(Section.UNITS, Section.UNITS.key(group.value(0)));
        }
        return Change.put(Section.UNITS, group.value(count));
    }

    /** Groups that have any. */
    Collection<ObjectNode> byStatus() {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().value(entry.getValue()))
                .toList();
    }

    /** Items that any serve. */
    Collection<ObjectNode> byItem() {
        return items.all();
    }

    /** Sites where any are. */
    Collection<ObjectNode> bySite() {
        return sites.all();
    }
}
