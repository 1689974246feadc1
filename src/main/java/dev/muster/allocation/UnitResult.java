package dev.muster.allocation;

import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.request.Line;
import dev.muster.request.Request;
import dev.muster.unit.Booking;
import dev.muster.unit.Booking.Task;
import dev.muster.unit.BookingState;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitState;
import dev.muster.unit.UnitStore.Fresh;
import dev.muster.unit.UnitStore.Moved;
import dev.muster.unit.UnitStore.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a decided batch says of units: answers, events, audit entries. */
final class UnitResult {

    private static final String SYSTEM = "system";

    private final Loaded loaded;
    private final UnitWork work;
    private final UnitCalendar calendar;
    private final Map<UUID, UUID> endedByPlan;

    UnitResult(BatchDecision batch) {
        this.loaded = batch.loaded;
        this.work = batch.units;
        this.calendar = batch.units.calendar;
        this.endedByPlan = batch.endedByPlan;
    }

    /** A booking that the batch made or changed. */
    BookingView view(UUID id) {
        Booking booking = Objects.requireNonNull(calendar.told(id), () -> "booking " + id);
        Unit unit = loaded.units.unit(booking.lead());
        @Nullable Task task = booking.task();
        return new BookingView(
                id,
                unit.kind(),
                unit.code(),
                booking.kind(),
                booking.state(),
                booking.span().start(),
                booking.span().end(),
                loaded.units.of(id, booking.lead()).stream()
                        .filter(one -> one.id() != unit.id())
                        .map(Unit::code)
                        .toList(),
                task == null ? null : task.request(),
                task == null ? null : task.line(),
                reason(id));
    }

    private @Nullable String reason(UUID booking) {
        return calendar.fresh().stream()
                .filter(row -> row.booking().id().equals(booking))
                .map(Fresh::reason)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Where a unit stands after the batch. */
    UnitState standing(Name name) {
        return state(loaded.units.unit(Objects.requireNonNull(loaded.unitIds.get(name))), loaded.now);
    }

    private UnitState state(Unit unit, Instant since) {
        return new UnitState(
                unit.kind(),
                unit.code(),
                loaded.facts.site(unit.home()).code(),
                loaded.facts.site(unit.site()).code(),
                unit.status(),
                since,
                unit.serves().keySet().stream()
                        .map(item -> loaded.facts.item(item).code())
                        .sorted()
                        .toList());
    }

    static String subject(Name name) {
        return name.kind().name().toLowerCase(Locale.ROOT) + "/" + name.code();
    }

    /** What this batch booked for a line and stands. */
    Stream<RequestView.AllocationView> reserved(Line line) {
        return calendar.told().stream()
                .filter(b -> calendar.isFresh(b.id()) && b.state().live())
                .filter(b -> b.task() != null
                        && b.task().request().equals(line.request())
                        && b.task().line() == line.number())
                .map(this::allocation);
    }

    /** What an officer's choice booked, as it stands after the batch. */
    List<RequestView.AllocationView> chosen(UUID command) {
        @Nullable Booking booking = calendar.told(work.chosen(command));
        return booking == null ? List.of() : List.of(allocation(booking));
    }

    private RequestView.AllocationView allocation(Booking booking) {
        Task task = Objects.requireNonNull(booking.task());
        return new RequestView.AllocationView(
                booking.id(),
                loaded.facts.site(task.source()).code(),
                loaded.facts.item(task.item()).code(),
                null,
                null,
                1,
                task.distanceKm(),
                task.travelMinutes(),
                AllocationState.valueOf(booking.state().name()),
                task.reservedAt(),
                Objects.requireNonNull(booking.expiresAt()),
                booking.officer(),
                booking.officer() == null ? null : reason(booking.id()),
                calendar.preemptedBy(booking.id()),
                loaded.units.unit(booking.lead()).code(),
                task.wanted().start(),
                task.wanted().end());
    }

    List<Event> events() {
        List<Event> events = new ArrayList<>();
        List<Booking> told = List.copyOf(calendar.told());
        told.stream().filter(b -> !b.state().live()).forEach(b -> events.add(event(b)));
        told.stream().filter(b -> b.state().live()).forEach(b -> events.add(event(b)));
        for (Moved moved : calendar.moved()) {
            UnitState state = state(loaded.units.unit(moved.unit()), loaded.now);
            events.add(new Event("unit.changed", state.subject(), moved.actor(), state));
        }
        return events;
    }

    private Event event(Booking booking) {
        if (booking.task() == null) {
            return new Event("booking.changed", booking.id().toString(), SYSTEM, view(booking.id()));
        }
        Task task = booking.task();
        Request request = Objects.requireNonNull(loaded.requests.get(task.request()));
        BoardValues.Allocated value = new BoardValues.Allocated(
                booking.id(),
                task.request(),
                task.line(),
                loaded.facts.site(task.source()).code(),
                request.siteCode(),
                loaded.facts.item(task.item()).code(),
                null,
                1,
                request.urgency(),
                task.distanceKm(),
                task.travelMinutes(),
                AllocationState.valueOf(booking.state().name()),
                task.reservedAt(),
                calendar.preemptedBy(booking.id()),
                loaded.units.unit(booking.lead()).code(),
                task.wanted().start(),
                task.wanted().end());
        return new Event(
                "allocation." + booking.state().name().toLowerCase(Locale.ROOT),
                booking.id().toString(),
                Objects.requireNonNullElse(booking.officer(), SYSTEM),
                value);
    }

    /** What the service did of its own. */
    List<Audit> audits() {
        List<Audit> audits = new ArrayList<>();
        for (Booking booking : calendar.told()) {
            String id = booking.id().toString();
            if (booking.state() == BookingState.EXPIRED) {
                audits.add(new Audit(SYSTEM, "allocation.expire", id, Map.of()));
            } else if (booking.state() == BookingState.PREEMPTED) {
                audits.add(takenBack(booking.id()));
            }
        }
        return audits;
    }

    private Audit takenBack(UUID booking) {
        Map<String, UUID> detail = new LinkedHashMap<>();
        @Nullable UUID plan = endedByPlan.get(booking);
        @Nullable UUID by = calendar.preemptedBy(booking);
        if (plan != null) {
            detail.put("plan", plan);
        }
        if (by != null) {
            detail.put("for", by);
        }
        return new Audit(SYSTEM, by == null ? "allocation.move" : "allocation.preempt", booking.toString(), detail);
    }
}
