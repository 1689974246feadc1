package dev.muster.allocation;

import dev.muster.unit.Booking;
import dev.muster.unit.Booking.Task;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.Span;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitBook;
import dev.muster.unit.UnitStatus;
import dev.muster.unit.UnitStore.Changed;
import dev.muster.unit.UnitStore.Fresh;
import dev.muster.unit.UnitStore.Moved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a batch changes in calendars and where units stand, and what of it is to be written. */
final class UnitCalendar {

    private static final String SYSTEM = "system";

    private final UnitWork work;
    private final Loaded loaded;
    private final UnitBook book;
    private final Map<UUID, List<Fresh>> fresh = new LinkedHashMap<>();
    private final Map<UUID, Changed> changed = new LinkedHashMap<>();
    private final Map<Integer, Moved> moved = new LinkedHashMap<>();

    /** The leading row of every booking of the batch, as it stands or ended. */
    private final Map<UUID, Booking> told = new LinkedHashMap<>();

    private final Map<UUID, UUID> preemptedBy = new HashMap<>();

    UnitCalendar(UnitWork work, Loaded loaded) {
        this.work = work;
        this.loaded = loaded;
        this.book = loaded.units;
    }

    /** Books a unit and those who go along with it. */
    void add(Booking booking, Collection<Integer> members, String actor, @Nullable String reason) {
        List<Fresh> rows = new ArrayList<>();
        rows.add(new Fresh(booking, actor, reason, null));
        members.forEach(member -> rows.add(new Fresh(booking.with(member), actor, reason, null)));
        fresh.put(booking.id(), rows);
        told.put(booking.id(), booking);
        for (Fresh row : rows) {
            book.put(book.unit(row.booking().unit()).plus(row.booking()));
            settle(row.booking().unit(), booking.id());
        }
    }

    /** Ends a booking of a unit and those who go along; one of a line makes the line short again. */
    void end(UUID id, int lead, BookingState state, @Nullable UUID by) {
        Booking booking = Objects.requireNonNull(book.unit(lead).booking(id), () -> "booking " + id);
        @Nullable Task task = booking.task();
        boolean served = state == BookingState.RETURNED;
        write(booking.in(state), by);
        for (Unit unit : book.of(id, lead)) {
            book.put(unit.minus(id));
            settle(unit.id(), null);
            work.freed(unit);
        }
        if (task != null && !served) {
            work.lost(task, booking.state() == BookingState.RECEIVED);
        }
    }

    /** Changes a booking of a unit and those who go along, which stays. */
    void change(Booking booking) {
        for (Unit unit : book.of(booking.id(), booking.lead())) {
            book.put(unit.with(booking.with(unit.id())));
        }
        write(booking, null);
    }

    private void write(Booking booking, @Nullable UUID by) {
        told.put(booking.id(), booking);
        if (by != null) {
            preemptedBy.put(booking.id(), by);
        }
        @Nullable List<Fresh> rows = fresh.get(booking.id());
        if (rows == null) {
            changed.put(booking.id(), new Changed(booking.id(), booking.state(), booking.span(), ends(booking), by));
        } else {
            rows.replaceAll(row -> new Fresh(booking.with(row.booking().unit()), row.actor(), row.reason(), by));
        }
    }

    private static Instant ends(Booking booking) {
        return booking.task() == null
                ? booking.span().end()
                : booking.task().wanted().end();
    }

    /** What reserved bookings cannot stand beside this time are released, since the unit cannot come. */
    void clear(Unit unit, Span span) {
        for (Booking other : book.unit(unit.id()).bookings()) {
            boolean collides = !work.eligibility.compatible(unit.kind(), other.span(), span);
            if (other.state() == BookingState.RESERVED && takes(other) && collides) {
                end(other.id(), other.lead(), BookingState.RELEASED, null);
            }
        }
    }

    /** Whether a unit would leave for it. */
    static boolean takes(Booking booking) {
        return booking.kind() != BookingKind.REST && booking.kind() != BookingKind.MAINTENANCE;
    }

    /** Says where a unit stands now. */
    void move(Unit unit, UnitStatus status, int site, String actor, @Nullable String reason, @Nullable UUID booking) {
        book.put(book.unit(unit.id()).in(status, site));
        moved.put(unit.id(), new Moved(unit.id(), status, site, actor, reason, booking));
    }

    /** A free unit that is counted on is held; one that nobody counts on any more is free; who has rested is available. */
    void settle(int id, @Nullable UUID booking) {
        Unit unit = book.unit(id);
        boolean countedOn = unit.bookings().stream().anyMatch(b -> b.state() == BookingState.RESERVED && takes(b));
        boolean rests = unit.bookings().stream().anyMatch(b -> b.kind() == BookingKind.REST);
        UnitStatus next = unit.status();
        if (unit.status() == UnitStatus.RESTING && !rests) {
            next = UnitStatus.AVAILABLE;
        }
        if (next.isFree() && countedOn) {
            next = UnitStatus.held(unit.kind());
        } else if (next.isHeld() && !countedOn) {
            next = UnitStatus.AVAILABLE;
        }
        if (next != unit.status()) {
            move(unit, next, unit.site(), SYSTEM, null, booking);
        }
    }

    /** Undoes what was booked in this batch for a request; gives the units. */
    List<Unit> forget(UUID request) {
        List<Unit> free = new ArrayList<>();
        for (Booking booking : List.copyOf(told.values())) {
            boolean its = booking.task() != null
                    && booking.task().request().equals(request)
                    && fresh.containsKey(booking.id());
            if (its) {
                for (Fresh row : Objects.requireNonNull(fresh.remove(booking.id()))) {
                    book.put(book.unit(row.booking().unit()).minus(booking.id()));
                    settle(row.booking().unit(), null);
                    free.add(book.unit(row.booking().unit()));
                }
                told.remove(booking.id());
            }
        }
        return free;
    }

    /** Items of units whose booking was taken back in this batch and that are free now. */
    Set<Integer> takenAndFree() {
        Set<Integer> items = new HashSet<>();
        preemptedBy.keySet().forEach(id -> {
            Unit unit = book.unit(Objects.requireNonNull(told.get(id)).unit());
            if (unit.bookings().isEmpty()) {
                items.addAll(unit.serves().keySet());
            }
        });
        return items;
    }

    List<Fresh> fresh() {
        return fresh.values().stream().flatMap(List::stream).toList();
    }

    List<Changed> changed() {
        return List.copyOf(changed.values());
    }

    /** Units whose status or place is another than before the batch. */
    List<Moved> moved() {
        return moved.values().stream()
                .filter(m -> {
                    @Nullable Unit before = book.before(m.unit());
                    return before == null || before.status() != m.status() || before.site() != m.site();
                })
                .toList();
    }

    /** Every booking that the batch made or changed. */
    Collection<Booking> told() {
        return told.values();
    }

    @Nullable
    Booking told(UUID id) {
        return told.get(id);
    }

    @Nullable
    UUID preemptedBy(UUID booking) {
        return preemptedBy.get(booking);
    }

    boolean isFresh(UUID booking) {
        return fresh.containsKey(booking);
    }
}
