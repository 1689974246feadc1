package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.Booking;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.EndState.Terms;
import dev.muster.allocation.history.EndState.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a {@link Script} says of units: bookkeeping of calendars and statuses. */
final class UnitScript {

    private final Script script;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<UUID, Booking> bookings = new LinkedHashMap<>();

    UnitScript(Script script) {
        this.script = script;
    }

    static Instant hours(int hours) {
        return Script.START.plus(Duration.ofHours(hours));
    }

    /** A person or asset at its home. */
    void unit(String code, String kind, String site, String item) {
        units.put(code, new Unit(code, kind, site, "AVAILABLE", true, Map.of(item, 2L)));
        told(code);
    }

    /** Makes the line of a request, submitted in the same command, one that asks for units. */
    void needs(String request, int from, int until) {
        script.line(request, new Terms(hours(from), hours(until), 0, false, 0));
    }

    /** Books a unit for a request's line, or by hand if there is none. */
    void book(String name, String unit, @Nullable String request, String kind, int from, int until) {
        LineKey line = request == null ? null : script.lineOf(request);
        Booking booking = new Booking(
                script.id(name), unit, unit, kind, "RESERVED", hours(from), hours(until), hours(until), line, null);
        bookings.put(booking.id(), booking);
        tell(booking, Map.of());
        if (line != null) {
            script.count(line, 1, 0);
            script.promise(Map.of("id", booking.id(), "source", known(unit).site(), "quantity", 1, "unit", unit));
        }
    }

    void until(String name, int until) {
        Booking b = booking(name);
        Booking longer = new Booking(
                b.id(), b.unit(), b.lead(), b.kind(), b.state(), b.from(), hours(until), hours(until), b.line(), null);
        bookings.put(b.id(), longer);
        tell(longer, Map.of());
    }

    /** What becomes of a booking. */
    void becomes(String name, String state) {
        becomes(name, state, Map.of());
    }

    void preempted(String name, String by) {
        becomes(name, "PREEMPTED", Map.of("preemptedBy", script.id(by)));
    }

    private void becomes(String name, String state, Map<String, ?> more) {
        Booking b = Edits.state(booking(name), state);
        boolean ends = !Booking.live(state) && !state.equals("RETURNED");
        bookings.put(b.id(), b);
        if (b.line() != null) {
            script.count(b.line(), ends ? -1 : 0, state.equals("RECEIVED") ? 1 : 0);
        }
        tell(b, more);
    }

    void stands(String code, String status) {
        Unit u = known(code);
        units.put(code, Edits.standing(u, u.site(), status, true));
        told(code);
    }

    private Unit known(String code) {
        return Objects.requireNonNull(units.get(code));
    }

    private Booking booking(String name) {
        return Objects.requireNonNull(bookings.get(script.id(name)));
    }

    private void tell(Booking b, Map<String, ?> more) {
        Map<String, Object> data = new LinkedHashMap<>(Map.of(
                "state",
                b.state(),
                "unit",
                b.unit(),
                "quantity",
                1,
                "from",
                b.from().toString(),
                "until",
                b.until().toString()));
        data.putAll(more);
        String kind =
                b.line() == null ? "booking.changed" : "allocation." + b.state().toLowerCase(Locale.ROOT);
        script.later(kind, b.id().toString(), data);
    }

    private void told(String code) {
        Unit u = known(code);
        script.later(
                "unit.changed",
                u.kind().toLowerCase(Locale.ROOT) + "/" + code,
                Map.of("code", code, "status", u.status(), "site", u.site()));
    }

    List<Unit> units() {
        return new ArrayList<>(units.values());
    }

    List<Booking> bookings() {
        return new ArrayList<>(bookings.values());
    }
}
