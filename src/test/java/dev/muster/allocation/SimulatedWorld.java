package dev.muster.allocation;

import dev.muster.allocation.engine.ItemFacts;
import dev.muster.allocation.engine.Meridian;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.SiteFacts;
import dev.muster.allocation.engine.Ways;
import dev.muster.catalogue.StorageClass;
import dev.muster.travel.Journey;
import dev.muster.travel.Place;
import dev.muster.travel.TransportMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The world of a simulation besides stock and needs: sites on one meridian, items, incidents, policies, floors, the
 * clock. Plain data that a simulation changes; each decision sees it as it stands then.
 */
public final class SimulatedWorld {

    /** A site; {@code order} is its place in the order of codes. */
    public static final class Site {
        public final int id;
        public final String code;
        public final int order;
        public final int latitude;
        public final @Nullable String region;
        public boolean open = true;
        public boolean keySite;

        Site(int id, String code, int order, int latitude, @Nullable String region) {
            this.id = id;
            this.code = code;
            this.order = order;
            this.latitude = latitude;
            this.region = region;
        }
    }

    /** An item; {@code substitutes} are ids in the order to try. */
    public record Item(
            int id, String code, int minRemainingLifeDays, StorageClass storage, List<Integer> substitutes) {}

    /** A region; {@code parent} is a code. */
    public record Region(String code, @Nullable String parent, String level) {}

    private static final int HALF_HOUR = 30;

    public final List<Site> sites = new ArrayList<>();
    public final List<Item> items = List.of(
            new Item(1, "I1", 0, StorageClass.AMBIENT, List.of(2)),
            new Item(2, "I2", 0, StorageClass.AMBIENT, List.of()),
            new Item(3, "I3", 2, StorageClass.COLD_2_8, List.of(2)));
    public final List<Region> regions = List.of(
            new Region("P", null, "PROVINCE"), new Region("D1", "P", "DISTRICT"), new Region("D2", "P", "DISTRICT"));

    /** Response level by incident, 1 (Ⅰ) to 4 (Ⅳ). */
    public final int[] levels = {1, 3};

    /** By response level, 5 without an incident. */
    public final Map<Integer, Policy> policies = new HashMap<>();

    public Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final Map<String, Long> floors = new HashMap<>();

    /** @param latitudes of the sites, half hours of road apart */
    public SimulatedWorld(List<Integer> latitudes) {
        int count = latitudes.size();
        List<@Nullable String> homes = java.util.Arrays.asList("D1", "D1", "D2", "P", null);
        for (int i = 0; i < count; i++) {
            sites.add(new Site(count - i, "S" + (i + 1), i, latitudes.get(i), homes.get(i % homes.size())));
        }
        for (int level = 1; level <= 5; level++) {
            policies.put(level, Meridian.POLICY);
        }
    }

    public Site site(String code) {
        return sites.stream().filter(s -> s.code.equals(code)).findAny().orElseThrow();
    }

    Site site(int id) {
        return sites.stream().filter(s -> s.id == id).findAny().orElseThrow();
    }

    public Item item(int id) {
        return items.get(id - 1);
    }

    public long floor(String site, int item) {
        return floors.getOrDefault(site + "/" + item, 0L);
    }

    void floor(String site, int item, long quantity) {
        floors.put(site + "/" + item, quantity);
    }

    /** An incident's id. */
    public static UUID incident(int number) {
        return new UUID(0, number);
    }

    /** Minutes a half hour of road takes by a mode. */
    public static int pace(TransportMode mode) {
        return switch (mode) {
            case ROAD -> HALF_HOUR;
            case COLD_ROAD -> HALF_HOUR + HALF_HOUR / 2;
            case AIR -> HALF_HOUR / 3;
        };
    }

    /** Whether goods kept so may travel by a mode. */
    public static boolean serves(TransportMode mode, StorageClass storage) {
        return storage == StorageClass.AMBIENT || mode == TransportMode.COLD_ROAD;
    }

    /** What decisions are told of it as it stands now. */
    Facts facts() {
        Facts facts = new Facts();
        policies.forEach(facts::select);
        for (Region region : regions) {
            facts.add(new Facts.Region(region.code, region.parent, region.level));
        }
        for (Item item : items) {
            ItemFacts known = new ItemFacts(item.id, item.code, item.minRemainingLifeDays, item.storage);
            facts.add(new Facts.Item(known, "SUPPLY", item.substitutes));
        }
        for (Site site : sites) {
            SiteFacts known = new SiteFacts(site.id, site.code, site.open, site.order);
            facts.add(new Facts.Site(known, new Place(site.latitude, 0), site.keySite, site.region));
        }
        for (int i = 0; i < levels.length; i++) {
            facts.add(new Facts.Incident(incident(i), "E" + i, roman(levels[i]), "RESPONSE"));
        }
        return facts;
    }

    static String roman(int level) {
        return List.of("I", "II", "III", "IV").get(level - 1);
    }

    KnownWorld known(Facts facts) {
        return new KnownWorld(facts, To::new, (modes, storage) -> {
            Set<TransportMode> serving = EnumSet.noneOf(TransportMode.class);
            modes.stream().filter(mode -> serves(mode, storage)).forEach(serving::add);
            return serving;
        });
    }

    private final class To implements Ways {
        private final Site destination;
        private final int pace;

        To(int destination, Set<TransportMode> modes) {
            this.destination = site(destination);
            this.pace = modes.stream().mapToInt(SimulatedWorld::pace).min().orElseThrow();
        }

        @Override
        public int minutesFrom(int site) {
            return Math.abs(Objects.requireNonNull(site(site)).latitude - destination.latitude) * pace;
        }

        @Override
        public Journey from(int site) {
            return new Journey(Math.abs(site(site).latitude - destination.latitude) * 40, minutesFrom(site));
        }
    }
}
