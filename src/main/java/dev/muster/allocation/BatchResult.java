package dev.muster.allocation;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.platform.Audit;
import dev.muster.platform.Commands.Claim;
import dev.muster.platform.Event;
import dev.muster.request.Line;
import dev.muster.request.Request;
import dev.muster.stock.Position;
import dev.muster.stock.StockStore.Posting;
import dev.muster.unit.UnitState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a decided batch says: to each caller its answer, to the event log what changed, to the audit log who did it. */
final class BatchResult {

    private static final String SYSTEM = "system";

    private final BatchDecision batch;
    private final Loaded loaded;
    private final UnitResult units;
    private final Map<LineKey, List<Allocation>> reservedByLine = new HashMap<>();

    BatchResult(BatchDecision batch) {
        this.batch = batch;
        this.loaded = batch.loaded;
        this.units = new UnitResult(batch);
        for (Allocation allocation : batch.reserved) {
            reservedByLine
                    .computeIfAbsent(new LineKey(allocation.request(), allocation.line()), k -> new ArrayList<>())
                    .add(loaded.allocations.getOrDefault(allocation.id(), allocation));
        }
    }

    /** The answer to a command that is done. */
    Object answer(Command command) {
        if (command instanceof Command.SubmitRequest submit) {
            return view(request(submit.id()));
        } else if (command instanceof Command.RecordMovement record) {
            return movement(record.id(), record.movement().quantity());
        } else if (command instanceof Command.CancelRequest cancel) {
            Request request = request(cancel.request());
            return Map.of("id", request.id(), "state", request.state());
        } else if (command instanceof Command.StateQuantity state) {
            Request request = request(state.request());
            return Map.of("id", request.id(), "line", state.line(), "state", request.state());
        } else if (command instanceof Command.ReleaseAllocation release) {
            return Map.of("id", release.allocation(), "state", AllocationState.RELEASED);
        } else if (command instanceof Command.ChooseSource choose) {
            return Map.of("id", choose.id(), "allocations", chosen(choose));
        } else if (command instanceof Command.ChooseUnit choose) {
            return Map.of("id", choose.id(), "allocations", units.chosen(choose.id()));
        } else if (command instanceof Command.BookUnit book) {
            return units.view(book.id());
        } else if (command instanceof Command.ExtendBooking extend) {
            return units.view(extend.booking());
        } else if (command instanceof Command.MoveUnit move) {
            UnitState state = units.standing(move.unit());
            @Nullable List<TeamMoved.KitMoved> kits = batch.kitsMoved.get(move.id());
            return kits == null ? state : new TeamMoved(state, kits);
        } else if (command instanceof Command.ApplyPlan apply) {
            return Objects.requireNonNull(batch.plans.get(apply.id())).answer();
        }
        return Map.of();
    }

    private List<RequestView.AllocationView> chosen(Command.ChooseSource choose) {
        return batch.chosen.getOrDefault(choose.id(), List.of()).stream()
                .map(this::view)
                .toList();
    }

    private Request request(UUID id) {
        return Objects.requireNonNull(loaded.requests.get(id), () -> "request " + id);
    }

    private RequestView view(Request request) {
        return new RequestView(
                request.id(),
                request.siteCode(),
                request.incident(),
                request.urgency(),
                request.neededBy(),
                request.submittedAt(),
                request.submittedBy(),
                request.state(),
                request.note(),
                RequestView.LineView.ofKits(
                        request.lines().stream().map(this::view).toList(), kits(request)));
    }

    private static Map<Integer, Long> kits(Request request) {
        return request.lines().stream()
                .filter(line -> line.kit() != null && line.kit().isHead())
                .collect(Collectors.toMap(
                        Line::number, line -> Objects.requireNonNull(line.kit()).asked()));
    }

    private RequestView.LineView view(Line line) {
        List<Allocation> reserved = reservedByLine.getOrDefault(new LineKey(line.request(), line.number()), List.of());
        return new RequestView.LineView(
                line.number(),
                loaded.facts.item(line.item()).code(),
                line.quantity(),
                line.provenance(),
                line.allocated(),
                line.received(),
                line.quantity() == null ? null : line.left(),
                line.shortageReason(),
                line.substitutesAllowed(),
                line.note(),
                Stream.concat(reserved.stream().filter(a -> a.state().live()).map(this::view), units.reserved(line))
                        .toList(),
                line.need() == null ? null : line.need().wanted().start(),
                line.need() == null ? null : line.need().wanted().end(),
                line.need() == null ? null : line.need().least(),
                line.need() == null ? null : line.need().team(),
                line.kit() == null || line.kit().isHead() ? null : line.kit().head(),
                line.kit() == null || line.kit().isHead() ? null : line.kit().perKit(),
                null);
    }

