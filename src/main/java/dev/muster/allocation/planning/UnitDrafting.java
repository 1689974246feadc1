package dev.muster.allocation.planning;

import dev.muster.allocation.Facts;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.units.UnitDemand;
import dev.muster.allocation.engine.units.UnitGrant;
import dev.muster.allocation.engine.units.UnitRules;
import dev.muster.allocation.engine.units.UnitSkip;
import dev.muster.allocation.plan.Duty;
import dev.muster.allocation.plan.UnitChoice;
import dev.muster.allocation.planning.Reading.LineKey;
import dev.muster.allocation.planning.Reading.OpenLine;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.request.UnitNeed;
import dev.muster.request.Urgency;
import dev.muster.travel.Journeys;
import dev.muster.travel.TransportMode;
import dev.muster.unit.Booking;
import dev.muster.unit.BookingState;
import dev.muster.unit.Eligibility;
import dev.muster.unit.Span;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitBook;
import dev.muster.unit.UnitKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Finds who may serve which line, by the rules of decisions. Bookings that have not left may be moved where every higher class
 * of the plan may take them back (R6) and they could be made again as they stand; all others stay in the calendars.
 */
final class UnitDrafting {

    private record Goal(int site, Set<TransportMode> modes) {}

    private final Reading reading;
    private final Wish wish;
    private final Facts facts;
    private final SupposedWorld world;
    private final UnitBook book;
    private final Eligibility eligibility;
    private final UnitRules rules;
    private final Set<Integer> closed = new HashSet<>();
    private final List<UnitLine> lines = new ArrayList<>();
    private final TreeSet<Integer> classes = new TreeSet<>();

    UnitDrafting(Reading reading, Wish wish, Journeys journeys) {
        this.reading = reading;
        this.wish = wish;
        this.facts = reading.facts();
        wish.whatIf().closedSites().forEach(code -> {
            Facts.Site site = facts.siteOf(code);
            if (site != null) {
                closed.add(site.id());
            }
        });
        this.world = new SupposedWorld(facts, reading.supposed(), closed, journeys);
        this.book = reading.units().book();
        this.eligibility = new Eligibility(reading.units().duty(), reading.now());
        this.rules = new UnitRules(book, world, eligibility, reading.now());
    }

