package dev.muster.unit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A live entry in a unit's calendar.
 *
 * @param id the same for a team and its members who go along
 * @param unit id of the unit
 * @param lead id of the unit that is booked: itself, or the team it goes along with
 * @param span from when to when nobody else can have it, the way there and back included
 * @param task for what request line, null if for none
 * @param officer who chose it by hand, null if the rules did
 */
public record Booking(
        UUID id,
        int unit,
        int lead,
        BookingKind kind,
        BookingState state,
        Span span,
        @Nullable Task task,
        @Nullable String officer,
        @Nullable Instant expiresAt) {

    /**
     * What a unit is allocated to.
     *
     * @param item id of the item asked for
     * @param site id of the asking site
     * @param source id of the site it leaves from
     * @param wanted from when to when it is needed there
     * @param policy code and version
     */
    public record Task(
            UUID request,
            int line,
            int item,
            int site,
            int source,
            Span wanted,
            double distanceKm,
            int travelMinutes,
            String policy,
            Instant reservedAt) {}

    /** Whether the unit itself is booked; false for who goes along with a team. */
    public boolean leads() {
        return unit == lead;
    }

    public Booking in(BookingState next) {
        return new Booking(id, unit, lead, kind, next, span, task, officer, expiresAt);
    }

    public Booking over(Span other) {
        return new Booking(id, unit, lead, kind, state, other, task, officer, expiresAt);
    }

    /** The same where its line needs the unit until another time; of one that is for no line nothing changes. */
    public Booking until(Instant end) {
        Task until = task == null
                ? null
                : new Task(
                        task.request,
                        task.line,
                        task.item,
                        task.site,
                        task.source,
                        new Span(task.wanted.start(), end),
                        task.distanceKm,
                        task.travelMinutes,
                        task.policy,
                        task.reservedAt);
        return new Booking(id, unit, lead, kind, state, span, until, officer, expiresAt);
    }

    /** The same for a unit that goes along. */
    public Booking with(int member) {
        return new Booking(id, member, lead, kind, state, span, task, officer, expiresAt);
    }
}
