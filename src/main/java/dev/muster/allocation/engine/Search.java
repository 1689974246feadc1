package dev.muster.allocation.engine;

import dev.muster.allocation.engine.Explanation.Preempted;
import dev.muster.incident.OwnStock;
import dev.muster.stock.Position;
import dev.muster.stock.Shelf;
import dev.muster.stock.StockBook;
import dev.muster.travel.Journey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One demand looking for its goods: sources in the order of R2, each by R3 to R5. What it takes is reserved at once. */
final class Search {

    private static final long DAY_SECONDS = 86_400;
    private static final Journey NO_WAY = new Journey(0, 0);

    private final StockBook book;
    private final World world;
    private final long now;
    private final Demand demand;
    private final Policy policy;
    private final boolean belowFloor;
    private final List<Grant> grants = new ArrayList<>();
    private final ExplanationWriter why;
    private final Set<Integer> sourcesUsed;
    private long taken;
    private long limit;
    private boolean passedTooSmall;
    private boolean looksOnly;

    Search(StockBook book, World world, Instant now, Demand demand) {
        this.book = book;
        this.world = world;
        this.now = now.getEpochSecond();
        this.demand = demand;
        this.policy = world.policy(demand.rank().level());
        this.belowFloor = policy.mayGoBelowFloor(demand.rank());
        this.sourcesUsed = new HashSet<>(demand.sourcesUsed());
        this.why = new ExplanationWriter(policy.explainedSources());
    }

    Demand demand() {
        return demand;
    }

    /** Base units taken so far. */
    long taken() {
        return taken;
    }

    ExplanationWriter why() {
        return why;
    }

    /**
     * Looks everywhere for the item asked for, then for its substitutes, until the demand is met; once more where a
     * shipment that was too small when it was looked at may now end the line (R5).
     */
    void look() {
        long before;
        do {
            before = taken;
            passedTooSmall = false;
            why.lookAgain();
            lookFor(demand.item(), demand.quantity());
            demand.substitutes().forEach(item -> lookFor(item, demand.quantity()));
        } while (passedTooSmall && taken > before && taken < demand.quantity());
    }

    /** Looks everywhere, takes nothing: to say why something is left. */
    void lookOnly() {
        looksOnly = true;
        why.lookAgain();
        lookFor(demand.item(), demand.quantity());
        demand.substitutes().forEach(item -> lookFor(item, demand.quantity()));
        looksOnly = false;
    }

    /** Looks everywhere for an item, until this much is taken in all. */
    void lookFor(int item, long upTo) {
        limit = upTo;
        if (taken >= limit || book.shelves(item).isEmpty()) {
            return;
        }
        Ways ways = ways(item);
        if (ways == null) {
            why.skipped(Skip.STORAGE_CLASS, book.shelves(item).size());
            return;
        }
        SourceQueue sources = new SourceQueue(book.shelves(item), demand, policy, world, ways);
        Shelf next = sources.poll();
        while (next != null) {
            lookAt(next, ways);
            next = taken >= limit ? null : sources.poll();
        }
    }

    /** The ways to the asking site for an item, null if no mode of the policy serves its storage class. */
    @Nullable
    Ways ways(int item) {
        return world.ways(demand.site(), world.item(item).storageClass(), policy);
    }

    /** Looks at one source, up to the limit last set; gives what was taken. */
    long lookAt(Shelf shelf, Ways ways) {
        SiteFacts site = world.site(shelf.site());
        Journey journey = shelf.site() == demand.site() ? NO_WAY : ways.from(shelf.site());
        long free = shelf.free(day(0));
        long usableOn = usableOn(shelf.item(), journey);
        long usable = shelf.free(usableOn);
        long givable = givable(shelf, free, usable);
        Skip skip = skip(shelf, site, usable, givable);
        if (skip != null) {
            passedTooSmall |= skip == Skip.SMALLEST_SHIPMENT;
            why.skipped(site.code(), substitute(shelf.item()), journey, free, skip);
            return 0;
        }
        if (looksOnly) {
            return 0;
        }
        long quantity = Math.min(givable, limit - taken);
        take(shelf, quantity, usableOn, journey);
        why.took(site.code(), substitute(shelf.item()), journey, free, quantity);
        if (taken < demand.quantity() && usable > givable) {
            why.keptBack();
        }
        return quantity;
    }

