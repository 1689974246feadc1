package dev.muster.restock;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.request.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one supplier is asked for, and what came of it. Commands change it as a whole or give the problem that forbids
 * them, having changed nothing. Pure.
 */
final class RestockRequest {

    /**
     * What it is about; never changes.
     *
     * @param site code of where the goods are to come
     * @param packSize base units of a pack, where the supplier has stated one
     * @param priceMinor price of a pack in minor units of the currency, as it was when asked
     */
    record Terms(
            UUID id,
            UUID need,
            String supplier,
            int siteId,
            String site,
            int itemId,
            String item,
            long quantity,
            Urgency urgency,
            @Nullable Instant neededBy,
            @Nullable String note,
            @Nullable Long packSize,
            @Nullable Long priceMinor,
            @Nullable String currency,
            Instant createdAt,
            String createdBy) {}

    /**
     * Until when an answer is due, and when the supplier is reminded of it.
     *
     * @param remindPercent of the time until something is due, after which a reminder goes out
     */
    record Deadlines(Instant answerBy, int remindPercent) {}

    /** Why a request was cancelled that nobody answered. */
    static final String NO_ANSWER = "NO_ANSWER";

    final Terms terms;
    RestockState state = RestockState.DRAFT;
    boolean overdue;
    long promised;
    long shipped;
    long received;
    long rejected;

    @Nullable
    String reason;

    @Nullable
    Instant sentAt;

    @Nullable
    Instant answerBy;

    @Nullable
    Instant acknowledgedAt;

    @Nullable
    Instant promisedAt;

    @Nullable
    Instant due;

    @Nullable
    Instant firstDue;

    @Nullable
    Instant remindAt;

    @Nullable
    Instant remindedAt;

    @Nullable
    Instant endedAt;

    final List<Promise> promises = new ArrayList<>();
    final List<Shipment> shipments = new ArrayList<>();

    RestockRequest(Terms terms) {
        this.terms = terms;
    }

    @Nullable
    Problem send(Instant now, Deadlines deadlines) {
        if (!state.mayBecome(RestockState.SENT)) {
            return illegal(RestockState.SENT);
        }
        state = RestockState.SENT;
        sentAt = now;
        answerBy = deadlines.answerBy();
        remindAt = between(now, deadlines.answerBy(), deadlines.remindPercent());
        return null;
    }

    @Nullable
    Problem acknowledge(Instant now) {
        if (!state.mayBecome(RestockState.ACKNOWLEDGED)) {
            return illegal(RestockState.ACKNOWLEDGED);
        }
        state = RestockState.ACKNOWLEDGED;
        acknowledgedAt = now;
        return null;
    }

    /**
     * Says how much comes when, instead of whatever was promised before.
     *
     * @param parts in themselves valid: at least one, dates ahead
     * @param remindPercent of the time until the next goods are due, after which a reminder goes out
     */
    @Nullable
    Problem promise(List<Promise> parts, Instant now, int remindPercent) {
        boolean first = state == RestockState.SENT || state == RestockState.ACKNOWLEDGED;
        boolean changed = state == RestockState.PROMISED
                || state == RestockState.SHIPPED
                || state == RestockState.PARTLY_RECEIVED;
        if (!first && !changed) {
            return illegal(RestockState.PROMISED);
        }
        long sum = parts.stream().mapToLong(Promise::quantity).sum();
        if (sum > terms.quantity()) {
            return Problem.violation("quantity", "restock.more-than-asked", sum, terms.quantity());
        }
        if (sum < shipped) {
            return Problem.violation("quantity", "restock.less-than-shipped", sum, shipped);
        }
        if (first) {
            state = RestockState.PROMISED;
            promisedAt = now;
            acknowledgedAt = acknowledgedAt == null ? now : acknowledgedAt;
        }
        promised = sum;
        promises.clear();
        promises.addAll(
                parts.stream().sorted(Comparator.comparing(Promise::date)).toList());
        appoint(now, remindPercent);
        firstDue = firstDue == null ? due : firstDue;
        settle(now);
        return null;
    }

    @Nullable
    Problem decline(String why, Instant now) {
        if (!state.mayBecome(RestockState.DECLINED)) {
            return illegal(RestockState.DECLINED);
        }
        end(RestockState.DECLINED, why, now);
        return null;
    }

    @Nullable
    Problem cancel(@Nullable String why, Instant now) {
        if (!state.mayBecome(RestockState.CANCELLED) || !arrivedAll()) {
            return illegal(RestockState.CANCELLED);
        }
        end(RestockState.CANCELLED, why, now);
        return null;
    }

