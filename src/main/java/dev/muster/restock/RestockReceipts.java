package dev.muster.restock;

import dev.muster.allocation.Command.RecordMovement;
import dev.muster.allocation.DecisionLoop;
import dev.muster.allocation.Outcome;
import dev.muster.platform.Audit;
import dev.muster.platform.Commands.Claim;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemException;
import dev.muster.platform.ProblemType;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goods received for a restock request. They come into the ledger by the decision loop, as any receipt, so that what is short is
 * served at once. First the shipment is marked as being received, with what was counted; then its movements are recorded,
 * whose ids follow from the receipt's; then the request is brought up to date. Whoever finds one half done goes on.
 */
@ApplicationScoped
class RestockReceipts {

    static final String KIND = "restock.receive";

    /** A receipt by its ids, and the command it belongs to. */
    private record Receipt(UUID request, Claim claim) {}

    private final CommandRunner runner;
    private final RestockCommands commands;
    private final RestockStore store;
    private final RestockPolicies policies;
    private final DeliveryRecord deliveries;
    private final DecisionLoop loop;
    private final RestockConfig config;
    private final Pool pool;

    RestockReceipts(
            CommandRunner runner,
            RestockCommands commands,
            RestockStore store,
            RestockPolicies policies,
            DeliveryRecord deliveries,
            DecisionLoop loop,
            RestockConfig config,
            Pool pool) {
        this.runner = runner;
        this.commands = commands;
        this.store = store;
        this.policies = policies;
        this.deliveries = deliveries;
        this.loop = loop;
        this.config = config;
        this.pool = pool;
    }

    /** Receives goods; the answer is the {@link RestockView} it leaves. */
    Uni<Sent> receive(UUID id, UUID request, ReceiptInput input, String actor) {
        Claim claim = runner.claim(id, KIND, List.of(request, input), actor);
        Uni<Sent> done = runner.before(claim, transaction -> begin(transaction, claim, request, input))
                .chain(sent ->
                        sent.isPresent() ? Uni.createFrom().item(sent.get()) : goOn(new Receipt(request, claim)));
        return runner.audited(claim, request.toString(), done);
    }

    private Uni<Void> begin(SqlConnection transaction, Claim claim, UUID id, ReceiptInput input) {
        return commands.locked(transaction, id, null)
                .chain(request -> store.now(transaction)
                        .chain(now -> store.receiving(transaction, claim.id())
                                .chain(begun -> begun != null
                                        ? Uni.createFrom().voidItem()
                                        : begin(transaction, claim, request, input, now))));
    }

    private Uni<Void> begin(
            SqlConnection transaction, Claim claim, RestockRequest request, ReceiptInput input, Instant now) {
        if (!request.mayReceive()) {
            throw Problem.of(
                            ProblemType.ILLEGAL_TRANSITION,
                            "restock.illegal",
                            request.terms.id(),
                            request.state,
                            RestockState.RECEIVED)
                    .asException();
        }
        Shipment announced = input.shipment() == null ? null : request.onTheWay(input.shipment());
        if (input.shipment() != null && announced == null) {
            throw Problem.violation("shipment", "restock.not-on-the-way", input.shipment())
                    .asException();
        }
        if (announced == null && request.shipments.size() >= config.shipmentsPerRequest()) {
            throw Problem.violation("shipment", "too-many", config.shipmentsPerRequest())
                    .asException();
        }
        Shipment arrived = input.arrived(announced, claim.id(), now, config);
        return store.saveShipment(transaction, request, arrived, null)
                .chain(() -> store.markReceipt(transaction, arrived.id(), claim));
    }

    private Uni<Sent> goOn(Receipt receipt) {
        return counted(receipt)
                .chain(shipment ->
                        book(receipt, shipment.request, shipment.arrived).chain(booked -> finish(receipt, booked)));
    }

    private record Counted(RestockRequest request, Shipment arrived) {}

    private Uni<Counted> counted(Receipt receipt) {
        return RestockRows.load(pool, List.of(receipt.request)).chain(found -> {
            RestockRequest request = Objects.requireNonNull(found.get(receipt.request));
            return pool.preparedQuery("select id from restock_shipment where receipt = $1")
                    .execute(Tuple.of(receipt.claim.id()))
                    .map(rows -> {
                        UUID id = rows.iterator().next().getUUID(0);
                        return new Counted(
                                request,
                                request.shipments.stream()
                                        .filter(s -> s.id().equals(id))
                                        .findAny()
                                        .orElseThrow());
                    });
        });
    }

