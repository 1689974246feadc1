package dev.muster.restock;

import dev.muster.platform.Audit;
import dev.muster.restock.CommandRunner.Effect;
import io.smallrye.mutiny.Multi;
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
import java.util.UUID;

/**
 * Deadlines by the database's clock: a reminder before an answer or goods are due, the flag once they are overdue, the end of
 * what was not answered in twice its time. What is overdue does not count as coming, so the review asks the next supplier.
 */
@ApplicationScoped
class RestockDeadlines {

    private static final String SYSTEM = "system";

    private static final String DUE = """
            select id from restock_request where ended_at is null and state <> 'DRAFT' and (
                remind_at <= now() and reminded_at is null and not overdue
                or not overdue and due <= now()
                or not overdue and state in ('SENT', 'ACKNOWLEDGED') and answer_by <= now()
                or overdue and state in ('SENT', 'ACKNOWLEDGED') and answer_by + (answer_by - sent_at) <= now())
            order by id limit $1
            """;

    private static final String HALF_RECEIVED =
            "select request_id, receipt, payload, received_by from restock_shipment "
                    + "where state = 'RECEIVING' and receiving_since < now() - make_interval(secs => $2) order by id limit $1";

    private final Pool pool;
    private final CommandRunner runner;
    private final RestockCommands commands;
    private final RestockStore store;
    private final DeliveryRecord deliveries;
    private final RestockReceipts receipts;
    private final RestockConfig config;

    RestockDeadlines(
            Pool pool,
            CommandRunner runner,
            RestockCommands commands,
            RestockStore store,
            DeliveryRecord deliveries,
            RestockReceipts receipts,
            RestockConfig config) {
        this.pool = pool;
        this.runner = runner;
        this.commands = commands;
        this.store = store;
        this.deliveries = deliveries;
        this.receipts = receipts;
        this.config = config;
    }

    /** One round over what is due now. */
    Uni<Void> round() {
        return ids().chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(this::one)
                        .collect()
                        .last())
                .chain(() -> pool.preparedQuery(HALF_RECEIVED)
                        .execute(Tuple.of(
                                config.deadlinesPerRound(),
                                config.resumeReceiptsAfter().toMillis() / 1000.0)))
                .chain(rows -> {
                    List<Row> half = new ArrayList<>();
                    rows.forEach(half::add);
                    return receipts.goOnWithThose(half);
                });
    }

    private Uni<List<UUID>> ids() {
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(config.deadlinesPerRound()))
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getUUID(0)));
                    return ids;
                });
    }

    private Uni<Void> one(UUID id) {
        return runner.alone(transaction -> commands.locked(transaction, id, null)
                .chain(request -> store.now(transaction).chain(now -> pass(transaction, request, now))));
    }

    private Uni<Effect> pass(SqlConnection transaction, RestockRequest request, Instant now) {
        String what = request.pass(now);
        if (what == null) {
            return Uni.createFrom().item(new Effect(Map.of(), List.of(), List.of()));
        }
        Audit audit =
                new Audit(SYSTEM, "restock." + what, RestockCommands.subject(request), Map.of("state", request.state));
        return store.save(transaction, request)
                .chain(() -> request.state.ended()
                        ? deliveries.ended(transaction, request)
                        : Uni.createFrom().voidItem())
                .replaceWith(() -> RestockCommands.effect(request, what, SYSTEM, audit));
    }
}