    /**
     * @param mostPairs the most pairs of a line and a unit that are looked at
     * @throws dev.muster.platform.ProblemException if there are more
     */
    UnitDraft draft(long mostPairs) {
        addLines();
        requirePairs(mostPairs);
        share();
        List<Duty> duties = new ArrayList<>();
        List<UnitChoice> choices = new ArrayList<>();
        Map<Goal, Integer> places = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            UnitLine line = lines.get(i);
            OpenLine asks = line.plan.line;
            Integer place =
                    places.computeIfAbsent(new Goal(asks.site(), line.plan.policy.modes()), goal -> places.size());
            duties.add(new Duty(asks.level(), asks.urgency(), line.keySite, place, line.held(), line.open()));
            if (line.held() + line.open() > 0) {
                addChoices(i, line, choices);
            }
        }
        return new UnitDraft(lines, duties, choices, book, rules, world);
    }

    private void addLines() {
        Map<UUID, Urgency> urgencies = new HashMap<>();
        wish.whatIf().urgencies().forEach(other -> urgencies.put(other.request(), other.urgency()));
        for (UnitReading.Asking asking : reading.units().lines()) {
            Urgency other = urgencies.get(asking.line().key().request());
            OpenLine line = other == null ? asking.line() : asking.line().as(other);
            lines.add(line(line, asking.need()));
        }
        lines.sort(Comparator.comparing(line -> line.demand.rank()));
        lines.forEach(line -> classes.add(line.plan.levelAndUrgency()));
    }

    private UnitLine line(OpenLine line, UnitNeed need) {
        PlanLine plan = new PlanLine(line, world.policy(line.level()), List.of(line.item()), Set.of());
        plan.isOfUnits = true;
        boolean keySite = facts.site(line.site()).keySite();
        boolean equipment = "EQUIPMENT".equals(facts.item(line.item()).kind());
        return new UnitLine(
                plan,
                keySite,
                new UnitDemand(
                        plan.rank(keySite),
                        line.site(),
                        line.item(),
                        equipment ? UnitKind.ASSET : need.team() ? UnitKind.TEAM : UnitKind.PERSON,
                        need.least(),
                        need.wanted(),
                        Math.toIntExact(Math.max(1, line.quantity())),
                        reading.units().takenBack().getOrDefault(line.key(), Set.of())));
    }

    private void requirePairs(long most) {
        Map<Integer, Long> units = new HashMap<>();
        long pairs = 0;
        for (UnitLine line : lines) {
            pairs += units.computeIfAbsent(
                    line.plan.line.item(),
                    item -> book.serving(item).values().stream()
                            .mapToLong(Collection::size)
                            .sum());
        }
        if (pairs > most) {
            throw Problem.of(ProblemType.RULE_BROKEN, "plan.too-many-pairs", pairs, most)
                    .asException();
        }
    }

    /** Tells each line what of its bookings may be moved, and takes that out of the calendars. */
    private void share() {
        Map<LineKey, UnitLine> byKey = new HashMap<>();
        lines.forEach(line -> byKey.put(line.plan.line.key(), line));
        List<Booking> free = new ArrayList<>();
        for (Unit unit : reading.units().book().all()) {
            for (Booking booking : unit.bookings()) {
                UnitLine line = booking.task() == null || !booking.leads()
                        ? null
                        : byKey.get(new LineKey(
                                booking.task().request(), booking.task().line()));
                if (line != null && booking.state() == BookingState.RESERVED && booking.officer() == null) {
                    share(line, unit, booking, free);
                }
            }
        }
        free.forEach(
                booking -> book.of(booking.id(), booking.lead()).forEach(unit -> book.put(unit.minus(booking.id()))));
    }

    private void share(UnitLine line, Unit unit, Booking booking, List<Booking> free) {
        if (closed.contains(unit.site())) {
            line.lost.add(booking);
            free.add(booking);
        } else if (wish.movable() == Wish.Movable.BY_POLICY
                && mayBeTakenBack(line.plan)
                && !rules.eligible(line.demand, Set.of(unit.id()), one -> one.minus(booking.id()))
                        .grants()
                        .isEmpty()) {
            line.movable.add(booking);
            free.add(booking);
        } else {
            line.fixed.add(booking);
        }
    }

    private boolean mayBeTakenBack(PlanLine line) {
        return classes.headSet(line.levelAndUrgency()).stream().allMatch(this::mayTakeBack);
    }

    private boolean mayTakeBack(int levelAndUrgency) {
        Policy policy = world.policy(levelAndUrgency / Urgency.values().length);
        return policy.preempting().contains(Urgency.values()[levelAndUrgency % Urgency.values().length]);
    }

    private void addChoices(int i, UnitLine line, List<UnitChoice> choices) {
        Set<Integer> standing = new HashSet<>();
        line.movable.forEach(booking -> standing.add(booking.lead()));
        UnitRules.Eligible eligible = rules.eligible(line.demand, null, unit -> unit);
        line.skips.addAll(eligible.skips());
        for (UnitGrant grant : eligible.grants()) {
            if (wish.whatIf().inTime() && isLate(line, grant)) {
                line.skips.add(UnitSkip.TOO_LATE);
                continue;
            }
            line.eligible++;
            Unit unit = grant.unit();
            choices.add(new UnitChoice(
                    i,
                    unit.id(),
                    grant.source(),
                    grant.journey().minutes(),
                    micros(grant.span().start()),
                    rested(unit, grant.span()),
                    people(unit),
                    standing.contains(unit.id())));
        }
    }

    private static boolean isLate(UnitLine line, UnitGrant grant) {
        return grant.span()
                .start()
                .plus(Duration.ofMinutes(grant.journey().minutes()))
                .isAfter(line.demand.wanted().start());
    }

    private long rested(Unit unit, Span span) {
        Duration rest = unit.kind() == UnitKind.ASSET
                ? Duration.ZERO
                : eligibility.rules().restAfter(span.length());
        return micros(span.end().plus(rest));
    }

    /** The database knows time no finer. */
    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    /** The unit, and who certainly goes along: of a team with a composition it depends. */
    private static Set<Integer> people(Unit unit) {
        Set<Integer> people = new HashSet<>(Set.of(unit.id()));
        if (unit.needs().isEmpty()) {
            people.addAll(unit.members());
        }
        return people;
    }
}
