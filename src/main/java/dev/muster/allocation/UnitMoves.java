package dev.muster.allocation;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.unit.Booking;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.Span;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where units stand: a status command in a batch, and what follows for the unit's booking and its line. Those who go along
 * with a team stand where the team does.
 */
final class UnitMoves {

    private final Loaded loaded;
    private final UnitWork work;
    private final UnitCommands commands;
    private final TeamKitMoves kits;

    UnitMoves(BatchDecision batch) {
        this.loaded = batch.loaded;
        this.work = batch.units;
        this.commands = new UnitCommands(batch);
        this.kits = new TeamKitMoves(batch);
    }

    /** Gives a problem, having changed nothing, or null. */
    @Nullable
    Problem move(Command.MoveUnit command) {
        @Nullable Unit unit = commands.unit(command.unit());
        if (unit == null) {
            return UnitCommands.unknown(command.unit());
        }
        if (commands.notOwn(unit, command.onlySite())) {
            return Problem.of(ProblemType.FORBIDDEN, "other-site", commands.home(unit));
        }
        UnitStatus next = command.status();
        if (!next.belongsTo(unit.kind())) {
            return Problem.violation("status", "unit.not-of-status");
        }
        Facts.@Nullable Site site = command.site() == null ? null : loaded.facts.sitesByCode.get(command.site());
        if (command.site() != null && site == null) {
            return Problem.violation("site", "site.unknown", command.site());
        }
        @Nullable Problem misplaced = misplaced(command.kits(), unit, next);
        if (misplaced != null) {
            return misplaced;
        }
        boolean byHand = !next.isHeld() && !(unit.status().isHeld() && next.isFree());
        if (!byHand || !unit.status().mayBecome(unit.kind(), next)) {
            return cannot(unit, next);
        }
        return apply(command, unit, next, site == null ? null : site.id());
    }

    /** Of kits is said when a team leaves why it goes without, when it is back what it brings. */
    private static @Nullable Problem misplaced(KitOrder kits, Unit unit, UnitStatus next) {
        boolean team = unit.kind() == UnitKind.TEAM;
        boolean back = team && unit.status() == UnitStatus.RETURNING && next == UnitStatus.RESTING;
        if (kits.returned() != null && !back) {
            return Problem.violation("kitsReturned", "kit.said-when-back");
        }
        return kits.overrideReason() != null && !(team && next.going())
                ? Problem.violation("overrideReason", "kit.said-when-leaving")
                : null;
    }

    private @Nullable Problem apply(Command.MoveUnit command, Unit unit, UnitStatus next, @Nullable Integer site) {
        Optional<Booking> under = underWay(unit);
        if (under.isPresent() && !under.get().leads()) {
            return withTeam(unit, under.get());
        }
        if (next.going()) {
            return leave(command, unit, next);
        }
        if (unit.status().away() && under.isPresent()) {
            if (next.there()) {
                arrive(command, under.get(), next, site);
            } else if (next == UnitStatus.RETURNING) {
                turnBack(command, under.get());
            } else if (unit.status() == UnitStatus.RETURNING) {
                return comeBack(command, under.get(), next, site);
            } else {
                fail(command, unit, under.get(), next, site);
            }
        } else {
            stay(command, unit, next, site);
        }
        return null;
    }

    private static Problem cannot(Unit unit, UnitStatus next) {
        return Problem.of(ProblemType.ILLEGAL_TRANSITION, "unit.status", unit.code(), unit.status(), next);
    }

    private Problem withTeam(Unit unit, Booking booking) {
        return Problem.of(
                ProblemType.ILLEGAL_TRANSITION,
                "unit.goes-with-team",
                unit.code(),
                loaded.units.unit(booking.lead()).code());
    }

    private static Optional<Booking> underWay(Unit unit) {
        return unit.bookings().stream()
                .filter(b -> b.state() == BookingState.DISPATCHED || b.state() == BookingState.RECEIVED)
                .findAny();
    }

    private @Nullable Problem leave(Command.MoveUnit command, Unit unit, UnitStatus next) {
        Optional<Booking> booking = unit.bookings().stream()
                .filter(b -> b.state() == BookingState.RESERVED && UnitCalendar.takes(b))
                .min(Comparator.comparing(b -> b.span().start()));
        if (booking.isEmpty()) {
            return Problem.of(ProblemType.ILLEGAL_TRANSITION, "unit.nothing-to-leave-for", unit.code());
        }
        if (!booking.get().leads()) {
            return withTeam(unit, booking.get());
        }
        Optional<Unit> away = loaded.units.of(booking.get().id(), booking.get().lead()).stream()
                .filter(one -> !one.status().mayBecome(one.kind(), next))
                .findFirst();
        if (away.isPresent()) {
            return cannot(away.get(), next);
        }
        @Nullable Problem incomplete = unit.kits().isEmpty() ? null : kits.leave(command, unit, booking.get());
        if (incomplete != null) {
            return incomplete;
        }
        work.calendar.change(earlier(booking.get()).in(BookingState.DISPATCHED));
        all(
                booking.get(),
                one -> work.calendar.move(
                        one,
                        next,
                        one.site(),
                        command.actor(),
                        command.reason(),
                        booking.get().id()));
        return null;
    }

