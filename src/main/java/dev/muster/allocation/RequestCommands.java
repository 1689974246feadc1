package dev.muster.allocation;

import dev.muster.allocation.engine.Reason;
import dev.muster.platform.Problem;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemType;
import dev.muster.request.InKit;
import dev.muster.request.Line;
import dev.muster.request.NewRequest;
import dev.muster.request.NewRequest.NewLine;
import dev.muster.request.Request;
import dev.muster.request.RequestState;
import dev.muster.request.UnitNeed;
import dev.muster.stock.Quantity;
import dev.muster.unit.Booking;
import dev.muster.unit.BookingState;
import dev.muster.unit.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the commands about requests do in a batch. Each gives a problem, having changed nothing, or null. */
final class RequestCommands {

    /** The most units of one line. */
    private static final int MOST_UNITS = 1000;

    private final BatchDecision batch;
    private final Loaded loaded;

    RequestCommands(BatchDecision batch) {
        this.batch = batch;
        this.loaded = batch.loaded;
    }

    @Nullable
    Problem submit(Command.SubmitRequest command) {
        NewRequest asked = command.request();
        List<Violation> violations = new ArrayList<>(asked.violations(loaded.now));
        if (violations.isEmpty()) {
            violations.addAll(unknown(asked));
        }
        if (!violations.isEmpty()) {
            return Problem.violations(ProblemType.RULE_BROKEN, violations);
        }
        Request request = request(command.id(), asked, command.actor());
        int number = 0;
        for (NewLine wanted : Objects.requireNonNull(asked.lines())) {
            add(request, ++number, Objects.requireNonNull(wanted));
        }
        List.copyOf(request.lines()).forEach(line -> takeApart(request, line));
        loaded.requests.put(request.id(), request);
        return null;
    }

    /** A line of kits gets lines for their parts; all are to be decided. */
    private void takeApart(Request request, Line line) {
        if (line.quantity() == null || !loaded.facts.isKit(line.item())) {
            return;
        }
        long kits = line.quantity();
        line.of(InKit.head(kits)).share(0);
        loaded.facts.partsOf(line.item()).forEach((item, each) -> {
            int number = request.lines().size() + 1;
            Line part = Line.submitted(request.id(), number, item, kits * each, line.substitutesAllowed(), null)
                    .of(InKit.part(line.number(), each));
            request.lines().add(part);
            batch.ask(part);
        });
    }

    /** What is wrong with so many kits, null if nothing. */
    private @Nullable Violation tooMany(String field, int item, long kits) {
        boolean tooMuch = loaded.facts.partsOf(item).values().stream().anyMatch(each -> each > Quantity.MAX / kits);
        return tooMuch ? Violation.of(field, "kit.times-too-much", Quantity.MAX) : null;
    }

    private void add(Request request, int number, NewLine wanted) {
        int item = Objects.requireNonNull(loaded.facts.itemsByCode.get(Objects.requireNonNull(wanted.item())))
                .id();
        Line line = Line.submitted(
                        request.id(),
                        number,
                        item,
                        wanted.quantity(),
                        Boolean.TRUE.equals(wanted.substitutesAllowed()),
                        wanted.note())
                .needing(need(request, item, wanted));
        request.lines().add(line);
        if (line.quantity() == null) {
            line.decided(loaded.now, Reason.QUANTITY_UNKNOWN.name());
        } else {
            batch.ask(line);
        }
    }

    private @Nullable UnitNeed need(Request request, int item, NewLine wanted) {
        return "SUPPLY".equals(loaded.facts.item(item).kind())
                ? null
                : new UnitNeed(
                        new Span(
                                Objects.requireNonNullElse(wanted.from(), request.neededBy()),
                                Objects.requireNonNull(wanted.until())),
                        wanted.level(),
                        Boolean.TRUE.equals(wanted.team()));
    }

    private Request request(UUID id, NewRequest asked, String actor) {
        Facts.Site site = Objects.requireNonNull(loaded.facts.sitesByCode.get(Objects.requireNonNull(asked.site())));
        Facts.Incident incident = asked.incident() == null ? null : loaded.facts.incidents.get(asked.incident());
        return new Request(
                id,
                site.id(),
                site.code(),
                site.keySite(),
                incident == null ? null : incident.id(),
                incident == null ? null : incident.level(),
                Objects.requireNonNull(asked.urgency()),
                Objects.requireNonNull(asked.neededBy()),
                loaded.now,
                actor,
                asked.note(),
                RequestState.SUBMITTED,
                true);
    }

