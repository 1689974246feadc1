package dev.muster.allocation.history;

import static dev.muster.allocation.history.Edits.*;

import dev.muster.allocation.history.EndState.Audit;
import dev.muster.allocation.history.EndState.Booking;
import dev.muster.allocation.history.EndState.Command;
import dev.muster.allocation.history.EndState.Event;
import dev.muster.allocation.history.EndState.Kits;
import dev.muster.allocation.history.EndState.Line;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.EndState.Request;
import dev.muster.allocation.history.Order.Kind;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Ways in which a history can be wrong, each done to {@link Stories#sound()}, and the check that must tell. */
enum Breakage {
    NEVER_ANSWERED(Check.ANSWERED, sends(Edits::isFirst, s -> answer(s, 0, "", null))),
    FAULT(Check.PROMISED_ANSWERS, extra(s -> answer(s, 500, "{}", "internal"))),
    TURNED_AWAY(Check.PROMISED_ANSWERS, extra(s -> answer(s, 401, "{}", "unauthenticated"))),
    UNKNOWN_THING(Check.PROMISED_ANSWERS, extra(s -> answer(s, 404, "{}", "not-found"))),
    ANSWER_CHANGES(Check.ONE_ANSWER, extra(s -> answer(s, 200, s.answer() + " ", null))),
    AS_IF_NEW_TWICE(Check.ONE_ANSWER, extra(s -> answer(s, 201, s.answer(), null))),
    OTHER_ANSWER_KEPT(
            Check.ONE_ANSWER,
            commands(at(
                    Edits::isCancel,
                    c -> new Command(c.id(), c.kind(), c.actor(), c.answer() + " ", c.transaction())))),
    OTHER_PAYLOAD_DONE(Check.ONE_PAYLOAD, extra(s -> other(answer(s, 200, s.answer(), null)))),
    OTHER_PAYLOAD_REFUSED_FOR_OTHER_REASONS(
            Check.ONE_PAYLOAD, extra(s -> other(answer(s, 409, "{}", "not-enough-stock")))),
    CONFLICT_WITH_NOTHING(
            Check.ONE_PAYLOAD,
            sends(s -> s.order().kind() == Kind.CANCEL, s -> answer(s, 409, "{}", "command-conflict"))),
    COMMAND_LOST(Check.NOTHING_LOST, commands(without(Edits::isCancel))),
    REFUSED_LATER(Check.NOTHING_LOST, extra(s -> answer(s, 409, "{}", "not-enough-stock"))),
    REQUEST_LOST(Check.NOTHING_LOST, requests(without(r -> r.level() == 1))),
    MOVEMENT_LOST(Check.NOTHING_LOST, ledger(without(e -> e.quantity() == 10))),
    ALLOCATION_LOST(Check.NOTHING_LOST, allocations(without(a -> a.quantity() == 4))),
    CHOICE_LOST(Check.NOTHING_LOST, allocations(without(a -> a.officer() != null))),
    CANCEL_WITHOUT_EFFECT(
            Check.NOTHING_LOST, requests(at(r -> r.state().equals("CANCELLED"), r -> state(r, "SUBMITTED")))),
    RELEASE_WITHOUT_EFFECT(
            Check.NOTHING_LOST, allocations(at(a -> a.state().equals("RELEASED"), a -> state(a, "RESERVED")))),
    STATED_WITHOUT_EFFECT(
            Check.NOTHING_LOST,
            lines(at(
                    l -> l.allocated() == 3,
                    l -> new Line(l.key(), l.item(), null, l.allocated(), l.substitutesAllowed(), l.open())))),
    TOLD_NOWHERE(Check.NOTHING_LOST, events(without(e -> e.kind().equals("movement.recorded") && e.seq() == 1))),
    CANCELLED_TWICE(Check.NOTHING_DOUBLED, h -> again(h, Kind.CANCEL)),
    RELEASED_TWICE(Check.NOTHING_DOUBLED, h -> again(h, Kind.RELEASE)),
    CHOSEN_TWICE(Check.NOTHING_DOUBLED, h -> again(h, Kind.CHOOSE)),
    TOLD_TWICE(Check.NOTHING_DOUBLED, events(twice(e -> e.kind().equals("request.submitted")))),
    RESERVED_TWICE(Check.NOTHING_DOUBLED, events(twice(e -> e.kind().equals("allocation.reserved")))),
    ENDED_TWICE(Check.NOTHING_DOUBLED, events(twice(e -> e.kind().equals("allocation.released")))),
    COMMAND_OF_NOBODY(
            Check.NOTHING_INVENTED,
            commands(plus(c -> new Command(new UUID(9, 9), c.kind(), c.actor(), c.answer(), c.transaction())))),
    REFUSED_BUT_DONE(
            Check.NOTHING_INVENTED,
            sends(s -> s.order().kind() == Kind.CANCEL, s -> answer(s, 409, "{}", "illegal-transition"))),
    REQUEST_OF_NOBODY(
            Check.NOTHING_INVENTED,
            requests(plus(r -> new Request(new UUID(9, 9), r.site(), r.level(), r.urgency(), r.state())))),
    MOVEMENT_OF_NOBODY(Check.NOTHING_INVENTED, ledger(plus(e -> entry(e, new UUID(9, 9), e.quantity())))),
    LINE_OF_NOBODY(
            Check.NOTHING_INVENTED,
            lines(plus(l -> new Line(new LineKey(new UUID(9, 9), 1), l.item(), 1L, 0, false, true)))),
    CHOICE_OF_NOBODY(
            Check.NOTHING_INVENTED,
            allocations(at(a -> a.quantity() == 4, a -> allocation(a, a.quantity(), a.state(), "officer")))),
    RELEASE_OF_NOBODY(Check.NOTHING_INVENTED, commands(without(c -> c.kind().equals(Kind.RELEASE.logged)))),
    EXPIRED_EARLY(Check.NOTHING_INVENTED, allocations(at(a -> a.quantity() == 4, a -> state(a, "EXPIRED")))),
    OTHER_QUANTITY_ASKED(
            Check.AS_ASKED,
            lines(at(
                    l -> l.quantity() != null && l.quantity() == 5,
                    l -> new Line(l.key(), l.item(), 4L, l.allocated(), l.substitutesAllowed(), l.open())))),
    OTHER_QUANTITY_MOVED(Check.AS_ASKED, ledger(at(e -> e.quantity() == 10, e -> entry(e, e.movement(), 9)))),
    OTHER_SITE_ASKED(
            Check.AS_ASKED,
            requests(at(r -> r.level() == 1, r -> new Request(r.id(), "A", r.level(), r.urgency(), r.state())))),
    LINE_TOO_MANY(
            Check.AS_ASKED,
            lines(plus(l -> new Line(new LineKey(l.key().request(), 2), l.item(), 1L, 0, false, true)))),
    LATER_IN_TIME(Check.REAL_TIME_ORDER, sends(Edits::isFirst, s -> later(s, 10_000))),
    EVENT_MISSING(Check.LOG_WITHOUT_GAPS, events(without(e -> e.seq() == 7))),
    LAST_EVENT_MISSING(Check.LOG_WITHOUT_GAPS, events(all -> all.subList(0, all.size() - 1))),
    TRANSACTIONS_MIXED(
            Check.LOG_WITHOUT_GAPS,
            events(at(e -> e.seq() == 4, e -> new Event(e.seq(), 999, e.at(), e.kind(), e.subject(), e.data())))),
    AUDIT_CHANGED(
            Check.AUDIT_CHAIN,
            audits(at(
                    a -> a.seq() == 3,
                    a -> new Audit(3, a.transaction(), a.actor(), a.action(), a.subject(), "else", a.hash())))),
    AUDIT_MISSING(Check.AUDIT_CHAIN, audits(without(a -> a.seq() == 3))),
    LAST_AUDIT_MISSING(Check.AUDIT_CHAIN, audits(all -> all.subList(0, all.size() - 1))),
    NOT_AUDITED(Check.AUDIT_COMPLETE, audits(at(a -> a.seq() == 3, a -> audited(a, "account.change", a.actor())))),
    AUDITED_AS_ANOTHER(Check.AUDIT_COMPLETE, audits(at(a -> a.seq() == 3, a -> audited(a, a.action(), "nobody")))),
    OVERSOLD(Check.NO_OVERSELL, positions(at(p -> p.id() == 1, p -> position(p, p.onHand(), p.onHand() + 1)))),
    OVERSOLD_FOR_A_MOMENT(Check.NO_OVERSELL, events(without(e -> e.seq() == 1))),
    BALANCE_WRONG(Check.LEDGER_REPLAY, positions(at(p -> p.id() == 1, p -> position(p, 99, p.reserved())))),
    LEDGER_WITHOUT_POSITION(Check.LEDGER_REPLAY, positions(without(p -> p.onHand() == 9))),
    RESERVED_WRONG(Check.SUMS, positions(at(p -> p.id() == 1, p -> position(p, p.onHand(), 1)))),
    ALLOCATED_WRONG(
            Check.SUMS,
            lines(at(
                    l -> l.allocated() == 5,
                    l -> new Line(l.key(), l.item(), l.quantity(), 4, l.substitutesAllowed(), l.open())))),
    POSITION_NOT_TOLD(Check.LOG_TELLS_ALL, positions(at(p -> p.id() == 1, p -> position(p, 99, p.reserved())))),
    ALLOCATION_NOT_TOLD(Check.LOG_TELLS_ALL, allocations(at(a -> a.quantity() == 4, a -> state(a, "DISPATCHED")))),
    STOCK_EVENT_MISSING(Check.LOG_TELLS_ALL, events(without(e -> e.kind().equals("stock.changed") && e.seq() == 2))),
    SHORTAGE_NOT_TOLD(Check.LOG_TELLS_ALL, events(without(e -> e.kind().startsWith("shortage.")))),
    REQUEST_STATE_NOT_TOLD(Check.LOG_TELLS_ALL, requests(at(r -> r.level() == 1, r -> state(r, "ALLOCATED")))),
    CLOSED_SITE(Check.ELIGIBLE, h -> world(h, new World.Site("A", false))),
    OWN_SITE(
            Check.ELIGIBLE,
            requests(at(r -> r.level() == 1, r -> new Request(r.id(), "A", r.level(), r.urgency(), r.state())))),
    OTHER_ITEM(
            Check.ELIGIBLE,
            lines(at(
                    l -> l.allocated() == 5,
                    l -> new Line(l.key(), "SERUM", l.quantity(), l.allocated(), l.substitutesAllowed(), l.open())))),
    BELOW_FLOOR(Check.FLOORS, h -> floor(h, "A", 5)),
    LOWER_CLASS_FIRST(Check.HIGHER_CLASS_FIRST, requests(each(r -> switch (r.site() + r.urgency()) {
        case "H1STAT" -> ranked(r, 5, "ROUTINE");
        case "H2ROUTINE" -> ranked(r, 1, "STAT");
        default -> r;
    }))),
    PREEMPTED_BY_LOWER(
            Check.PREEMPTED_BY_HIGHER,
            requests(at(r -> r.level() == 1 && r.site().equals("H1"), r -> ranked(r, 5, "ROUTINE")))),
    LEFT_IDLE(Check.NOTHING_IDLE, h -> floor(h, "B", 0)),
    BOOKED_TWICE(Check.NOBODY_TWICE, bookings(plus(UnitStories::meeting))),
    BOOKED_TWICE_FOR_A_MOMENT(Check.NOBODY_TWICE, events(without(UnitStories.unitEvent("allocation.preempted")))),
    STATUS_SKIPPED(Check.STATUS_MACHINE, events(without(UnitStories.stood("EN_ROUTE")))),
    GONE_FOR_NOTHING(Check.UNITS_AS_BOOKED, events(without(UnitStories.unitEvent("allocation.dispatched")))),
    NOT_ALL(Check.ALL_OR_NOTHING, events(without(UnitStories.unitEvent("allocation.reserved")))),
    BOOKING_LOST(Check.NOTHING_LOST, bookings(without(b -> b.kind().equals("DUTY")))),
    PROMISED_UNIT_LOST(Check.NOTHING_LOST, bookings(without(b -> b.state().equals("RECEIVED")))),
    BOOKING_OF_NOBODY(Check.NOTHING_INVENTED, bookings(plus(UnitStories::meeting))),
    LEFT_BY_ITSELF(Check.NOTHING_INVENTED, commands(without(c -> c.kind().equals(Kind.STAND.logged)))),
    UNIT_RELEASED_BY_NOBODY(
            Check.NOTHING_INVENTED, commands(without(c -> c.kind().equals(Kind.RELEASE.logged)))),
    UNIT_RELEASE_WITHOUT_EFFECT(
            Check.NOTHING_LOST, bookings(at(b -> b.state().equals("RELEASED"), b -> state(b, "RESERVED")))),
    STATUS_WITHOUT_EFFECT(Check.NOTHING_LOST, events(without(UnitStories.stood("ON_SITE")))),
    EXTENDED_WITHOUT_EFFECT(
            Check.NOTHING_LOST,
            bookings(at(
                    b -> b.kind().equals("DUTY"),
                    b -> new Booking(
                            b.id(), b.unit(), b.lead(), b.kind(), b.state(), b.from(), b.until(), b.from(), null,
                            null)))),
    OTHER_UNIT_BOOKED(Check.AS_ASKED, bookings(at(b -> b.kind().equals("DUTY"), b -> Edits.of(b, "V2", null, null)))),
    UNIT_ENDED_TWICE(Check.NOTHING_DOUBLED, events(twice(UnitStories.unitEvent("allocation.preempted")))),
    UNIT_COUNT_WRONG(
            Check.SUMS, lines(at(l -> l.terms() != null, l -> l.with(l.quantity(), l.allocated() + 1, l.open())))),
    STATUS_NOT_TOLD(
            Check.LOG_TELLS_ALL,
            units(at(UnitStories::isTheNurse, u -> Edits.standing(u, u.site(), "AVAILABLE", true)))),
    UNIT_NOT_TO_BE_SENT(Check.ELIGIBLE, units(at(UnitStories::isTheNurse, UnitStories::away))),
    UNIT_TO_LOWER_CLASS(
            Check.HIGHER_CLASS_FIRST,
            requests(at(r -> r.level() == 5 && r.site().equals("H2"), r -> ranked(r, 1, "STAT")))),
    UNIT_PREEMPTED_BY_LOWER(Check.PREEMPTED_BY_HIGHER, requests(at(r -> r.level() == 2, r -> ranked(r, 5, "ROUTINE")))),
    KIT_OF_TOO_LITTLE(
            Check.WHOLE_KITS,
            ledger(at(e -> e.assembled() && e.to() == null, e -> entry(e, e.movement(), e.quantity() - 1)))),
    PARTS_OF_NO_KIT(
            Check.WHOLE_KITS,
            lines(plus(l -> new Line(
                    new LineKey(l.key().request(), 2), "GLOVE", 3L, 0, true, true, null, new Kits(null, 7, 3L))))),
    KITS_COUNTED_IN_PART(
            Check.WHOLE_KITS,
            commands(at(
                    c -> c.kind().equals(Kind.SUBMIT.logged),
                    c -> new Command(
                            c.id(),
                            c.kind(),
                            c.actor(),
                            "{\"lines\":[{\"line\":1,\"assembled\":1,\"allocated\":2},"
                                    + "{\"line\":2,\"kit\":1,\"perKit\":3,\"quantity\":6,\"allocated\":5}]}",
                            c.transaction())))),
    OTHER_SUMS_OF_A_PLAN(Check.ONE_ANSWER, UnitStories::otherSums),
    UNIT_LEFT_IDLE(Check.NOTHING_IDLE, units(each(UnitStories::alsoNurse)));

    final Check check;
    private final UnaryOperator<History> breakage;

    Breakage(Check check, UnaryOperator<History> breakage) {
        this.check = check;
        this.breakage = breakage;
    }

    History of(History sound) {
        return breakage.apply(sound);
    }
}