    /** Looks at the item at one site, for at most this much. */
    void lookAt(int site, int item, long quantity) {
        Ways ways = ways(item);
        Shelf shelf = book.shelf(site, item).orElse(null);
        limit = Math.min(demand.quantity(), taken + quantity);
        if (ways == null) {
            why.skipped(Skip.STORAGE_CLASS, 1);
        } else if (shelf == null) {
            why.skipped(world.site(site).code(), substitute(item), ways.from(site), 0, Skip.NOTHING_FREE);
        } else {
            lookAt(shelf, ways);
        }
    }

    /** The day, counted from 1970-01-01, on which goods that leave now must still be usable. */
    private long usableOn(int item, Journey journey) {
        return day(journey.minutes()) + world.item(item).minRemainingLifeDays();
    }

    /** What the source may give this demand (R3, R4), base units. */
    long givable(Shelf shelf, Ways ways) {
        Journey journey = shelf.site() == demand.site() ? NO_WAY : ways.from(shelf.site());
        long usable = shelf.free(usableOn(shelf.item(), journey));
        long givable = givable(shelf, shelf.free(day(0)), usable);
        Skip skip = skip(shelf, world.site(shelf.site()), usable, givable);
        return skip == null ? givable : 0;
    }

    private long givable(Shelf shelf, long free, long usable) {
        return belowFloor ? usable : Math.min(usable, Math.max(0, free - shelf.floor()));
    }

    /** R2 to R5: the rule that passes this source over, or null. */
    private @Nullable Skip skip(Shelf shelf, SiteFacts site, long usable, long givable) {
        if (shelf.site() == demand.site() && policy.ownStock() != OwnStock.FIRST) {
            return Skip.OWN_SITE;
        }
        if (!site.open()) {
            return Skip.SITE_NOT_OPEN;
        }
        if (demand.takenBack().contains(shelf.site())) {
            return Skip.TAKEN_BACK;
        }
        if (usable == 0) {
            boolean expired = shelf.lots().stream().anyMatch(lot -> lot.available() > 0);
            return expired ? Skip.SHELF_LIFE : Skip.NOTHING_FREE;
        }
        if (givable == 0) {
            return Skip.FLOOR;
        }
        if (sourcesUsed.size() >= policy.maxSources() && !sourcesUsed.contains(shelf.site())) {
            return Skip.MAX_SOURCES;
        }
        return givable < limit - taken && givable < policy.smallestShipment() ? Skip.SMALLEST_SHIPMENT : null;
    }

    /** First-expiry-first-out within the source. */
    private void take(Shelf shelf, long quantity, long usableOn, Journey journey) {
        long open = quantity;
        for (Position lot : shelf.lots()) {
            long part = lot.usableOn(usableOn) ? Math.min(open, lot.available()) : 0;
            if (part > 0) {
                lot.reserve(part);
                grants.add(new Grant(lot, part, journey));
                open -= part;
            }
        }
        taken += quantity;
        sourcesUsed.add(shelf.site());
    }

    /** Gives back all that was taken, as if it had never looked. */
    void giveBack() {
        grants.forEach(grant -> grant.lot().release(grant.quantity()));
        grants.clear();
        taken = 0;
        sourcesUsed.clear();
        sourcesUsed.addAll(demand.sourcesUsed());
        why.forget();
    }

    /** Takes from where a reservation of a lower class holds stock, if taking that back helps (R6). */
    boolean takeFrom(Reservation reservation) {
        limit = demand.quantity();
        Position lot = reservation.lot();
        Shelf shelf = book.shelf(lot.site(), lot.item()).orElseThrow();
        Ways ways = ways(lot.item());
        if (ways == null) {
            return false;
        }
        lot.release(reservation.quantity());
        if (givable(shelf, ways) == 0) {
            lot.reserve(reservation.quantity());
            return false;
        }
        lookAt(shelf, ways);
        why.preempted(new Preempted(
                reservation.rank().request(),
                reservation.rank().line(),
                world.site(lot.site()).code(),
                reservation.quantity()));
        return true;
    }

    private @Nullable String substitute(int item) {
        return item == demand.item() ? null : world.item(item).code();
    }

    private long day(int minutesFromNow) {
        return Math.floorDiv(now + 60L * minutesFromNow, DAY_SECONDS);
    }

    Decision decision() {
        long left = demand.quantity() - taken;
        Reason reason = left == 0 ? null : why.reason();
        Explanation explanation = why.write(demand.rank(), policy.name(), demand.quantity(), taken, reason);
        return new Decision(demand, List.copyOf(grants), left, reason, explanation);
    }
}