    private List<Violation> unknown(NewRequest asked) {
        List<Violation> violations = new ArrayList<>();
        String site = Objects.requireNonNull(asked.site());
        if (!loaded.facts.sitesByCode.containsKey(site)) {
            violations.add(Violation.of("site", "site.unknown", site));
        }
        if (asked.incident() != null) {
            Facts.Incident incident = loaded.facts.incidents.get(asked.incident());
            if (incident == null) {
                violations.add(Violation.of("incident", "incident.unknown", asked.incident()));
            } else if ("CLOSED".equals(incident.phase())) {
                violations.add(Violation.of("incident", "incident.closed", incident.code()));
            }
        }
        List<@Nullable NewLine> lines = Objects.requireNonNull(asked.lines());
        int parts = 0;
        for (int i = 0; i < lines.size(); i++) {
            String code =
                    Objects.requireNonNull(Objects.requireNonNull(lines.get(i)).item());
            Facts.Item item = loaded.facts.itemsByCode.get(code);
            if (item == null) {
                violations.add(Violation.of("lines[" + i + "].item", "item.unknown", code));
            } else {
                parts += loaded.facts.partsOf(item.id()).size();
                @Nullable Long kits = Objects.requireNonNull(lines.get(i)).quantity();
                @Nullable
                Violation tooMany = kits == null ? null : tooMany("lines[" + i + "].quantity", item.id(), kits);
                if (tooMany != null) {
                    violations.add(tooMany);
                }
                violations.addAll(units(asked, Objects.requireNonNull(lines.get(i)), item.kind(), "lines[" + i + "]"));
            }
        }
        if (parts + lines.size() > loaded.linesPerRequest) {
            violations.add(Violation.of("lines", "kit.too-many-lines", loaded.linesPerRequest));
        }
        return violations;
    }

    /** What is wrong with the times and levels of a line that asks for units, or that should not. */
    private List<Violation> units(NewRequest asked, NewLine line, String kind, String at) {
        if ("SUPPLY".equals(kind)) {
            return line.speaksOfUnits() ? List.of(Violation.of(at, "unit.only-of-units")) : List.of();
        }
        List<Violation> found = new ArrayList<>();
        if (line.quantity() != null && line.quantity() > MOST_UNITS) {
            found.add(Violation.of(at + ".quantity", "unit.count", MOST_UNITS));
        }
        if ("EQUIPMENT".equals(kind) && (line.level() != null || line.team() != null)) {
            found.add(Violation.of(at + ".level", "unit.only-of-staff"));
        }
        Instant from = Objects.requireNonNullElse(line.from(), Objects.requireNonNull(asked.neededBy()));
        if (from.isBefore(loaded.now)) {
            found.add(Violation.of(at + ".from", "unit.past"));
        }
        if (line.until() == null) {
            found.add(Violation.of(at + ".until", "required"));
        } else {
            found.addAll(UnitCommands.times(at + ".from", from, at + ".until", line.until(), loaded));
        }
        return found;
    }

    @Nullable
    Problem cancel(Command.CancelRequest command) {
        Request request = loaded.requests.get(command.request());
        if (request == null) {
            return Problem.of(ProblemType.NOT_FOUND, "request.unknown", command.request());
        }
        List<Allocation> live = live(request.id());
        Collection<Booking> booked = batch.units.standing(request.id());
        boolean onTheWay = live.stream().anyMatch(a -> a.state() == AllocationState.DISPATCHED)
                || booked.stream().anyMatch(b -> b.state() == BookingState.DISPATCHED);
        if (!request.state().cancellable() || onTheWay) {
            return Problem.of(ProblemType.ILLEGAL_TRANSITION, "request.not-cancellable", request.id(), request.state());
        }
        live.stream()
                .filter(a -> a.state() == AllocationState.RESERVED)
                .forEach(allocation -> batch.end(allocation, AllocationState.RELEASED));
        booked.stream()
                .filter(b -> b.state() == BookingState.RESERVED)
                .forEach(b -> batch.units.calendar.end(b.id(), b.lead(), BookingState.RELEASED, null));
        request.cancel();
        return null;
    }

    /** What was allocated before, and what an officer chose in this very batch. */
    private List<Allocation> live(UUID request) {
        return Stream.concat(loaded.allocations.values().stream(), batch.reserved.stream())
                .filter(a -> a.request().equals(request) && a.state().live())
                .toList();
    }

    @Nullable
    Problem stateQuantity(Command.StateQuantity command) {
        Request request = loaded.requests.get(command.request());
        Line line = request == null ? null : request.line(command.line());
        if (line == null) {
            return Problem.of(ProblemType.NOT_FOUND, "request.line-unknown", command.request(), command.line());
        }
        if (!Quantity.isValid(command.quantity())) {
            return Problem.violation("quantity", "quantity.range", Quantity.MIN, Quantity.MAX);
        }
        if (!line.open() || line.quantity() != null) {
            return Problem.of(ProblemType.ILLEGAL_TRANSITION, "request.line-stated", command.request(), command.line());
        }
        @Nullable Violation tooMany = tooMany("quantity", line.item(), command.quantity());
        if (tooMany != null) {
            return Problem.violations(ProblemType.RULE_BROKEN, List.of(tooMany));
        }
        line.state(command.quantity());
        batch.ask(line);
        takeApart(Objects.requireNonNull(request), line);
        return null;
    }
}
