package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.units.UnitDemand;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.Problem.Alternative;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemType;
import dev.muster.request.Urgency;
import dev.muster.unit.Booking;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.Eligibility;
import dev.muster.unit.Obstacle;
import dev.muster.unit.Span;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitStatus;
import dev.muster.unit.UnitStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What commands about calendars do in a batch. Each gives a problem, having changed nothing, or null. */
final class UnitCommands {

    private final Loaded loaded;
    private final UnitWork work;

    UnitCommands(BatchDecision batch) {
        this.loaded = batch.loaded;
        this.work = batch.units;
    }

    @Nullable
    Problem book(Command.BookUnit command) {
        @Nullable Unit unit = unit(command.unit());
        if (unit == null) {
            return unknown(command.unit());
        }
        List<Violation> violations = violations(command, unit);
        if (!violations.isEmpty()) {
            return Problem.violations(ProblemType.RULE_BROKEN, violations);
        }
        if (notOwn(unit, command.onlySite())) {
            return Problem.of(ProblemType.FORBIDDEN, "other-site", home(unit));
        }
        Span span = new Span(command.from(), command.until());
        List<Unit> all = new ArrayList<>(List.of(unit));
        all.addAll(work.members(unit));
        for (Unit one : all) {
            Optional<Obstacle> obstacle = work.eligibility.calendar(one, span);
            if (obstacle.isPresent()) {
                return notFree(one, obstacle.get(), unit, span);
            }
        }
        Booking booking = new Booking(
                command.id(),
                unit.id(),
                unit.id(),
                command.purpose(),
                BookingState.RESERVED,
                span,
                null,
                command.actor(),
                null);
        work.calendar.add(booking, unit.members(), command.actor(), command.reason());
        return null;
    }

    private List<Violation> violations(Command.BookUnit command, Unit unit) {
        List<Violation> found = new ArrayList<>();
        if (command.purpose() == BookingKind.ALLOCATION || command.purpose() == BookingKind.REST) {
            found.add(Violation.of("kind", "unit.kind-not-bookable"));
        }
        if (unit.status() == UnitStatus.RETIRED) {
            found.add(Violation.of("asset", "unit.retired", unit.code()));
        }
        found.addAll(times("from", command.from(), "until", command.until(), loaded));
        return found;
    }

    /** What is wrong with the times of a booking. */
    static List<Violation> times(String fromField, Instant from, String untilField, Instant until, Loaded loaded) {
        List<Violation> found = new ArrayList<>();
        if (!from.isBefore(until)) {
            found.add(Violation.of(untilField, "unit.end-before-start"));
        } else if (Duration.between(from, until).toDays() >= loaded.terms.longestDays()) {
            found.add(Violation.of(untilField, "unit.too-long", loaded.terms.longestDays()));
        }
        if (!until.isAfter(loaded.now)) {
            found.add(Violation.of(untilField, "unit.past"));
        }
        Instant latest = loaded.now.plus(Duration.ofDays(loaded.terms.aheadDays()));
        if (from.isAfter(latest)) {
            found.add(Violation.of(fromField, "unit.too-far", latest));
        }
        return found;
    }

    private Problem notFree(Unit one, Obstacle obstacle, Unit asked, Span span) {
        List<String> free = asked.serves().keySet().stream()
                .sorted()
                .flatMap(item -> work.rules.free(like(asked, item, span), loaded.terms.alternatives()).stream())
                .filter(other -> other.id() != asked.id())
                .map(Unit::code)
                .distinct()
                .limit(loaded.terms.alternatives())
                .toList();
        List<Alternative> alternatives = new ArrayList<>();
        free.forEach(code -> alternatives.add(new Alternative(code, span.start())));
        if (obstacle.until() != null) {
            alternatives.add(new Alternative(asked.code(), obstacle.until()));
        }
        return Problem.of(
                        ProblemType.NOT_FREE,
                        "unit.not-free",
                        one.code(),
                        obstacle.kind(),
                        obstacle.until() == null ? "?" : obstacle.until(),
                        free.isEmpty() ? "–" : String.join(", ", free))
                .with(alternatives);
    }

    /** A demand for something like a unit, as from its home. */
    private UnitDemand like(Unit unit, int item, Span span) {
        Rank rank = new Rank(Rank.NO_INCIDENT, Urgency.ROUTINE, false, span.start(), loaded.now, new UUID(0, 0), 1);
        return new UnitDemand(rank, unit.home(), item, unit.kind(), null, span, loaded.terms.alternatives(), Set.of());
    }