    /** Goods are on the way. */
    @Nullable
    Problem ship(Shipment notice, Instant now, int remindPercent) {
        if (!state.mayBecome(RestockState.SHIPPED)) {
            return illegal(RestockState.SHIPPED);
        }
        long sum = shipped + notice.quantity();
        if (sum > terms.quantity()) {
            return Problem.violation("quantity", "restock.more-than-asked", sum, terms.quantity());
        }
        shipments.add(notice);
        shipped = sum;
        promised = Math.max(promised, shipped);
        state = RestockState.SHIPPED;
        appoint(now, remindPercent);
        return null;
    }

    /** The shipment with this id, if it is one of its own that is on the way. */
    @Nullable
    Shipment onTheWay(UUID shipment) {
        return shipments.stream()
                .filter(s -> s.id().equals(shipment) && s.onTheWay())
                .findAny()
                .orElse(null);
    }

    boolean mayReceive() {
        return state == RestockState.PROMISED || state == RestockState.SHIPPED || state == RestockState.PARTLY_RECEIVED;
    }

    /** Goods have arrived and stand in the ledger; the shipment says what was accepted. */
    void receive(Shipment arrived, Instant now, int remindPercent) {
        boolean announced = shipments.removeIf(s -> s.id().equals(arrived.id())) && arrived.asn() != null;
        shipments.add(arrived);
        received += arrived.accepted();
        rejected += arrived.rejected();
        if (!announced) {
            shipped = Math.min(terms.quantity(), shipped + arrived.accepted() + arrived.rejected());
            promised = Math.max(promised, shipped);
        }
        state = arrivedAll() ? RestockState.PARTLY_RECEIVED : RestockState.SHIPPED;
        appoint(now, remindPercent);
        settle(now);
    }

    /** All that was promised has come: it ends. */
    private void settle(Instant now) {
        if (!shipments.isEmpty() && arrivedAll() && shipped >= promised) {
            end(RestockState.RECEIVED, null, now);
        }
    }

    private boolean arrivedAll() {
        return shipments.stream().allMatch(s -> s.state() == Shipment.State.RECEIVED);
    }

    private void end(RestockState ending, @Nullable String why, Instant now) {
        state = ending;
        reason = why;
        overdue = false;
        due = null;
        remindAt = null;
        endedAt = now;
    }

    /**
     * Time has passed: it is overdue, given up, or the supplier is to be reminded.
     *
     * @return what has happened, null if nothing
     */
    @Nullable
    String pass(Instant now) {
        boolean unanswered = state == RestockState.SENT || state == RestockState.ACKNOWLEDGED;
        if (state.ended() || state == RestockState.DRAFT) {
            return null;
        }
        if (overdue) {
            if (unanswered && givenUp(now)) {
                end(RestockState.CANCELLED, NO_ANSWER, now);
                return "cancelled";
            }
            return null;
        }
        Instant until = unanswered ? answerBy : due;
        if (until != null && !until.isAfter(now)) {
            overdue = true;
            return "overdue";
        }
        if (remindAt != null && !remindAt.isAfter(now) && remindedAt == null) {
            remindedAt = now;
            return "reminded";
        }
        return null;
    }

    /** An answer may be late by as long again as it was given time; then nobody waits for it any more. */
    private boolean givenUp(Instant now) {
        return sentAt != null
                && answerBy != null
                && !answerBy.plus(Duration.between(sentAt, answerBy)).isAfter(now);
    }

    /** Notes when the next goods are due. A promise or notice ahead ends being overdue. */
    private void appoint(Instant now, int remindPercent) {
        due = expected().stream()
                .map(Promise::date)
                .min(Comparator.naturalOrder())
                .orElse(null);
        overdue = due != null && !due.isAfter(now);
        remindAt = due == null || overdue ? null : between(now, due, remindPercent);
        remindedAt = null;
    }

    /** What is still to come and when: shipments by their arrival times, then what is promised beyond them. */
    List<Promise> expected() {
        List<Promise> coming = new ArrayList<>();
        if (state.ended()) {
            return coming;
        }
        shipments.stream()
                .filter(Shipment::onTheWay)
                .filter(s -> s.eta() != null)
                .forEach(s -> coming.add(new Promise(s.quantity(), s.eta())));
        long gone = shipped;
        for (Promise part : promises) {
            long open = Math.max(0, part.quantity() - gone);
            gone = Math.max(0, gone - part.quantity());
            if (open > 0) {
                coming.add(new Promise(open, part.date()));
            }
        }
        coming.sort(Comparator.comparing(Promise::date));
        return coming;
    }

    /** When the last of what is still to come will have arrived. */
    @Nullable
    Instant promisedUntil() {
        return expected().stream()
                .map(Promise::date)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private Problem illegal(RestockState wanted) {
        return Problem.of(ProblemType.ILLEGAL_TRANSITION, "restock.illegal", terms.id(), state, wanted);
    }

    private static Instant between(Instant from, Instant to, int percent) {
        return from.plusMillis(Math.max(0, to.toEpochMilli() - from.toEpochMilli()) / 100 * percent);
    }
}
