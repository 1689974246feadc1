package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.Booking;
import dev.muster.allocation.history.EndState.Event;
import dev.muster.allocation.history.EndState.Unit;
import dev.muster.allocation.history.Order.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** What goes on with units in a history in which everything is as it must be. */
final class UnitStories {

    private UnitStories() {}

    /** Duties booked, made longer and taken back; a nurse sent, taken back for a higher class, and arriving there. */
    static Script after(Script script) {
        return script.with(u -> u.unit("N1", "PERSON", "A", "NURSE"))
                .with(u -> u.unit("V1", "ASSET", "B", "VENT"))
                .with(u -> u.unit("V2", "ASSET", "B", "VENT"))
                .with(u -> u.book("d1", "V1", null, "DUTY", 30, 40))
                .with(u -> u.stands("V1", "RESERVED"))
                .done(Kind.BOOK, "d1", "d1", duty(30, 40))
                .with(u -> u.book("d2", "V1", null, "DUTY", 80, 90))
                .done(Kind.BOOK, "d2", "d2", duty(80, 90))
                .submit("R8", 5, "ROUTINE", "H2", "NURSE", 1L)
                .with(u -> u.needs("R8", 50, 60))
                .with(u -> u.book("b8", "N1", "R8", "ALLOCATION", 50, 60))
                .with(u -> u.stands("N1", "COMMITTED"))
                .done(Kind.SUBMIT, "R8", "R8", request("H2", "ROUTINE", true))
                .submit("R9", 2, "ASAP", "H1", "NURSE", 1L)
                .with(u -> u.needs("R9", 50, 60))
                .with(u -> u.preempted("b8", "R9"))
                .with(u -> u.book("b9", "N1", "R9", "ALLOCATION", 50, 60))
                .done(Kind.SUBMIT, "R9", "R9", request("H1", "ASAP", false))
                .with(u -> u.until("b9", 70))
                .done(Kind.EXTEND, "later9", "b9", until(70))
                .with(u -> u.until("d2", 95))
                .done(Kind.EXTEND, "later2", "d2", until(95))
                .with(u -> u.becomes("b9", "DISPATCHED"))
                .with(u -> u.stands("N1", "EN_ROUTE"))
                .done(Kind.STAND, "gone", "gone", stands("EN_ROUTE"))
                .with(u -> u.becomes("b9", "RECEIVED"))
                .with(u -> u.stands("N1", "ON_SITE"))
                .done(Kind.STAND, "there", "there", stands("ON_SITE"))
                .with(u -> u.becomes("d1", "RELEASED"))
                .done(Kind.RELEASE, "free1", "d1", Map.of());
    }

    private static Map<String, Object> duty(int from, int until) {
        return Map.of(
                "asset",
                "V1",
                "purpose",
                "DUTY",
                "from",
                UnitScript.hours(from).toString(),
                "until",
                UnitScript.hours(until).toString());
    }

    private static Map<String, Object> until(int hours) {
        return Map.of("until", UnitScript.hours(hours).toString());
    }

    private static Map<String, Object> stands(String status) {
        return Map.of("path", "/staff/N1/status", "status", status);
    }

    private static Map<String, Object> request(String site, String urgency, boolean all) {
        return Map.of(
                "site",
                site,
                "urgency",
                urgency,
                "allOrNothing",
                all,
                "lines",
                List.of(Map.of("item", "NURSE", "quantity", 1)));
    }

    // What breakages are made of

    /** The nurse booked once more, while she is away. */
    static Booking meeting(Booking any) {
        return new Booking(
                new UUID(9, 9),
                "N1",
                "N1",
                "DUTY",
                "RESERVED",
                UnitScript.hours(55),
                UnitScript.hours(56),
                UnitScript.hours(56),
                null,
                null);
    }

    static boolean isTheNurse(Unit unit) {
        return unit.code().equals("N1");
    }

    static Unit away(Unit unit) {
        return new Unit(unit.code(), unit.kind(), unit.site(), unit.status(), false, unit.serves());
    }

    static Unit alsoNurse(Unit unit) {
        return unit.code().equals("V2")
                ? new Unit(unit.code(), unit.kind(), unit.site(), unit.status(), true, Map.of("NURSE", 1L))
                : unit;
    }

    static Predicate<Event> stood(String status) {
        return e -> e.kind().equals("unit.changed")
                && e.data().path("status").asText().equals(status);
    }

    static Predicate<Event> unitEvent(String kind) {
        return e -> e.kind().equals(kind) && e.data().has("unit");
    }

    /** A plan was applied, and its answer sums up to something else than what is kept. */
    static History otherSums(History sound) {
        UUID id = new UUID(9, 9);
        Order order = new Order(id, Kind.APPLY, new UUID(9, 8), 0, "/plans/p/apply", "{}", null, "officer");
        List<Send> sends = new ArrayList<>(sound.sends());
        sends.add(new Send(200, 0, order, 0, 9_000_000, 9_000_001, 200, "{\"applied\":2}", null));
        return Edits.commands(
                        Edits.plus(any -> new EndState.Command(id, Kind.APPLY.logged, "officer", "{\"applied\":1}", 1)))
                .apply(new History(sends, sound.world(), sound.end()));
    }
}
