package dev.muster.allocation.engine;

import dev.muster.catalogue.StorageClass;
import dev.muster.incident.OwnStock;
import dev.muster.incident.Sharing;
import dev.muster.incident.SourceOrder;
import dev.muster.request.Urgency;
import dev.muster.travel.Journey;
import dev.muster.travel.TransportMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A world whose sites stand on one meridian: a degree of latitude is 111 km and an hour's way. */
public final class Meridian implements World {

    /** Settings to begin with; what a test is about it changes. */
    public static final Policy POLICY = new Policy(
            "test@1",
            SourceOrder.TRAVEL_TIME,
            OwnStock.NEVER,
            Set.of(Urgency.STAT),
            Set.of(1, 2),
            10,
            1,
            Sharing.FIRST_COME,
            0,
            Set.of(Urgency.STAT, Urgency.ASAP, Urgency.URGENT, Urgency.ROUTINE),
            Set.of(TransportMode.ROAD, TransportMode.COLD_ROAD),
            Duration.ofHours(24),
            40);

    private final Map<Integer, SiteFacts> sites = new HashMap<>();
    private final Map<Integer, Double> latitudes = new HashMap<>();
    private final Map<Integer, ItemFacts> items = new HashMap<>();
    private final Map<Integer, Integer> regions = new HashMap<>();
    private Policy policy = POLICY;

    public void site(int id, double latitude, boolean open) {
        sites.put(id, new SiteFacts(id, "S" + id, open, id));
        latitudes.put(id, latitude);
    }

    /** Sites of one region are of one tier to one another; others are elsewhere. */
    public void region(int site, int region) {
        regions.put(site, region);
    }

    public void item(int id, int minRemainingLifeDays, StorageClass storageClass) {
        items.put(id, new ItemFacts(id, "I" + id, minRemainingLifeDays, storageClass));
    }

    public void policy(Policy policy) {
        this.policy = policy;
    }

    @Override
    public SiteFacts site(int id) {
        return Objects.requireNonNull(sites.get(id));
    }

    @Override
    public ItemFacts item(int id) {
        return items.computeIfAbsent(id, i -> new ItemFacts(id, "I" + id, 0, StorageClass.AMBIENT));
    }

    @Override
    public Policy policy(int level) {
        return policy;
    }

    /** Deep-frozen goods cannot be carried. */
    @Override
    public @Nullable Ways ways(int destination, StorageClass storageClass, Policy policy) {
        return storageClass == StorageClass.DEEP_FROZEN_70 ? null : new To(destination);
    }

    @Override
    public int tier(int source, int destination) {
        return Objects.equals(regions.get(source), regions.get(destination)) ? 0 : 3;
    }

    /** The way between two sites. */
    public Journey way(int from, int to) {
        double degrees = Math.abs(latitude(from) - latitude(to));
        return new Journey(degrees * 111, (int) (degrees * 60));
    }

    private double latitude(int site) {
        return Objects.requireNonNull(latitudes.get(site));
    }

    private final class To implements Ways {

        private final int destination;

        To(int destination) {
            this.destination = destination;
        }

        @Override
        public int minutesFrom(int site) {
            return from(site).minutes();
        }

        @Override
        public Journey from(int site) {
            return way(site, destination);
        }
    }
}
