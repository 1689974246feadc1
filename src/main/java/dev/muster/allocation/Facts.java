package dev.muster.allocation;

import dev.muster.allocation.engine.ItemFacts;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.SiteFacts;
import dev.muster.travel.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What decisions know of the world besides stock and needs. Filled once, then only read. */
final class Facts {

    /** What is needed of an item; {@code substitutes} are ids in the order to try. */
    record Item(ItemFacts facts, String kind, List<Integer> substitutes) {
        int id() {
            return facts.id();
        }

        String code() {
            return facts.code();
        }
    }

    /** What is needed of a site; {@code region} is a code. */
    record Site(
            SiteFacts facts,
            Place place,
            boolean keySite,
            @Nullable String region) {
        int id() {
            return facts.id();
        }

        String code() {
            return facts.code();
        }
    }

    /** What is needed of an incident. */
    record Incident(UUID id, String code, String level, String phase) {}

    /** What is needed of a region; {@code parent} is a code. */
    record Region(String code, @Nullable String parent, String level) {}

    final Map<String, Item> itemsByCode = new HashMap<>();
    final Map<Integer, Item> items = new HashMap<>();
    final Map<String, Site> sitesByCode = new HashMap<>();
    final Map<Integer, Site> sites = new HashMap<>();
    final Map<String, Incident> incidents = new HashMap<>();
    private final Map<String, Region> regions = new HashMap<>();
    private final Map<Integer, Policy> policies = new HashMap<>();
    private final Map<Integer, List<Integer>> substituteFor = new HashMap<>();

    void add(Item item) {
        items.put(item.id(), item);
        itemsByCode.put(item.code(), item);
        for (int substitute : item.substitutes) {
            substituteFor.computeIfAbsent(substitute, s -> new ArrayList<>()).add(item.id());
        }
    }

    void add(Site site) {
        sites.put(site.id(), site);
        sitesByCode.put(site.code(), site);
    }

    /** By id or by code. */
    void add(Incident incident) {
        incidents.put(incident.id.toString(), incident);
        incidents.put(incident.code, incident);
    }

    void add(Region region) {
        regions.put(region.code, region);
    }

    /** The policy a response level selects, 1 (Ⅰ) to 4 (Ⅳ) or {@link Rank#NO_INCIDENT}. */
    void select(int level, Policy policy) {
        policies.put(level, policy);
    }

    Item item(int id) {
        return present(items.get(id), "item", id);
    }

    Site site(int id) {
        return present(sites.get(id), "site", id);
    }

    Policy policy(int level) {
        return present(policies.get(level), "policy of level", level);
    }

    /**
     * The items that a decision on these may touch: what may substitute them, everything that the goods of either may
     * serve (whose reservations may be taken back), and what may substitute that.
     */
    Set<Integer> around(Collection<Integer> ids) {
        Set<Integer> goods = withSubstitutes(ids);
        Set<Integer> asked = new HashSet<>(goods);
        goods.forEach(id -> asked.addAll(substituteFor.getOrDefault(id, List.of())));
        return withSubstitutes(asked);
    }

    private Set<Integer> withSubstitutes(Collection<Integer> ids) {
        Set<Integer> all = new HashSet<>(ids);
        ids.forEach(id -> all.addAll(item(id).substitutes));
        return all;
    }

    /** See {@link dev.muster.allocation.engine.World#tier}. */
    int tier(int source, int destination) {
        String from = site(source).region();
        String to = site(destination).region();
        if (from == null || to == null) {
            return 3;
        }
        if (from.equals(to)) {
            return 0;
        }
        Region giving = regions.get(from);
        Region asking = regions.get(to);
        if (giving != null && asking != null && giving.level.equals(asking.level)) {
            return 1;
        }
        return isAbove(from, to) ? 2 : 3;
    }

    private boolean isAbove(String superior, String region) {
        @Nullable Region at = regions.get(region);
        for (int steps = 0; at != null && steps <= regions.size(); steps++) {
            if (Objects.equals(at.parent, superior)) {
                return true;
            }
            at = at.parent == null ? null : regions.get(at.parent);
        }
        return false;
    }

    /** Whether all sites are where they are there, under the same numbers. */
    boolean sameGeography(Facts other) {
        return sites.size() == other.sites.size()
                && sites.values().stream().allMatch(site -> {
                    Site there = other.sites.get(site.id());
                    return there != null
                            && there.place().equals(site.place())
                            && there.facts().order() == site.facts().order();
                });
    }

    /** Whether every incident has the level it has there. */
    boolean sameLevels(Facts other) {
        return incidents.size() == other.incidents.size()
                && incidents.entrySet().stream().allMatch(entry -> {
                    Incident there = other.incidents.get(entry.getKey());
                    return there != null
                            && there.level().equals(entry.getValue().level());
                });
    }

    private static <T> T present(@Nullable T value, String what, int id) {
        if (value == null) {
            throw new IllegalStateException("No " + what + " " + id);
        }
        return value;
    }
}
