package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.Allocation;
import dev.muster.allocation.history.EndState.Audit;
import dev.muster.allocation.history.EndState.Booking;
import dev.muster.allocation.history.EndState.Command;
import dev.muster.allocation.history.EndState.Entry;
import dev.muster.allocation.history.EndState.Event;
import dev.muster.allocation.history.EndState.Line;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.EndState.Position;
import dev.muster.allocation.history.EndState.Request;
import dev.muster.allocation.history.EndState.Unit;
import dev.muster.allocation.history.Order.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes to a history that is written already. */
final class Edits {

    private static final long LATE = 2_000_000;

    private Edits() {}

    // Lists

    static <T> UnaryOperator<List<T>> each(UnaryOperator<T> edit) {
        return all -> all.stream().map(edit).toList();
    }

    static <T> UnaryOperator<List<T>> at(Predicate<T> which, UnaryOperator<T> edit) {
        return each(t -> which.test(t) ? edit.apply(t) : t);
    }

    static <T> UnaryOperator<List<T>> without(Predicate<T> which) {
        return all -> all.stream().filter(which.negate()).toList();
    }

    /** One more, made of the first. */
    static <T> UnaryOperator<List<T>> plus(UnaryOperator<T> made) {
        return all -> {
            List<T> more = new ArrayList<>(all);
            more.add(made.apply(all.get(0)));
            return more;
        };
    }

    /** The first such event once more, right behind it, all numbers in order. */
    static UnaryOperator<List<Event>> twice(Predicate<Event> which) {
        return all -> {
            List<Event> more = new ArrayList<>();
            boolean done = false;
            for (Event e : all) {
                more.add(e);
                if (!done && which.test(e)) {
                    done = true;
                    more.add(e);
                }
            }
            List<Event> numbered = new ArrayList<>();
            more.forEach(e -> numbered.add(
                    new Event(numbered.size() + 1, e.transaction(), e.at(), e.kind(), e.subject(), e.data())));
            return numbered;
        };
    }

    // Parts of a history

    static UnaryOperator<History> sends(Predicate<Send> which, UnaryOperator<Send> edit) {
        return h -> new History(Edits.<Send>at(which, edit).apply(h.sends()), h.world(), h.end());
    }

    /** The first command sent once more, much later, and answered like this. */
    static UnaryOperator<History> extra(UnaryOperator<Send> answer) {
        return h -> {
            List<Send> more = new ArrayList<>(h.sends());
            more.add(answer.apply(later(h.sends().get(1), LATE)));
            return new History(more, h.world(), h.end());
        };
    }

    private static UnaryOperator<History> end(UnaryOperator<EndState> edit) {
        return h -> new History(h.sends(), h.world(), edit.apply(h.end()));
    }

    static UnaryOperator<History> positions(UnaryOperator<List<Position>> edit) {
        return end(e -> new EndState(
                edit.apply(e.positions()),
                e.ledger(),
                e.requests(),
                e.lines(),
                e.allocations(),
                e.commands(),
                e.events(),
                e.audits(),
                e.head(),
                e.units(),
                e.bookings()));
    }

    static UnaryOperator<History> ledger(UnaryOperator<List<Entry>> edit) {
        return end(e -> new EndState(
                e.positions(),
                edit.apply(e.ledger()),
                e.requests(),
                e.lines(),
                e.allocations(),
                e.commands(),
                e.events(),
                e.audits(),
                e.head(),
                e.units(),
                e.bookings()));
    }

    static UnaryOperator<History> requests(UnaryOperator<List<Request>> edit) {
        return end(e -> new EndState(
                e.positions(),
                e.ledger(),
                edit.apply(e.requests()),
                e.lines(),
                e.allocations(),
                e.commands(),
                e.events(),
                e.audits(),
                e.head(),
                e.units(),
                e.bookings()));
    }

    static UnaryOperator<History> lines(UnaryOperator<List<Line>> edit) {
        return end(e -> new EndState(
                e.positions(),
                e.ledger(),
                e.requests(),
                edit.apply(e.lines()),
                e.allocations(),
                e.commands(),
                e.events(),
                e.audits(),
                e.head(),
                e.units(),
                e.bookings()));
    }

    static UnaryOperator<History> allocations(UnaryOperator<List<Allocation>> edit) {
        return end(e -> new EndState(
                e.positions(),
                e.ledger(),
                e.requests(),
                e.lines(),
                edit.apply(e.allocations()),
                e.commands(),
                e.events(),
                e.audits(),
                e.head(),
                e.units(),
                e.bookings()));
    }

    static UnaryOperator<History> commands(UnaryOperator<List<Command>> edit) {
        return end(e -> new EndState(
                e.positions(),
                e.ledger(),
                e.requests(),
                e.lines(),
                e.allocations(),
                edit.apply(e.commands()),
                e.events(),
                e.audits(),
                e.head(),
                e.units(),
                e.bookings()));
    }

    static UnaryOperator<History> events(UnaryOperator<List<Event>> edit) {
        return end(e -> new EndState(
                e.positions(),
                e.ledger(),
                e.requests(),
                e.lines(),
                e.allocations(),
                e.commands(),
                edit.apply(e.events()),
                e.audits(),
                e.head(),
                e.units(),
                e.bookings()));
    }