    private RequestView.AllocationView view(Allocation allocation) {
        Position lot = loaded.book.position(allocation.item(), allocation.position());
        return new RequestView.AllocationView(
                allocation.id(),
                loaded.facts.site(allocation.source()).code(),
                loaded.facts.item(allocation.item()).code(),
                BoardValues.lot(lot.lotNumber()),
                lot.expiry(),
                allocation.quantity(),
                allocation.distanceKm(),
                allocation.travelMinutes(),
                allocation.state(),
                allocation.reservedAt(),
                allocation.expiresAt(),
                allocation.officer(),
                allocation.overrideReason(),
                allocation.preemptedBy(),
                null,
                null,
                null);
    }

    /** @param asked what the command said, null for all that moved */
    private MovementView movement(UUID id, @Nullable Long asked) {
        List<Posting> postings = Objects.requireNonNull(batch.postings.get(id));
        Posting first = postings.get(0);
        BatchDecision.@Nullable Headed head = batch.headed.get(id);
        int item = head == null ? first.entry().item() : head.item();
        List<MovementView.Entry> entries = new ArrayList<>();
        long total = 0;
        for (Posting posting : postings) {
            Position lot = lot(posting);
            total += posting.entry().quantity();
            entries.add(new MovementView.Entry(
                    BoardValues.lot(lot.lotNumber()),
                    lot.expiry(),
                    posting.entry().item() == item
                            ? null
                            : loaded.facts.item(posting.entry().item()).code(),
                    posting.entry().quantity(),
                    posting.entry().from().kind(),
                    posting.entry().to().kind()));
        }
        return new MovementView(
                id,
                first.kind(),
                loaded.facts.site(site(first)).code(),
                loaded.facts.item(item).code(),
                head != null ? head.kits() : asked == null ? total : asked,
                first.reason(),
                first.reverses(),
                first.actor(),
                first.occurredAt(),
                entries);
    }

    private Position lot(Posting posting) {
        return loaded.book.shelf(site(posting), posting.entry().item()).stream()
                .flatMap(shelf -> shelf.lots().stream())
                .filter(position -> position.lot() == posting.entry().lot())
                .findAny()
                .orElseThrow();
    }

    private static int site(Posting posting) {
        Integer from = posting.entry().from().site();
        return from != null ? from : Objects.requireNonNull(posting.entry().to().site());
    }

