package dev.muster.allocation.planning;

import dev.muster.allocation.Facts;
import dev.muster.allocation.plan.Demand;
import dev.muster.allocation.plan.Lot;
import dev.muster.allocation.plan.Source;
import dev.muster.allocation.planning.Reading.Shelf;
import dev.muster.allocation.planning.Reading.Stock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What open sites hold, as the planner sees it, what is supposed included. */
final class Shelves {

    private static final long DAY_SECONDS = 86_400;

    private final Reading reading;
    private final Facts facts;
    private final Set<Integer> supposedClosed = new HashSet<>();
    private final Map<Shelf, List<Lot>> lots = new LinkedHashMap<>();
    /** Lots that are not too old to be kept as a reserve, but to be given. */
    private final Map<Shelf, Long> onlyReserve = new HashMap<>();

    private final Map<Long, Lot> byPosition = new HashMap<>();

    Shelves(Reading reading, Wish wish) {
        this.reading = reading;
        this.facts = reading.facts();
        for (String code : wish.whatIf().closedSites()) {
            Facts.Site site = facts.siteOf(code);
            if (site != null) {
                supposedClosed.add(site.id());
            }
        }
        reading.stock().forEach(this::add);
        long extra = -1;
        for (Wish.ExtraStock more : wish.whatIf().extraStock()) {
            Facts.Site site = facts.siteOf(more.site());
            Facts.Item item = facts.itemOf(more.item());
            if (site != null && item != null && gives(site.id())) {
                lots.computeIfAbsent(new Shelf(site.id(), item.id()), s -> new ArrayList<>())
                        .add(new Lot(extra--, more.quantity(), Demand.NO_LIMIT));
            }
        }
    }

    boolean isSupposedClosed(int site) {
        return supposedClosed.contains(site);
    }

    boolean gives(int site) {
        return facts.site(site).facts().open() && !supposedClosed.contains(site);
    }

    private void add(Stock stock) {
        int site = stock.shelf().site();
        if (!gives(site)) {
            return;
        }
        int life = lifeMinutes(stock);
        if (life < 0 && stock.lastDay() >= day(0)) {
            onlyReserve.merge(stock.shelf(), stock.free(), Long::sum);
        }
        Lot lot = new Lot(stock.position(), stock.free(), life);
        byPosition.put(stock.position(), lot);
        lots.computeIfAbsent(stock.shelf(), s -> new ArrayList<>()).add(lot);
    }

    private long day(long minutesFromNow) {
        return Math.floorDiv(reading.now().getEpochSecond() + 60 * minutesFromNow, DAY_SECONDS);
    }

    /** The longest journey after which it may still be used: to the end of its last day, less what it must have left. */
    private int lifeMinutes(Stock stock) {
        if (stock.lastDay() == Long.MAX_VALUE) {
            return Demand.NO_LIMIT;
        }
        int kept = facts.item(stock.shelf().item()).facts().minRemainingLifeDays();
        long end = (stock.lastDay() - kept + 1) * DAY_SECONDS - 1;
        long minutes = Math.floorDiv(end - reading.now().getEpochSecond(), 60L);
        return (int) Math.max(-1, Math.min(minutes, Demand.NO_LIMIT));
    }

    /** The lot of a position that a source may give from, null if none may. */
    @Nullable
    Lot lot(long position) {
        return byPosition.get(position);
    }

    /** Base units free to give at a shelf, floor included. */
    long free(Shelf shelf) {
        return lots.getOrDefault(shelf, List.of()).stream()
                .filter(lot -> lot.lifeMinutes() >= 0)
                .mapToLong(Lot::quantity)
                .sum();
    }

    /** What of these is kept at a shelf as its reserve. */
    long floor(Shelf shelf) {
        return Math.max(0, reading.floors().getOrDefault(shelf, 0L) - onlyReserve.getOrDefault(shelf, 0L));
    }

    /** The sources of these items. */
    List<Source> sources(Set<Integer> items) {
        List<Source> sources = new ArrayList<>();
        lots.forEach((shelf, all) -> {
            if (items.contains(shelf.item())) {
                sources.add(new Source(facts.site(shelf.site()).facts().order(), shelf.item(), floor(shelf), all));
            }
        });
        return sources;
    }
}
