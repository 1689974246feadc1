package dev.muster.allocation.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.allocation.history.EndState.Booking;
import dev.muster.allocation.history.EndState.Event;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.EndState.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plays what the event log says of units: bookings, and where units stand. After each transaction nobody is at two places
 * at once, and where a unit stands is what its bookings say.
 */
final class UnitReplay {

    /** A booking as the log tells of it; who goes along says the table. */
    static final class Entry {
        final Booking lead;
        final List<String> units = new ArrayList<>();

        @Nullable
        String state;

        Instant from = Instant.MIN;
        Instant until = Instant.MAX;
        /** The unit has been there for it. */
        boolean arrived;
        /** The unit has turned round without having been there. */
        boolean turned;

        boolean returning;
        /** First told of in this transaction. */
        long told;
        /** For which request it was taken back, null if for none. */
        @Nullable
        UUID preemptedBy;

        private Entry(Booking lead) {
            this.lead = lead;
        }

        boolean live() {
            return state != null && Booking.live(state);
        }

        /** Whether its line counts the unit. */
        boolean counts() {
            return state != null
                    && switch (state) {
                        case "RESERVED", "RECEIVED" -> true;
                        case "DISPATCHED" -> !turned;
                        case "RETURNED" -> arrived;
                        default -> false;
                    };
        }

        @Override
        public String toString() {
            return state + " " + from + "–" + until + " " + lead;
        }
    }

    private static final List<String> COURSE = List.of("RESERVED", "DISPATCHED", "RECEIVED");

    private final EndState end;
    private final Findings findings;
    private final Standing standing;
    private final Doings doings;
    private final Map<UUID, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Set<Entry>> calendars = new HashMap<>();
    private final Map<LineKey, Set<Entry>> lines = new HashMap<>();
    private final Map<String, Unit> units = new HashMap<>();
    private final Map<String, String> statuses = new HashMap<>();
    private final Map<String, String> sites = new HashMap<>();
    private final Set<Entry> touched = new LinkedHashSet<>();
    private final Map<String, String> touchedUnits = new LinkedHashMap<>();

    UnitReplay(History history, Standing standing, Findings findings) {
        this.end = history.end();
        this.findings = findings;
        this.standing = standing;
        this.doings = new Doings(history);
        end.units().forEach(unit -> units.put(unit.code(), unit));
        end.bookings().stream().filter(Booking::leads).forEach(b -> entries.put(b.id(), new Entry(b)));
        for (Booking booking : end.bookings()) {
            Entry entry = entries.get(booking.id());
            if (entry != null && units.containsKey(booking.unit())) {
                entry.units.add(booking.unit());
                calendars
                        .computeIfAbsent(booking.unit(), u -> new LinkedHashSet<>())
                        .add(entry);
                if (booking.leads() && booking.line() != null) {
                    lines.computeIfAbsent(booking.line(), l -> new LinkedHashSet<>())
                            .add(entry);
                }
            }
        }
    }

