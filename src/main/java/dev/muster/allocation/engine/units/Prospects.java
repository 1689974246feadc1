package dev.muster.allocation.engine.units;

import dev.muster.unit.Booking;
import dev.muster.unit.BookingKind;
import dev.muster.unit.CompetencyLevel;
import dev.muster.unit.Obstacle;
import dev.muster.unit.Span;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitBook;
import dev.muster.unit.UnitKind;
import dev.muster.unit.Vetting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may be had at all by demands that are decided together: somebody who is out of use, of too low a level, or booked within the time that all of
 * them share, is out of the question for each, wherever it is asked for. Found once for all of them, so that a short line looks
 * one by one only at who might come. Holds until somebody comes free.
 */
final class Prospects {

    /**
     * One site's units.
     *
     * @param open who might come, in their order
     * @param closed how many are out of the question, by the rule
     */
    record AtSite(List<Integer> open, Map<UnitSkip, Integer> closed) {}

    private record Key(int item, UnitKind kind, @Nullable CompetencyLevel least) {}

    private final UnitBook book;
    private final Map<Key, Span> shared = new HashMap<>();
    private final Set<Key> apart = new HashSet<>();
    private final Map<Key, Map<Integer, AtSite>> found = new HashMap<>();

    Prospects(UnitBook book) {
        this.book = book;
    }

    /** Begins anew, for these. */
    void expect(Collection<UnitDemand> demands) {
        forget();
        demands.forEach(this::expect);
    }

    private void expect(UnitDemand demand) {
        Key key = new Key(demand.item(), demand.kind(), demand.least());
        @Nullable Span before = shared.putIfAbsent(key, demand.wanted());
        if (before != null && before.overlaps(demand.wanted())) {
            shared.put(key, common(before, demand.wanted()));
        } else if (before != null) {
            apart.add(key);
        }
    }

    private static Span common(Span a, Span b) {
        Instant start = a.start().isAfter(b.start()) ? a.start() : b.start();
        return new Span(start, a.end().isBefore(b.end()) ? a.end() : b.end());
    }

    /** Somebody came free. */
    void forget() {
        shared.clear();
        apart.clear();
        found.clear();
    }

    /** Who of a site might serve a demand; null where that is not known, so that all are to be looked at. */
    @Nullable
    AtSite at(UnitDemand demand, int site) {
        Key key = new Key(demand.item(), demand.kind(), demand.least());
        @Nullable Span span = apart.contains(key) ? null : shared.get(key);
        if (span == null || !contains(demand.wanted(), span)) {
            return null;
        }
        return found.computeIfAbsent(key, k -> look(k, span)).get(site);
    }

    private static boolean contains(Span all, Span part) {
        return !part.start().isBefore(all.start()) && !part.end().isAfter(all.end());
    }

    private Map<Integer, AtSite> look(Key key, Span span) {
        Map<Integer, AtSite> sites = new HashMap<>();
        book.serving(key.item).forEach((site, units) -> {
            AtSite at = new AtSite(new ArrayList<>(), new EnumMap<>(UnitSkip.class));
            for (int id : units) {
                Unit unit = book.unit(id);
                if (unit.kind() == key.kind) {
                    @Nullable UnitSkip skip = skip(unit, key, span);
                    if (skip == null) {
                        at.open.add(id);
                    } else {
                        at.closed.merge(skip, 1, Integer::sum);
                    }
                }
            }
            sites.put(site, at);
        });
        return sites;
    }

    private static @Nullable UnitSkip skip(Unit unit, Key key, Span span) {
        if (unit.status().outOfUse()) {
            return UnitSkip.OUT_OF_USE;
        }
        if (unit.vetting() != null && unit.vetting() != Vetting.VETTED) {
            return UnitSkip.NOT_VETTED;
        }
        Unit.@Nullable Grade grade = unit.serves().get(key.item);
        if (grade == null || !CompetencyLevel.enough(grade.level(), key.least)) {
            return UnitSkip.LEVEL;
        }
        for (Booking booking : unit.bookings()) {
            if (booking.span().overlaps(span)) {
                return skip(booking.kind());
            }
        }
        return null;
    }

    private static UnitSkip skip(BookingKind kind) {
        return UnitSkip.of(
                switch (kind) {
                    case MAINTENANCE -> Obstacle.Kind.MAINTENANCE;
                    case REST -> Obstacle.Kind.REST;
                    case ALLOCATION, DUTY, LOAN -> Obstacle.Kind.BOOKED;
                });
    }
}