    /** Records what was accepted; gives the lines as they were booked. Refuses if none could be. */
    private Uni<List<Shipment.Line>> book(Receipt receipt, RestockRequest request, Shipment arrived) {
        List<RecordMovement> movements = new ArrayList<>();
        for (Shipment.Line line : arrived.lines()) {
            if (line.movement() != null) {
                movements.add(movement(receipt, request, line));
            }
        }
        return loop.submitAll(movements).chain(outcomes -> {
            List<Shipment.Line> lines = new ArrayList<>(arrived.lines());
            Problem refusal = null;
            int done = 0;
            for (int i = 0; i < outcomes.size(); i++) {
                UUID movement = movements.get(i).id();
                if (outcomes.get(i) instanceof Outcome.Refused refused) {
                    refusal = refused.problem();
                    lines.replaceAll(
                            line -> movement.equals(line.movement()) ? notBooked(line, refused.problem()) : line);
                } else {
                    done++;
                }
            }
            if (refusal == null || done > 0) {
                return Uni.createFrom().item(lines);
            }
            ProblemException problem = refusal.asException();
            return refusal.type().status() >= 500
                    ? Uni.createFrom().failure(problem)
                    : undo(receipt, arrived).chain(() -> Uni.createFrom().failure(problem));
        });
    }

    private static RecordMovement movement(Receipt receipt, RestockRequest request, Shipment.Line line) {
        UUID id = Objects.requireNonNull(line.movement());
        return new RecordMovement(
                id,
                new Movement(
                        id,
                        MovementKind.RECEIPT,
                        request.terms.site(),
                        request.terms.item(),
                        line.lot(),
                        line.expiry(),
                        line.accepted(),
                        "restock " + request.terms.id(),
                        null,
                        null),
                null,
                receipt.claim.actor());
    }

    private static Shipment.Line notBooked(Shipment.Line line, Problem problem) {
        String why = problem.violations().isEmpty()
                ? problem.detail()
                : problem.violations().get(0).message();
        return new Shipment.Line(
                line.line(),
                line.quantity(),
                line.lot(),
                line.expiry(),
                line.sscc(),
                0,
                line.accepted() + line.rejected(),
                "not booked: " + why,
                null);
    }

    /** Nothing was booked: the shipment is on the way again, or was never there. */
    private Uni<Void> undo(Receipt receipt, Shipment arrived) {
        return runner.alone(transaction -> commands.locked(transaction, receipt.request, null)
                .chain(() -> store.undoReceipt(transaction, arrived))
                .replaceWith(new CommandRunner.Effect(Map.of(), List.of(), List.of())));
    }

    private Uni<Sent> finish(Receipt receipt, List<Shipment.Line> booked) {
        Claim claim = receipt.claim;
        return runner.once(
                claim.id(),
                KIND,
                receipt.request.toString(),
                RestockCommands.raw(claim.payload()),
                claim.actor(),
                transaction -> commands.locked(transaction, receipt.request, null)
                        .chain(request -> store.receiving(transaction, claim.id())
                                .chain(shipment -> store.now(transaction)
                                        .chain(now -> finish(transaction, claim, request, shipment, booked, now)))));
    }

    private Uni<CommandRunner.Effect> finish(
            SqlConnection transaction,
            Claim claim,
            RestockRequest request,
            @Nullable UUID id,
            List<Shipment.Line> booked,
            Instant now) {
        Shipment arrived = request.shipments.stream()
                .filter(s -> s.id().equals(id))
                .findAny()
                .orElseThrow(() -> Problem.of(ProblemType.COMMAND_CONFLICT, "command-conflict", claim.id())
                        .asException())
                .in(Shipment.State.RECEIVED, booked, now);
        return policies.current(transaction)
                .invoke(policy ->
                        request.receive(arrived, now, policy.settings().remindPercent()))
                .chain(() -> store.saveShipment(transaction, request, arrived, claim.actor()))
                .chain(() -> store.save(transaction, request))
                .chain(() -> deliveries.note(transaction, request, arrived))
                .chain(() -> store.close(transaction, request.terms.need(), true))
                .replaceWith(() -> RestockCommands.effect(
                        request,
                        "received",
                        claim.actor(),
                        new Audit(
                                claim.actor(),
                                KIND,
                                RestockCommands.subject(request),
                                RestockCommands.raw(claim.payload()))));
    }

    /** Goes on with receipts that a process left half done. */
    Uni<Void> goOnWithThose(List<Row> half) {
        Uni<Void> one = Uni.createFrom().voidItem();
        for (Row row : half) {
            Claim claim = runner.claim(
                    row.getUUID("receipt"),
                    KIND,
                    RestockCommands.raw(row.getString("payload")),
                    row.getString("received_by"));
            one = one.chain(
                    () -> goOn(new Receipt(row.getUUID("request_id"), claim)).replaceWithVoid());
        }
        return one;
    }
}