    /** What changed, as boards show it: requests, movements, allocations, shortages, stock. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (Request request : loaded.requests.values()) {
            if (request.changed()) {
                events.add(new Event(
                        request.fresh() ? "request.submitted" : "request.changed",
                        request.id().toString(),
                        request.fresh() ? request.submittedBy() : SYSTEM,
                        new BoardValues.RequestChanged(
                                request.id(), request.siteCode(), request.urgency(), request.state())));
            }
        }
        batch.done.stream()
                .filter(Command.RecordMovement.class::isInstance)
                .map(Command.RecordMovement.class::cast)
                .forEach(c -> events.add(movementEvent(c.id(), c.movement().quantity())));
        batch.headed.keySet().forEach(id -> events.add(movementEvent(id, null)));
        Set<UUID> ended = batch.ended.stream().map(Allocation::id).collect(Collectors.toSet());
        batch.reserved.stream().filter(a -> ended.contains(a.id())).forEach(a -> events.add(allocationEvent(a)));
        batch.ended.forEach(a -> events.add(allocationEvent(a)));
        batch.reserved.stream().filter(a -> !ended.contains(a.id())).forEach(a -> events.add(allocationEvent(a)));
        loaded.requests
                .values()
                .forEach(request -> request.lines().forEach(line -> addShortage(events, request, line)));
        events.addAll(units.events());
        loaded.book.changed().forEach(position -> events.add(stockEvent(position)));
        return events;
    }

    private Event movementEvent(UUID id, @Nullable Long asked) {
        MovementView movement = movement(id, asked);
        return new Event("movement.recorded", id.toString(), movement.actor(), movement);
    }

    private Event allocationEvent(Allocation allocation) {
        Request request = request(allocation.request());
        Instant at = allocation.reservedAt();
        BoardValues.Allocated value = new BoardValues.Allocated(
                allocation.id(),
                allocation.request(),
                allocation.line(),
                loaded.facts.site(allocation.source()).code(),
                request.siteCode(),
                loaded.facts.item(allocation.item()).code(),
                BoardValues.lot(loaded.book
                        .position(allocation.item(), allocation.position())
                        .lotNumber()),
                allocation.quantity(),
                request.urgency(),
                allocation.distanceKm(),
                allocation.travelMinutes(),
                allocation.state(),
                at,
                allocation.preemptedBy(),
                null,
                null,
                null);
        String kind = "allocation." + allocation.state().name().toLowerCase(Locale.ROOT);
        return new Event(
                kind, allocation.id().toString(), Objects.requireNonNullElse(allocation.officer(), SYSTEM), value);
    }

    private void addShortage(List<Event> events, Request request, Line line) {
        if (!line.changed()) {
            return;
        }
        String subject = request.id() + "/" + line.number();
        String item = loaded.facts.item(line.item()).code();
        if (line.isShort()) {
            events.add(new Event("shortage.changed", subject, SYSTEM, shortage(request, line, item)));
        } else if (line.wasShort()) {
            events.add(new Event(
                    "shortage.ended",
                    subject,
                    SYSTEM,
                    new BoardValues.ShortageEnded(request.id(), line.number(), request.siteCode(), item)));
        }
    }

    private static BoardValues.Shortage shortage(Request request, Line line, String item) {
        return new BoardValues.Shortage(
                request.id(),
                line.number(),
                request.siteCode(),
                item,
                request.urgency(),
                request.level(),
                request.keySite(),
                line.quantity(),
                line.provenance(),
                line.allocated(),
                line.quantity() == null ? null : line.left(),
                request.neededBy(),
                line.shortSince(),
                line.shortageReason(),
                request.incident());
    }

    private Event stockEvent(Position position) {
        String site = loaded.facts.site(position.site()).code();
        String item = loaded.facts.item(position.item()).code();
        BoardValues.Stock value = new BoardValues.Stock(
                site,
                item,
                BoardValues.lot(position.lotNumber()),
                position.expiry(),
                position.onHand(),
                position.reserved(),
                position.held(),
                position.available());
        return new Event("stock.changed", site + "/" + item, SYSTEM, value);
    }

    /** Who did what; expiries and preemptions are the service's own doing. */
    List<Audit> audits(Map<UUID, Claim> claims) {
        List<Audit> audits = new ArrayList<>();
        for (Command command : batch.done) {
            Claim claim = claims.get(command.id());
            if (claim != null) {
                audits.add(new Audit(command.actor(), command.kind(), subject(command), new RawValue(claim.payload())));
            }
        }
        for (UUID id : batch.headed.keySet()) {
            MovementView movement = movement(id, null);
            audits.add(new Audit(movement.actor(), "movement.record", id.toString(), movement));
        }
        for (Allocation allocation : batch.ended) {
            String id = allocation.id().toString();
            if (allocation.state() == AllocationState.EXPIRED) {
                audits.add(new Audit(SYSTEM, "allocation.expire", id, Map.of()));
            } else if (batch.endedByPlan.containsKey(allocation.id())) {
                audits.add(movedByPlan(allocation));
            } else if (allocation.preemptedBy() != null) {
                audits.add(new Audit(SYSTEM, "allocation.preempt", id, Map.of("for", allocation.preemptedBy())));
            }
        }
        audits.addAll(units.audits());
        return audits;
    }

    private Audit movedByPlan(Allocation allocation) {
        Map<String, UUID> detail = new LinkedHashMap<>();
        detail.put("plan", Objects.requireNonNull(batch.endedByPlan.get(allocation.id())));
        UUID by = allocation.preemptedBy();
        if (by != null) {
            detail.put("for", by);
        }
        return new Audit(
                SYSTEM,
                by == null ? "allocation.move" : "allocation.preempt",
                allocation.id().toString(),
                detail);
    }

    private static String subject(Command command) {
        @Nullable UUID subject = command.id();
        if (command instanceof Command.CancelRequest cancel) {
            subject = cancel.request();
        } else if (command instanceof Command.StateQuantity state) {
            subject = state.request();
        } else if (command instanceof Command.ReleaseAllocation release) {
            subject = release.allocation();
        } else if (command instanceof Command.ChooseSource choose) {
            subject = choose.request();
        } else if (command instanceof Command.ChooseUnit choose) {
            subject = choose.request();
        } else if (command instanceof Command.ExtendBooking extend) {
            subject = extend.booking();
        } else if (command instanceof Command.MoveUnit move) {
            return UnitResult.subject(move.unit());
        } else if (command instanceof Command.ApplyPlan apply) {
            subject = apply.plan();
        }
        return subject.toString();
    }
}