    @Nullable
    Problem extend(Command.ExtendBooking command) {
        @Nullable Booking booking = booking(command.booking());
        if (booking == null) {
            return none(command.booking(), "unit.booking-unknown");
        }
        Unit lead = loaded.units.unit(booking.lead());
        if (notOwn(lead, command.onlySite())) {
            return Problem.of(ProblemType.FORBIDDEN, "other-site", home(lead));
        }
        Instant from = booking.task() == null
                ? booking.span().start()
                : booking.task().wanted().start();
        List<Violation> violations = times("from", from, "until", command.until(), loaded);
        if (!violations.isEmpty()) {
            return Problem.violations(ProblemType.RULE_BROKEN, violations);
        }
        Duration back =
                Duration.ofMinutes(booking.task() == null ? 0 : booking.task().travelMinutes());
        Span span = new Span(booking.span().start(), command.until().plus(back));
        @Nullable Problem problem = span.end().isAfter(booking.span().end()) ? longer(booking, span) : null;
        if (problem == null) {
            boolean shorter = span.end().isBefore(booking.span().end());
            work.calendar.change(booking.over(span).until(command.until()));
            if (shorter) {
                loaded.units.of(booking.id(), booking.lead()).forEach(work::freed);
            }
        }
        return problem;
    }

    /** Whether all who are booked can stay as long, by their calendars and credentials. */
    private @Nullable Problem longer(Booking booking, Span span) {
        Eligibility by = work.eligibility(booking);
        for (Unit unit : loaded.units.of(booking.id(), booking.lead())) {
            Unit without = unit.minus(booking.id());
            int item = booking.task() != null && unit.id() == booking.lead()
                    ? booking.task().item()
                    : unit.serves().keySet().stream().min(Integer::compare).orElse(-1);
            Optional<Obstacle> obstacle = by.credential(without, item, span).or(() -> by.calendar(without, span));
            if (obstacle.isPresent()) {
                return Problem.of(
                        ProblemType.NOT_FREE,
                        "unit.not-extendable",
                        booking.id(),
                        obstacle.get().kind(),
                        obstacle.get().until() == null ? "?" : obstacle.get().until());
            }
        }
        return null;
    }

    /** Takes a booking back, if it is one; the line of an allocated one is short again, and not served by the unit. */
    @Nullable
    Problem release(Command.ReleaseAllocation command) {
        @Nullable Booking booking = booking(command.allocation());
        if (booking == null) {
            return none(command.allocation(), "allocation.unknown");
        }
        if (booking.state() != BookingState.RESERVED || booking.kind() == BookingKind.REST) {
            return Problem.of(ProblemType.ILLEGAL_TRANSITION, "allocation.not-reserved", booking.id(), booking.state());
        }
        if (notOwn(loaded.units.unit(booking.lead()), command.onlySite())) {
            return Problem.of(ProblemType.FORBIDDEN, "other-site", home(loaded.units.unit(booking.lead())));
        }
        work.calendar.end(booking.id(), booking.lead(), BookingState.RELEASED, null);
        takeBackIfAllocated(booking);
        return null;
    }

    void takeBackIfAllocated(Booking booking) {
        if (booking.task() != null) {
            takeBack(booking);
        }
    }

    void takeBack(Booking booking) {
        Objects.requireNonNull(booking.task());
        loaded.takenBackUnits
                .computeIfAbsent(
                        new LineKey(booking.task().request(), booking.task().line()), k -> new HashSet<>())
                .add(booking.lead());
    }

    private Problem none(UUID id, String unknown) {
        return loaded.bookings.containsKey(id)
                ? Problem.of(ProblemType.ILLEGAL_TRANSITION, "unit.booking-ended", id)
                : Problem.of(ProblemType.NOT_FOUND, unknown, id);
    }

    /** A live booking, as it stands in this batch. */
    private @Nullable Booking booking(UUID id) {
        @Nullable Booking told = work.calendar.told(id);
        @Nullable Integer lead = told != null ? Integer.valueOf(told.lead()) : loaded.bookings.get(id);
        @Nullable Unit unit = lead == null ? null : loaded.units.find(lead);
        return unit == null ? null : unit.booking(id);
    }

    @Nullable
    Unit unit(UnitStore.Name name) {
        @Nullable Integer id = loaded.unitIds.get(name);
        return id == null ? null : loaded.units.find(id);
    }

    static Problem unknown(UnitStore.Name name) {
        return Problem.of(ProblemType.NOT_FOUND, "unit.unknown", name.kind(), name.code());
    }

    boolean notOwn(Unit unit, @Nullable String onlySite) {
        return onlySite != null && !onlySite.equals(home(unit));
    }

    String home(Unit unit) {
        return loaded.facts.site(unit.home()).code();
    }

    /** A rest for everybody who comes back, as long as the rules demand. */
    static Booking rest(Unit person, Span span) {
        return new Booking(
                Ids.next(), person.id(), person.id(), BookingKind.REST, BookingState.RESERVED, span, null, null, null);
    }
}
