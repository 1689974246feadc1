package dev.muster.allocation.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.allocation.history.EndState.Allocation;
import dev.muster.allocation.history.EndState.Event;
import dev.muster.allocation.history.EndState.Line;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.EndState.Position;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays the event log from the beginning, transaction by transaction: stock from the movements, reservations from the
 * allocations, shortages. What events say of themselves must agree with it after each transaction, and the tables with
 * what it comes to at the end. {@link OrderOfService} judges each transaction.
 */
final class LogReplay {

    private record Place(
            String site, String item, String lot, @Nullable LocalDate expiry) {}

    private final EndState end;
    private final Findings findings;
    private final OrderOfService order;
    private final UnitReplay units;
    private final UnitOrder unitOrder;
    private final Standing standing;
    private final Map<Place, Standing.Lot> lots = new HashMap<>();
    private final Map<UUID, Allocation> allocations = new HashMap<>();
    private final Map<UUID, String> allocationStates = new HashMap<>();
    private final Map<UUID, String> requestStates = new HashMap<>();
    /** Transactions in which a plan was applied. */
    private final Set<Long> planned;

    LogReplay(History history, Findings findings) {
        this.end = history.end();
        this.findings = findings;
        this.standing = new Standing(history);
        this.planned = end.audits().stream()
                .filter(audit -> audit.action().equals("plan.apply"))
                .map(EndState.Audit::transaction)
                .collect(Collectors.toSet());
        this.order = new OrderOfService(history, standing, findings);
        this.units = new UnitReplay(history, standing, findings);
        this.unitOrder = new UnitOrder(history, standing, units, findings);
        for (Position p : end.positions()) {
            lots.put(new Place(p.site(), p.item(), p.lot(), p.expiry()), standing.lot(p.id()));
        }
        end.allocations().stream().filter(standing::knows).forEach(a -> allocations.put(a.id(), a));
    }

    void run() {
        int from = 0;
        for (int to = 1; to <= end.events().size(); to++) {
            if (to == end.events().size()
                    || end.events().get(to).transaction()
                            != end.events().get(from).transaction()) {
                transaction(end.events().subList(from, to));
                from = to;
            }
        }
        compareWithTables();
        units.compareWithTables();
        order.atTheEnd();
        unitOrder.atTheEnd();
    }

    private void transaction(List<Event> events) {
        Step step = new Step(events.get(0).at(), events.get(0).transaction());
        step.planned = planned.contains(step.transaction);
        Map<Standing.Lot, JsonNode> said = new LinkedHashMap<>();
        for (Event event : events) {
            String kind = event.kind();
            if (kind.equals("movement.recorded")) {
                move(event);
            } else if (kind.equals("booking.changed")
                    || kind.startsWith("allocation.") && event.data().has("unit")) {
                units.booked(event);
            } else if (kind.startsWith("allocation.")) {
                allocate(event, step);
            } else if (kind.equals("unit.changed")) {
                units.stands(event);
            } else if (kind.startsWith("request.")) {
                if (kind.equals("request.submitted")) {
                    step.submitted.add(UUID.fromString(event.subject()));
                }
                requestStates.put(
                        UUID.fromString(event.subject()),
                        event.data().path("state").asText());
            } else if (kind.startsWith("shortage.")) {
                shortage(event, step);
            } else if (kind.equals("stock.changed")) {
                Standing.Lot lot = lots.get(place(event.data(), event.data(), event.data()));
                if (lot == null) {
                    findings.add(Check.LOG_TELLS_ALL, "no position for %s", event);
                } else {
                    said.put(lot, event.data());
                }
            }
        }
        compare(events.get(0), said);
        units.settle(events.get(events.size() - 1), step);
        compareLines(step);
        order.judge(step);
        unitOrder.judge(step);
    }

    private static Place place(JsonNode where, JsonNode what, JsonNode lot) {
        String expiry = lot.path("expiry").asText("");
        return new Place(
                where.path("site").asText(),
                what.path("item").asText(),
                lot.path("lot").asText(""),
                expiry.isEmpty() ? null : LocalDate.parse(expiry));
    }

    private void move(Event event) {
        for (JsonNode entry : event.data().path("entries")) {
            Standing.Lot lot = lots.get(place(event.data(), entry.has("item") ? entry : event.data(), entry));
            if (lot == null) {
                findings.add(Check.LOG_TELLS_ALL, "no position for %s", event);
                continue;
            }
            long quantity = entry.path("quantity").asLong();
            String from = entry.path("from").asText();
            String to = entry.path("to").asText();
            lot.onHand += (to.startsWith("SITE") ? quantity : 0) - (from.startsWith("SITE") ? quantity : 0);
            lot.held += (to.equals("SITE_HELD") ? quantity : 0) - (from.equals("SITE_HELD") ? quantity : 0);
            lot.touched = true;
        }
    }

