package dev.muster.allocation;

import dev.muster.allocation.engine.ItemFacts;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.SiteFacts;
import dev.muster.travel.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What decisions know of the world besides stock and needs. Filled once, then only read. */
public final class Facts {

    /** What is needed of an item; {@code substitutes} are ids in the order to try. */
    public record Item(ItemFacts facts, String kind, List<Integer> substitutes) {
        public int id() {
            return facts.id();
        }

        public String code() {
            return facts.code();
        }
    }

    /** What is needed of a site; {@code region} is a code. */
    public record Site(
            SiteFacts facts,
            Place place,
            boolean keySite,
            @Nullable String region) {
        public int id() {
            return facts.id();
        }

        public String code() {
            return facts.code();
        }
    }

    /** What is needed of an incident. */
    public record Incident(UUID id, String code, String level, String phase) {}

    /** What is needed of a region; {@code parent} is a code. */
    public record Region(String code, @Nullable String parent, String level) {}

    final Map<String, Item> itemsByCode = new HashMap<>();
    final Map<Integer, Item> items = new HashMap<>();
    final Map<String, Site> sitesByCode = new HashMap<>();
    final Map<Integer, Site> sites = new HashMap<>();
    final Map<String, Incident> incidents = new HashMap<>();
    private final Map<String, Region> regions = new HashMap<>();
    private final Map<Integer, Policy> policies = new HashMap<>();
    private final Map<Integer, Map<Integer, Long>> kits = new HashMap<>();
    private final Map<Integer, List<Integer>> substituteFor = new HashMap<>();

    public void add(Item item) {
        items.put(item.id(), item);
        itemsByCode.put(item.code(), item);
        for (int substitute : item.substitutes) {
            substituteFor.computeIfAbsent(substitute, s -> new ArrayList<>()).add(item.id());
        }
    }

    /** There is so much of a part in one kit, base units. */
    public void add(int kit, int part, long quantity) {
        kits.computeIfAbsent(kit, k -> new LinkedHashMap<>()).put(part, quantity);
    }

    public boolean isKit(int item) {
        return kits.containsKey(item);
    }

    /** What is in one kit, base units by item, kits in it as such; empty if it is none. */
    public Map<Integer, Long> contents(int item) {
        return kits.getOrDefault(item, Map.of());
    }

    /** What one kit comes to, base units by item, kits in it taken apart. */
    Map<Integer, Long> partsOf(int kit) {
        Map<Integer, Long> parts = new LinkedHashMap<>();
        contents(kit).forEach((part, quantity) -> {
            if (isKit(part)) {
                partsOf(part).forEach((inner, each) -> parts.merge(inner, quantity * each, Long::sum));
            } else {
                parts.merge(part, quantity, Long::sum);
            }
        });
        return parts;
    }

    /** Everything in kits of these items, kits in them and what is in those. */
    Set<Integer> within(Collection<Integer> ids) {
        Set<Integer> within = new HashSet<>();
        ids.forEach(id -> {
            if (isKit(id)) {
                within.addAll(contents(id).keySet());
                within.addAll(within(contents(id).keySet()));
            }
        });
        return within;
    }

    public void add(Site site) {
        sites.put(site.id(), site);
        sitesByCode.put(site.code(), site);
    }

    /** By id or by code. */
    public void add(Incident incident) {
        incidents.put(incident.id.toString(), incident);
        incidents.put(incident.code, incident);
    }

    public void add(Region region) {
        regions.put(region.code, region);
    }

    /** The policy a response level selects, 1 (Ⅰ) to 4 (Ⅳ) or {@link Rank#NO_INCIDENT}. */
    public void select(int level, Policy policy) {
        policies.put(level, policy);
    }

    public Item item(int id) {
        return present(items.get(id), "item", id);
    }

    public Site site(int id) {
        return present(sites.get(id), "site", id);
    }

    /** The policy that a response level selects, 1 (Ⅰ) to 4 (Ⅳ) or {@link Rank#NO_INCIDENT}. */
    public Policy policy(int level) {
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
    public int tier(int source, int destination) {
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

    /** By code, null if there is none. */
    public @Nullable Item itemOf(String code) {
        return itemsByCode.get(code);
    }

    /** By code, null if there is none. */
    public @Nullable Site siteOf(String code) {
        return sitesByCode.get(code);
    }

    /** By id or code, null if there is none. */
    public @Nullable Incident incidentOf(String idOrCode) {
        return incidents.get(idOrCode);
    }

    /** Every site, in no order. */
    public Collection<Site> allSites() {
        return Collections.unmodifiableCollection(sites.values());
    }

    public boolean hasRegion(String code) {
        return regions.containsKey(code);
    }

    /** Whether a region is another one or lies in it. */
    public boolean isWithin(@Nullable String region, String other) {
        return region != null && (region.equals(other) || isAbove(other, region));
    }

    /** The items that these may be served with: themselves and their substitutes. */
    public Set<Integer> goodsFor(Collection<Integer> ids) {
        return withSubstitutes(ids);
    }

    /** Whether all sites are where they are there, under the same numbers. */
    public boolean sameGeography(Facts other) {
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
