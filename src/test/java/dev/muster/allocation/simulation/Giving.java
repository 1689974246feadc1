package dev.muster.allocation.simulation;

import dev.muster.allocation.SimulatedWorld;
import dev.muster.allocation.SimulatedWorld.Region;
import dev.muster.allocation.SimulatedWorld.Site;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.simulation.Ask.Need;
import dev.muster.allocation.simulation.Shelves.Lot;
import dev.muster.allocation.simulation.Shelves.Reserved;
import dev.muster.incident.OwnStock;
import dev.muster.incident.SourceOrder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** R2 to R5 for the reference: which sources a need looks at in which order, and what each may give it. */
final class Giving {

    private final Shelves shelves;
    private final SimulatedWorld world;

    Giving(Shelves shelves) {
        this.shelves = shelves;
        this.world = shelves.world;
    }

    Policy policy(Need need) {
        Policy policy = world.policies.get(need.ask.level(world));
        if (policy == null) {
            throw new IllegalStateException("No policy for " + need);
        }
        return policy;
    }

    /** Serves a need from one item, source by source, until it has got this much in all. Gives what it got. */
    long serve(Need need, int item, long upTo) {
        if (upTo <= 0 || shelves.lots.stream().noneMatch(lot -> lot.item == item && lot.onHand > 0)) {
            return 0;
        }
        long got = 0;
        for (Site source : sources(need, item)) {
            got += got < upTo ? serve(need, item, source, upTo - got) : 0;
        }
        return got;
    }

    /** Serves a need from whatever may serve it; looks again as long as that helps. */
    void serve(Need need) {
        long before;
        do {
            before = shelves.left(need);
            for (int item : need.items(world)) {
                serve(need, item, shelves.left(need));
            }
        } while (shelves.left(need) < before && shelves.left(need) > 0);
    }

    /** Serves a need from one source, first expiry first out. */
    long serve(Need need, int item, Site source, long upTo) {
        long open = Math.min(upTo, worthGiving(need, item, source, upTo));
        long got = open;
        LocalDate day = usableOn(need, item, source);
        for (Lot lot : shelves.at(source.code, item)) {
            long part = day != null && lot.usableOn(day) ? Math.min(open, shelves.available(lot)) : 0;
            if (part > 0) {
                reserve(need, lot, part, null, false);
                open -= part;
            }
        }
        return got;
    }

    Reserved reserve(Need need, Lot lot, long quantity, @Nullable String officer, boolean override) {
        Reserved made = new Reserved(
                need,
                lot,
                quantity,
                officer,
                override,
                world.now,
                world.now.plus(policy(need).reservationTime()));
        shelves.reservations.add(made);
        return made;
    }

    /** R2. */
    List<Site> sources(Need need, int item) {
        Policy policy = policy(need);
        Comparator<Site> order = Comparator.comparing(site -> isOwn(need, site) ? 0 : 1);
        if (policy.sourceOrder() == SourceOrder.TIER_FIRST) {
            order = order.thenComparing(site -> isOwn(need, site) ? 0 : tier(site, world.site(need.ask.site)));
        }
        return world.sites.stream()
                .filter(site -> minutes(need, item, site).isPresent())
                .sorted(order.thenComparing(site -> minutes(need, item, site).orElseThrow())
                        .thenComparing(site -> site.code))
                .toList();
    }

    private static boolean isOwn(Need need, Site site) {
        return site.code.equals(need.ask.site);
    }

    private int tier(Site source, Site destination) {
        if (source.region == null || destination.region == null) {
            return 3;
        }
        Region from = region(source.region);
        Region to = region(destination.region);
        if (from.code().equals(to.code())) {
            return 0;
        }
        if (from.level().equals(to.level())) {
            return 1;
        }
        return from.code().equals(to.parent()) ? 2 : 3;
    }

    private Region region(String code) {
        return world.regions.stream()
                .filter(region -> region.code().equals(code))
                .findAny()
                .orElseThrow();
    }

    /** Travel time by the fastest mode that the policy allows and that serves the item's storage class. */
    OptionalInt minutes(Need need, int item, Site source) {
        int steps = Math.abs(source.latitude - world.site(need.ask.site).latitude);
        return policy(need).modes().stream()
                .filter(mode -> SimulatedWorld.serves(mode, world.item(item).storage()))
                .mapToInt(mode -> steps * SimulatedWorld.pace(mode))
                .min();
    }

    /** The day on which goods must still be usable: the minimum remaining life counts from arrival. */
    @Nullable
    LocalDate usableOn(Need need, int item, Site source) {
        OptionalInt minutes = minutes(need, item, source);
        return minutes.isEmpty()
                ? null
                : LocalDate.ofInstant(world.now.plusSeconds(60L * minutes.getAsInt()), ZoneOffset.UTC)
                        .plusDays(world.item(item).minRemainingLifeDays());
    }

    /** R3: what is free there and would still be usable. */
    long usable(Need need, int item, Site source) {
        LocalDate day = usableOn(need, item, source);
        return day == null ? 0 : shelves.available(source.code, item, day);
    }

    boolean belowFloor(Need need) {
        return policy(need).belowFloor().contains(need.ask.urgency)
                && policy(need).belowFloorLevels().contains(need.ask.level(world));
    }

    /** R4: what is free above the floor. */
    long aboveFloor(int item, Site source) {
        return Math.max(0, shelves.available(source.code, item, shelves.today()) - world.floor(source.code, item));
    }

    /** R2 to R4: what a source may give a need. */
    long mayGive(Need need, int item, Site source) {
        boolean ownButNever = isOwn(need, source) && policy(need).ownStock() == OwnStock.NEVER;
        if (ownButNever || !source.open || shelves.takenBack(source.code, need)) {
            return 0;
        }
        long usable = usable(need, item, source);
        return belowFloor(need) ? usable : Math.min(usable, aboveFloor(item, source));
    }

    /** R5 as well: 0 if that would be too small a shipment, or from one source too many. */
    long worthGiving(Need need, int item, Site source, long wanted) {
        long quantity = mayGive(need, item, source);
        boolean tooMany = shelves.sources(need) >= policy(need).maxSources() && !shelves.serves(source.code, need);
        boolean tooSmall = quantity < wanted && quantity < policy(need).smallestShipment();
        return tooMany || tooSmall ? 0 : quantity;
    }
}