    private void allocate(Event event, Step step) {
        Allocation allocation = allocations.get(UUID.fromString(event.subject()));
        String state = event.data().path("state").asText();
        if (allocation == null
                || allocation.quantity() != event.data().path("quantity").asLong()) {
            findings.add(Check.LOG_TELLS_ALL, "%s, but there is %s", event, allocation);
            return;
        }
        String before = allocationStates.put(allocation.id(), state);
        boolean starts = state.equals("RESERVED");
        findings.require(
                starts ? before == null : "RESERVED".equals(before),
                Check.NOTHING_DOUBLED,
                "%s after %s",
                event,
                before);
        long quantity = starts ? allocation.quantity() : -allocation.quantity();
        Standing.Lot lot = standing.lot(allocation.position());
        lot.reserved += quantity;
        lot.touched = true;
        Standing.Need need = standing.need(allocation.line());
        need.allocated += quantity;
        step.lines.add(allocation.line());
        if (starts) {
            step.reserved.put(allocation.id(), allocation);
        } else {
            step.reserved.remove(allocation.id());
            if (state.equals("RELEASED")) {
                need.takenBack.add(allocation.source());
            } else if (state.equals("PREEMPTED")) {
                step.preempted.add(allocation);
            }
        }
    }

    private void shortage(Event event, Step step) {
        JsonNode data = event.data();
        LineKey key = new LineKey(
                UUID.fromString(data.path("request").asText()),
                data.path("line").asInt());
        Standing.Need need = standing.need(key);
        need.open = event.kind().equals("shortage.changed");
        standing.isShort(
                key, need.open && data.hasNonNull("short") ? data.path("short").asLong() : null);
        if (need.open) {
            need.said = data.path("allocated").asLong();
            step.lines.add(key);
        }
    }

    /** What stock events say after a transaction against what movements and allocations came to. */
    private void compare(Event first, Map<Standing.Lot, JsonNode> said) {
        for (Standing.Lot lot : lots.values()) {
            if (!lot.touched && !said.containsKey(lot)) {
                continue;
            }
            lot.touched = false;
            JsonNode data = said.get(lot);
            if (data == null) {
                findings.add(Check.LOG_TELLS_ALL, "%s changed at %d, but no event says so", lot, first.seq());
                continue;
            }
            findings.require(
                    data.path("onHand").asLong() == lot.onHand
                            && data.path("held").asLong() == lot.held,
                    Check.LOG_TELLS_ALL,
                    "%s after %d, but the log comes to %s",
                    data,
                    first.seq(),
                    lot);
            findings.require(
                    data.path("reserved").asLong() == lot.reserved,
                    Check.SUMS,
                    "%s after %d, but the log comes to %s",
                    data,
                    first.seq(),
                    lot);
            findings.require(lot.sound(), Check.NO_OVERSELL, "%s after %d", lot, first.seq());
        }
    }

    private void compareLines(Step step) {
        for (LineKey key : step.lines) {
            Standing.Need need = standing.need(key);
            Long said = need.said;
            findings.require(
                    !need.open || said == null || said == need.allocated,
                    Check.SUMS,
                    "%s has %d allocated, but its shortage says %s",
                    key,
                    need.allocated,
                    said);
        }
    }

    private void compareWithTables() {
        for (Position p : end.positions()) {
            Standing.Lot lot = standing.lot(p.id());
            findings.require(
                    p.onHand() == lot.onHand && p.reserved() == lot.reserved && p.held() == lot.held,
                    Check.LOG_TELLS_ALL,
                    "%s, but the log comes to %s",
                    p,
                    lot);
        }
        for (Allocation a : end.allocations()) {
            String told = allocationStates.get(a.id());
            findings.require(a.state().equals(told), Check.LOG_TELLS_ALL, "%s, but the log says %s", a, told);
        }
        for (EndState.Request r : end.requests()) {
            String told = requestStates.get(r.id());
            findings.require(r.state().equals(told), Check.LOG_TELLS_ALL, "%s, but the log says %s", r, told);
        }
        for (Line line : end.lines()) {
            boolean isShort = line.isShort();
            Long missing = isShort && line.quantity() != null ? line.quantity() - line.allocated() : null;
            Standing.Need need = standing.need(line.key());
            findings.require(
                    need.open == isShort && Objects.equals(missing, standing.missing(line.key())),
                    Check.LOG_TELLS_ALL,
                    "%s, but the log says it is short of %s",
                    line,
                    standing.missing(line.key()));
        }
    }

    /** What one transaction did to allocations. */
    static final class Step {

        final Instant at;
        final long transaction;
        /** Whether a plan was applied in it. */
        boolean planned;
        /** Requests that came in it. */
        final List<UUID> submitted = new ArrayList<>();
        /** Units booked in it for lines, and still so after it. */
        final List<UnitReplay.Entry> booked = new ArrayList<>();
        /** Bookings for lines that were taken back in it. */
        final List<UnitReplay.Entry> bumped = new ArrayList<>();
        /** Reserved in it, and still so after it. */
        final Map<UUID, Allocation> reserved = new LinkedHashMap<>();

        final List<Allocation> preempted = new ArrayList<>();
        private final Set<LineKey> lines = new LinkedHashSet<>();

        Step(Instant at, long transaction) {
            this.at = at;
            this.transaction = transaction;
        }

        /** What is allocated to a line may have changed. */
        void touch(LineKey line) {
            lines.add(line);
        }
    }
}