    static UnaryOperator<History> audits(UnaryOperator<List<Audit>> edit) {
        return end(e -> new EndState(
                e.positions(),
                e.ledger(),
                e.requests(),
                e.lines(),
                e.allocations(),
                e.commands(),
                e.events(),
                edit.apply(e.audits()),
                e.head(),
                e.units(),
                e.bookings()));
    }

    static UnaryOperator<History> units(UnaryOperator<List<Unit>> edit) {
        return end(e -> calendars(e, edit.apply(e.units()), e.bookings()));
    }

    static UnaryOperator<History> bookings(UnaryOperator<List<Booking>> edit) {
        return end(e -> calendars(e, e.units(), edit.apply(e.bookings())));
    }

    private static EndState calendars(EndState e, List<Unit> units, List<Booking> bookings) {
        return new EndState(
                e.positions(),
                e.ledger(),
                e.requests(),
                e.lines(),
                e.allocations(),
                e.commands(),
                e.events(),
                e.audits(),
                e.head(),
                units,
                bookings);
    }

    static History world(History h, World.Site site) {
        Map<String, World.Site> sites = new HashMap<>(h.world().sites());
        sites.put(site.code(), site);
        return new History(
                h.sends(),
                new World(
                        sites, h.world().items(), h.world().floors(), h.world().policy()),
                h.end());
    }

    static History floor(History h, String site, long floor) {
        Map<World.Place, Long> floors = new HashMap<>(h.world().floors());
        floors.put(new World.Place(site, "MASK"), floor);
        return new History(
                h.sends(),
                new World(
                        h.world().sites(), h.world().items(), floors, h.world().policy()),
                h.end());
    }

    /** The first command of the kind, done under another id as well. */
    static History again(History h, Kind kind) {
        Send first = h.sends().stream()
                .filter(s -> s.order().kind() == kind)
                .findFirst()
                .orElseThrow();
        Order o = first.order();
        UUID id = new UUID(9, 9);
        Order other = new Order(id, o.kind(), o.subject(), o.line(), o.path(), o.body(), o.key(), o.actor());
        List<Send> sends = new ArrayList<>(h.sends());
        sends.add(new Send(103, 1, other, 1, LATE, LATE + 1, first.status(), first.answer(), null));
        return commands(all -> {
                    Command one = all.stream()
                            .filter(c -> c.id().equals(o.id()))
                            .findFirst()
                            .orElseThrow();
                    List<Command> more = new ArrayList<>(all);
                    more.add(new Command(id, one.kind(), one.actor(), one.answer(), one.transaction()));
                    return more;
                })
                .apply(new History(sends, h.world(), h.end()));
    }

    // Single things

    static boolean isFirst(Send send) {
        return send.order().id().equals(new UUID(0, 1));
    }

    static boolean isCancel(Command command) {
        return command.kind().equals(Kind.CANCEL.logged);
    }

    static Send answer(Send s, int status, String answer, @Nullable String problem) {
        return new Send(
                s.number(),
                s.client(),
                s.order(),
                s.service(),
                s.sentNanos(),
                s.answeredNanos(),
                status,
                answer,
                problem);
    }

    static Send later(Send s, long nanos) {
        return new Send(
                s.number(),
                s.client(),
                s.order(),
                s.service(),
                s.sentNanos() + nanos,
                s.answeredNanos() + nanos,
                s.status(),
                s.answer(),
                s.problem());
    }

    static Send other(Send s) {
        return new Send(
                s.number(),
                s.client(),
                Stories.changed(s.order(), 12),
                s.service(),
                s.sentNanos(),
                s.answeredNanos(),
                s.status(),
                s.answer(),
                s.problem());
    }

    static Request state(Request r, String state) {
        return new Request(r.id(), r.site(), r.level(), r.urgency(), state);
    }

    static Request ranked(Request r, int level, String urgency) {
        return new Request(r.id(), r.site(), level, urgency, r.state());
    }

    static Allocation state(Allocation a, String state) {
        return allocation(a, a.quantity(), state, a.officer());
    }

    static Allocation allocation(Allocation a, long quantity, String state, @Nullable String officer) {
        return new Allocation(
                a.id(),
                a.line(),
                a.position(),
                a.source(),
                a.item(),
                quantity,
                state,
                officer,
                a.reservedAt(),
                a.travelMinutes());
    }

    static Entry entry(Entry e, UUID movement, long quantity) {
        return new Entry(
                movement,
                e.part(),
                e.kind(),
                e.item(),
                e.lot(),
                e.expiry(),
                quantity,
                e.from(),
                e.fromHeld(),
                e.to(),
                e.toHeld(),
                e.assembled());
    }

    static Position position(Position p, long onHand, long reserved) {
        return new Position(p.id(), p.site(), p.item(), p.lot(), p.expiry(), onHand, reserved, p.held());
    }

    static Audit audited(Audit a, String action, String actor) {
        return new Audit(a.seq(), a.transaction(), actor, action, a.subject(), a.hashed(), a.hash());
    }

    static Booking state(Booking b, String state) {
        return new Booking(
                b.id(), b.unit(), b.lead(), b.kind(), state, b.from(), b.until(), b.endsAt(), b.line(), b.officer());
    }

    static Booking of(Booking b, String unit, @Nullable LineKey line, @Nullable String officer) {
        return new Booking(b.id(), unit, unit, b.kind(), b.state(), b.from(), b.until(), b.endsAt(), line, officer);
    }

    static Unit standing(Unit u, String site, String status, boolean mayGo) {
        return new Unit(u.code(), u.kind(), site, status, mayGo, u.serves());
    }
}