    boolean knows(String booking) {
        return entries.containsKey(UUID.fromString(booking));
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    /** What concerns a unit. */
    Set<Entry> calendar(String unit) {
        return calendars.getOrDefault(unit, Set.of());
    }

    Collection<Unit> units() {
        return units.values();
    }

    Unit unit(String code) {
        return Objects.requireNonNull(units.get(code), () -> "unit " + code);
    }

    String status(String unit) {
        return statuses.getOrDefault(unit, "");
    }

    /** Where a unit is at this moment. */
    String site(String unit) {
        return sites.getOrDefault(unit, "");
    }

    /** An event of a booking, {@code allocation.…} or {@code booking.changed}. */
    void booked(Event event) {
        Entry entry = entries.get(UUID.fromString(event.subject()));
        if (entry == null) {
            findings.add(Check.LOG_TELLS_ALL, "no booking for %s", event);
            return;
        }
        JsonNode data = event.data();
        String state = data.path("state").asText();
        findings.require(
                mayFollow(entry.state, state),
                Check.NOTHING_DOUBLED,
                "%s after %s",
                event,
                String.valueOf(entry.state));
        findings.require(
                data.path("unit").asText().equals(entry.lead.unit()),
                Check.LOG_TELLS_ALL,
                "%s, but there is %s",
                event,
                entry);
        entry.told = entry.state == null ? event.transaction() : entry.told;
        entry.state = state;
        entry.from = Instant.parse(data.path("from").asText());
        entry.until = Instant.parse(data.path("until").asText());
        entry.arrived |= state.equals("RECEIVED")
                || state.equals("RETURNED") && asked(event.transaction(), entry, Set.of("ON_SITE", "IN_USE"));
        entry.preemptedBy = data.hasNonNull("preemptedBy")
                ? UUID.fromString(data.path("preemptedBy").asText())
                : null;
        touched.add(entry);
    }

    private static boolean mayFollow(@Nullable String before, String state) {
        if (before == null) {
            return true;
        }
        boolean goesOn = COURSE.contains(before) && COURSE.indexOf(before) <= COURSE.indexOf(state);
        return goesOn
                || switch (state) {
                    case "RETURNED", "RELEASED" -> COURSE.contains(before);
                    case "PREEMPTED", "EXPIRED" -> before.equals("RESERVED");
                    default -> false;
                };
    }

    private boolean asked(long transaction, Entry entry, Set<String> statuses) {
        return doings.in(transaction, Order.Kind.STAND)
                .anyMatch(order -> order.body().contains("\"status\"")
                        && statuses.contains(
                                Json.read(order.body()).path("status").asText())
                        && order.path().contains("/" + entry.lead.unit() + "/"));
    }

    /** An event of where a unit stands. */
    void stands(Event event) {
        String code = event.data().path("code").asText();
        if (!units.containsKey(code)) {
            findings.add(Check.LOG_TELLS_ALL, "no unit for %s", event);
            return;
        }
        String status = event.data().path("status").asText();
        touchedUnits.putIfAbsent(code, status(code));
        statuses.put(code, status);
        sites.put(code, event.data().path("site").asText());
        for (Entry entry : calendar(code)) {
            if (entry.live() && entry.lead.unit().equals(code) && status.equals("RETURNING")) {
                boolean away = Objects.requireNonNull(entry.state).equals("DISPATCHED");
                entry.turned |= away;
                entry.returning |= away || entry.state.equals("RECEIVED");
                entry.until = entry.returning && event.at().isBefore(entry.until) ? event.at() : entry.until;
            }
        }
    }

    /** At the end of a transaction: lines count their units, and all agrees. */
    void settle(Event last, LogReplay.Step step) {
        for (Entry entry : touched) {
            LineKey line = entry.lead.line();
            if (line != null) {
                step.touch(line);
                if (entry.live() && entry.told == last.transaction()) {
                    step.booked.add(entry);
                } else if ("PREEMPTED".equals(entry.state)) {
                    step.bumped.add(entry);
                }
            }
            entry.units.forEach(unit -> touchedUnits.putIfAbsent(unit, status(unit)));
        }
        touchedUnits
                .keySet()
                .forEach(unit -> calendar(unit).stream()
                        .map(entry -> entry.lead.line())
                        .filter(Objects::nonNull)
                        .forEach(this::count));
        touchedUnits.forEach((unit, before) -> {
            followed(unit, before, last);
            agrees(unit, last);
            nowhereTwice(unit, last);
        });
        touched.clear();
        touchedUnits.clear();
    }

    private void count(LineKey line) {
        standing.need(line).allocated = lines.getOrDefault(line, Set.of()).stream()
                .filter(Entry::counts)
                .count();
    }

    /** The status follows from the one before by steps of the status machine; several commands may come at once. */
    private void followed(String unit, String before, Event last) {
        String now = status(unit);
        if (before.isEmpty() || before.equals(now)) {
            return;
        }
        Set<String> between = new LinkedHashSet<>();
        doings.in(last.transaction(), Order.Kind.STAND)
                .forEach(order ->
                        between.add(Json.read(order.body()).path("status").asText()));
        findings.require(
                UnitStatuses.leads(unit(unit).kind(), before, now, between),
                Check.STATUS_MACHINE,
                "%s becomes %s after %s at %d",
                unit,
                now,
                before,
                last.seq());
    }

    private void agrees(String unit, Event last) {
        List<Entry> live = calendar(unit).stream().filter(Entry::live).toList();
        boolean due = live.stream().anyMatch(e -> e.lead.takes() && "RESERVED".equals(e.state));
        boolean left = live.stream().anyMatch(e -> "DISPATCHED".equals(e.state));
        boolean there = live.stream().anyMatch(e -> "RECEIVED".equals(e.state));
        boolean rests = live.stream().anyMatch(e -> e.lead.kind().equals("REST"));
        boolean agrees =
                switch (status(unit)) {
                    case "" -> live.isEmpty();
                    case "AVAILABLE", "OFF_DUTY" -> !due && !left && !there;
                    case "RESERVED", "COMMITTED" -> due && !left && !there;
                    case "IN_TRANSIT", "EN_ROUTE" -> left && !there;
                    case "IN_USE", "ON_SITE" -> there && !left;
                    case "RETURNING" -> left != there;
                    case "RESTING" -> rests && !left && !there;
                    default -> !left && !there;
                };
        findings.require(
                agrees, Check.UNITS_AS_BOOKED, "%s is %s after %d, booked %s", unit, status(unit), last.seq(), live);
    }

    private void nowhereTwice(String unit, Event last) {
        List<Entry> live = calendar(unit).stream().filter(Entry::live).toList();
        for (Entry one : live) {
            for (Entry other : live) {
                boolean meet = one != other
                        && one.from.isBefore(other.until)
                        && other.from.isBefore(one.until)
                        && one.from.isBefore(one.until)
                        && other.from.isBefore(other.until);
                findings.require(!meet, Check.NOBODY_TWICE, "%s after %d: %s and %s", unit, last.seq(), one, other);
            }
        }
    }

    /** The tables say what the log says. */
    void compareWithTables() {
        for (Entry entry : entries.values()) {
            boolean sameEnd = entry.lead.line() == null
                    || entry.returning
                    || !entry.live()
                    || entry.until.equals(entry.lead.endsAt());
            findings.require(
                    entry.lead.state().equals(entry.state) && sameEnd,
                    Check.LOG_TELLS_ALL,
                    "%s, but the log says %s",
                    entry.lead,
                    entry);
        }
        for (Unit unit : units.values()) {
            findings.require(
                    unit.status().equals(status(unit.code())) && unit.site().equals(site(unit.code())),
                    Check.LOG_TELLS_ALL,
                    "%s, but the log says %s at %s",
                    unit,
                    status(unit.code()),
                    site(unit.code()));
        }
    }
}