    /** Who leaves before the time is gone from then on, if the calendars of all who go allow it. */
    private Booking earlier(Booking booking) {
        if (!loaded.now.isBefore(booking.span().start())) {
            return booking;
        }
        Span span = new Span(loaded.now, booking.span().end());
        boolean free = loaded.units.of(booking.id(), booking.lead()).stream()
                .allMatch(unit -> unit.bookings().stream()
                        .allMatch(b -> b.id().equals(booking.id()) || !b.span().overlaps(span)));
        return free ? booking.over(span) : booking;
    }

    private void arrive(Command.MoveUnit command, Booking booking, UnitStatus next, @Nullable Integer site) {
        work.calendar.change(booking.in(BookingState.RECEIVED));
        if (booking.task() != null) {
            work.line(new AllocationStore.LineKey(
                            booking.task().request(), booking.task().line()))
                    .receive(1);
        }
        all(booking, one -> {
            int place = booking.task() != null ? booking.task().site() : site != null ? site : one.site();
            work.calendar.move(one, next, place, command.actor(), command.reason(), booking.id());
        });
    }

    /** Back from now on; what was booked after it and would come too soon then is released. */
    private void turnBack(Command.MoveUnit command, Booking booking) {
        long minutes = booking.task() == null ? 0 : booking.task().travelMinutes();
        Instant back = loaded.now.plusSeconds(60 * Math.max(1, minutes));
        Span span = new Span(first(booking.span().start(), loaded.now), back);
        loaded.units.of(booking.id(), booking.lead()).forEach(unit -> work.calendar.clear(unit, span));
        boolean arrived = booking.state() == BookingState.RECEIVED;
        work.calendar.change(booking.over(span));
        if (!arrived && booking.task() != null) {
            work.lost(booking.task(), false);
            commands.takeBack(booking);
        }
        all(booking, one -> {
            work.calendar.move(one, UnitStatus.RETURNING, one.site(), command.actor(), command.reason(), booking.id());
            work.freed(one);
        });
    }

    private static Instant first(Instant start, Instant now) {
        return start.isBefore(now) ? start : now;
    }

    /** The booking is over; people rest, and what would come too soon then is released. */
    private @Nullable Problem comeBack(
            Command.MoveUnit command, Booking booking, UnitStatus next, @Nullable Integer site) {
        @Nullable List<KitOrder.Back> returned = command.kits().returned();
        @Nullable Problem problem = returned == null ? null : kits.comeBack(command, booking, returned);
        if (problem != null) {
            return problem;
        }
        Span span = new Span(first(booking.span().start(), loaded.now.minusSeconds(1)), loaded.now);
        List<Unit> all = loaded.units.of(booking.id(), booking.lead());
        work.calendar.change(booking.over(span));
        work.calendar.end(booking.id(), booking.lead(), BookingState.RETURNED, null);
        for (Unit unit : all) {
            work.calendar.move(
                    unit, next, site == null ? unit.home() : site, command.actor(), command.reason(), booking.id());
            if (unit.kind() != UnitKind.ASSET) {
                rest(unit, booking, span, command.actor());
            }
            if (next.outOfUse()) {
                work.calendar.clear(unit, new Span(loaded.now, Instant.MAX));
            }
            work.calendar.settle(unit.id(), null);
            work.freed(loaded.units.unit(unit.id()));
        }
        return null;
    }

    private void rest(Unit unit, Booking booking, Span away, String actor) {
        Instant until = loaded.now.plus(work.eligibility(booking).rules().restAfter(away.length()));
        if (until.isAfter(loaded.now)) {
            Span span = new Span(loaded.now, until);
            work.calendar.add(UnitCommands.rest(unit, span), List.of(), actor, null);
            work.calendar.clear(unit, span);
        }
    }

    /** It broke down on the way or at the place: the line is short of it again. */
    private void fail(Command.MoveUnit command, Unit unit, Booking booking, UnitStatus next, @Nullable Integer site) {
        work.calendar.end(booking.id(), booking.lead(), BookingState.RELEASED, null);
        commands.takeBackIfAllocated(booking);
        work.calendar.clear(unit, new Span(loaded.now, Instant.MAX));
        work.calendar.move(
                unit, next, site == null ? unit.site() : site, command.actor(), command.reason(), booking.id());
    }

    private void stay(Command.MoveUnit command, Unit unit, UnitStatus next, @Nullable Integer site) {
        if (next.outOfUse()) {
            work.calendar.clear(unit, new Span(loaded.now, Instant.MAX));
        }
        if (unit.status() == UnitStatus.RESTING) {
            loaded.units.unit(unit.id()).bookings().stream()
                    .filter(b -> b.kind() == BookingKind.REST && b.span().contains(loaded.now))
                    .forEach(rest -> work.calendar.end(rest.id(), rest.lead(), BookingState.RETURNED, null));
        }
        work.calendar.move(unit, next, site == null ? unit.site() : site, command.actor(), command.reason(), null);
        work.calendar.settle(unit.id(), null);
        if (!next.outOfUse()) {
            work.freed(Objects.requireNonNull(loaded.units.find(unit.id())));
        }
    }

    private void all(Booking booking, java.util.function.Consumer<Unit> each) {
        loaded.units.of(booking.id(), booking.lead()).forEach(each);
    }
}
