package dev.muster.allocation.engine;

import dev.muster.stock.Position;
import dev.muster.stock.Shelf;
import dev.muster.stock.StockBook;
import dev.muster.travel.Journey;
import dev.muster.travel.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The allocation rules: demands in the order of R1 each look at the sources in the order of R2 and take what R3 to R5
 * let them. Same inputs, same decision (R9). What is left stays open (R8) for whoever calls again when stock arrives.
 *
 * <p>Grants are reserved in the book as they are made, so that no unit is given twice.
 */
public final class Rules {

    /** What the rules know of sites, items and ways. */
    public record World(
            IntFunction<SiteFacts> site,
            IntFunction<Integer> minRemainingLifeDays,
            BiFunction<Place, Place, Journey> journey) {}

    private final StockBook book;
    private final World world;
    private final Policy policy;
    private final Instant now;

    /**
     * @param book the stock to decide on; must hold every shelf of every item asked for or substituted
     * @param now the time of the decision, by the database's clock
     */
    public Rules(StockBook book, World world, Policy policy, Instant now) {
        this.book = book;
        this.world = world;
        this.policy = policy;
        this.now = now;
    }

    /** R1: decides all demands, first things first; gives the decisions in that order. */
    public List<Decision> decide(Collection<Demand> demands) {
        return demands.stream()
                .sorted(Comparator.comparing(Demand::rank))
                .map(this::decide)
                .toList();
    }

    private Decision decide(Demand demand) {
        Search search = new Search(demand);
        search.lookFor(demand.item());
        demand.substitutes().forEach(search::lookFor);
        return search.decision();
    }

    /** A source in sight of a demand. */
    private record Source(Shelf shelf, SiteFacts site, Journey journey) {}

    /** R2: nearest in travel time first, ties by code. */
    private List<Source> sourcesOf(int item, Place destination) {
        List<Source> sources = new ArrayList<>();
        for (Shelf shelf : book.shelves(item)) {
            if (!shelf.lots().isEmpty()) {
                SiteFacts site = world.site.apply(shelf.site());
                sources.add(new Source(shelf, site, world.journey.apply(site.place(), destination)));
            }
        }
        sources.sort(Comparator.comparingInt((Source s) -> s.journey.minutes()).thenComparing(s -> s.site.code()));
        return sources;
    }

    /** One demand looking for its goods. */
    private final class Search {

        private final Demand demand;
        private final Place destination;
        private final List<Grant> grants = new ArrayList<>();
        private final ExplanationWriter why;
        private long left;
        private final Set<Integer> sourcesUsed;

        Search(Demand demand) {
            this.demand = demand;
            this.destination = world.site.apply(demand.site()).place();
            this.left = demand.quantity();
            this.sourcesUsed = new HashSet<>(demand.sourcesUsed());
            this.why = new ExplanationWriter(policy.explainedSources());
        }

        void lookFor(int item) {
            if (left == 0) {
                return;
            }
            for (Source source : sourcesOf(item, destination)) {
                if (left == 0) {
                    return;
                }
                lookAt(source);
            }
        }

        private void lookAt(Source source) {
            LocalDate today = day(now);
            long free = source.shelf.free(today);
            LocalDate usableOn = day(now.plusSeconds(60L * source.journey.minutes()))
                    .plusDays(world.minRemainingLifeDays.apply(source.shelf.item()));
            long usable = source.shelf.free(usableOn);
            long givable = policy.mayGoBelowFloor(demand.rank())
                    ? usable
                    : Math.min(usable, Math.max(0, free - source.shelf.floor()));
            Skip skip = skip(source, free, usable, givable);
            if (skip == null) {
                long taken = take(source, Math.min(givable, left), usableOn);
                why.took(source.site.code(), source.shelf.item(), source.journey, free, taken);
                if (left > 0 && usable > taken) {
                    why.keptBack();
                }
            } else {
                why.skipped(source.site.code(), source.shelf.item(), source.journey, free, skip);
            }
        }

        /** R2 to R5: the rule that passes this source over, or null. */
        private @Nullable Skip skip(Source source, long free, long usable, long givable) {
            if (source.shelf.site() == demand.site()) {
                return Skip.OWN_SITE;
            }
            if (!source.site.open()) {
                return Skip.SITE_NOT_OPEN;
            }
            if (demand.takenBack().contains(source.shelf.site())) {
                return Skip.TAKEN_BACK;
            }
            if (usable == 0) {
                boolean expired = source.shelf.lots().stream().anyMatch(lot -> lot.available() > 0);
                return expired ? Skip.SHELF_LIFE : Skip.NOTHING_FREE;
            }
            if (givable == 0) {
                return Skip.FLOOR;
            }
            if (sourcesUsed.size() >= policy.maxSources() && !sourcesUsed.contains(source.shelf.site())) {
                return Skip.MAX_SOURCES;
            }
            return givable < left && givable < policy.smallestShipment() ? Skip.SMALLEST_SHIPMENT : null;
        }

        /** First-expiry-first-out within the source. */
        private long take(Source source, long quantity, LocalDate usableOn) {
            long open = quantity;
            for (Position lot : source.shelf.lots()) {
                long part = lot.usableOn(usableOn) ? Math.min(open, lot.available()) : 0;
                if (part > 0) {
                    lot.reserve(part);
                    grants.add(new Grant(lot, part, source.journey));
                    open -= part;
                }
            }
            left -= quantity;
            sourcesUsed.add(source.shelf.site());
            return quantity;
        }

        Decision decision() {
            Reason reason = left == 0 ? null : why.reason();
            Explanation explanation =
                    why.write(demand.rank(), policy.name(), demand.quantity(), demand.quantity() - left, reason);
            return new Decision(demand, List.copyOf(grants), left, reason, explanation);
        }
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
