package dev.muster.restock;

import static dev.muster.restock.RestockRows.time;

import dev.muster.platform.Commands.Claim;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.request.Urgency;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Needs and restock requests in the database. A transaction locks the need first, then its request: whatever happens to the
 * requests of a need happens one after the other.
 */
@ApplicationScoped
class RestockStore {

    /** An open need, locked. */
    record Need(UUID id, int site, int item, long quantity, long covered, boolean manual) {

        /** What nobody is expected to bring. */
        long uncovered() {
            return Math.max(0, quantity - covered);
        }
    }

    /** A need to be opened; ids of site and item. */
    record NewNeed(
            UUID id,
            int site,
            int item,
            long quantity,
            Urgency urgency,
            @Nullable Instant neededBy,
            boolean manual,
            String why,
            @Nullable String policy,
            String actor) {}

    private static final String NEED = "select n.id, n.site_id, n.item_id, n.quantity, n.manual, "
            + "coalesce((select sum(r.received + restock_coming(r, 'infinity')) from restock_request r where r.need = n.id), 0)::bigint as covered "
            + "from restock_need n ";

    /** The database's clock at the start of the transaction. */
    Uni<Instant> now(SqlConnection transaction) {
        return transaction
                .preparedQuery("select now()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }

    /** Locks a request and its need; null if there is none. */
    Uni<@Nullable RestockRequest> lock(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery(
                        "select id from restock_need where id = (select need from restock_request where id = $1) "
                                + "for no key update")
                .execute(Tuple.of(id))
                .chain(() -> transaction
                        .preparedQuery("select id from restock_request where id = $1 for no key update")
                        .execute(Tuple.of(id)))
                .chain(() -> RestockRows.load(transaction, List.of(id)))
                .map(found -> found.get(id));
    }

    /** Locks the open need of an item at a site; null if none is open. */
    Uni<@Nullable Need> lockOpen(SqlConnection transaction, int site, int item) {
        return transaction
                .preparedQuery("select id from restock_need where site_id = $1 and item_id = $2 and closed_at is null "
                        + "for no key update")
                .execute(Tuple.of(site, item))
                .chain(() -> transaction
                        .preparedQuery(NEED + "where n.site_id = $1 and n.item_id = $2 and n.closed_at is null")
                        .execute(Tuple.of(site, item)))
                .map(rows -> rows.size() == 0 ? null : need(rows.iterator().next()));
    }

    private static Need need(Row row) {
        return new Need(
                row.getUUID("id"),
                row.getInteger("site_id"),
                row.getInteger("item_id"),
                row.getLong("quantity"),
                row.getLong("covered"),
                row.getBoolean("manual"));
    }

    /** Opens a need; false if one is open already for the same item and site, also by somebody else at this moment. */
    Uni<Boolean> open(SqlConnection transaction, NewNeed need) {
        return transaction
                .preparedQuery(
                        "insert into restock_need (id, site_id, item_id, quantity, urgency, needed_by, manual, why, policy, "
                                + "opened_by) values ($1, $2, $3, $4, $5, $6, $7, $8::text::json, $9, $10) "
                                + "on conflict (site_id, item_id) where closed_at is null do nothing")
                .execute(Tuple.tuple()
                        .addUUID(need.id)
                        .addInteger(need.site)
                        .addInteger(need.item)
                        .addLong(need.quantity)
                        .addString(need.urgency.name())
                        .addOffsetDateTime(time(need.neededBy))
                        .addBoolean(need.manual)
                        .addString(need.why)
                        .addString(need.policy)
                        .addString(need.actor))
                .map(rows -> rows.rowCount() == 1);
    }

    /** The need is larger than was thought. */
    Uni<Void> grow(SqlConnection transaction, UUID need, long by) {
        return by <= 0
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery("update restock_need set quantity = quantity + $2 where id = $1")
                        .execute(Tuple.of(need, by))
                        .replaceWithVoid();
    }

    /**
     * Closes a need nobody is asked for any more.
     *
     * @param onlyCovered leaves it open if less has come than is needed
     */
    Uni<Void> close(SqlConnection transaction, UUID need, boolean onlyCovered) {
        return transaction
                .preparedQuery("update restock_need n set closed_at = now() where n.id = $1 and n.closed_at is null "
                        + "and not exists (select from restock_request r where r.need = n.id and r.ended_at is null) "
                        + "and (not $2 or n.quantity <= "
                        + "(select coalesce(sum(r.received), 0) from restock_request r where r.need = n.id))")
                .execute(Tuple.of(need, onlyCovered))
                .replaceWithVoid();
    }

    Uni<Void> insert(SqlConnection transaction, RestockRequest request) {
        RestockRequest.Terms t = request.terms;
        return transaction
                .preparedQuery(
                        "insert into restock_request (id, need, supplier, site_id, item_id, quantity, urgency, needed_by, "
                                + "note, state, pack_size, price_minor, currency, created_at, created_by) "
                                + "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)")
                .execute(Tuple.tuple()
                        .addUUID(t.id())
                        .addUUID(t.need())
                        .addString(t.supplier())
                        .addInteger(t.siteId())
                        .addInteger(t.itemId())
                        .addLong(t.quantity())
                        .addString(t.urgency().name())
                        .addOffsetDateTime(time(t.neededBy()))
                        .addString(t.note())
                        .addString(RestockState.DRAFT.name())
                        .addLong(t.packSize())
                        .addLong(t.priceMinor())
                        .addString(t.currency())
                        .addOffsetDateTime(time(t.createdAt()))
                        .addString(t.createdBy()))
                .chain(() -> save(transaction, request));
    }

    /** Writes what changes, without its promises and shipments. */
    Uni<Void> save(SqlConnection transaction, RestockRequest r) {
        return transaction
                .preparedQuery(
                        "update restock_request set state = $2, overdue = $3, promised = $4, shipped = $5, received = $6, "
                                + "rejected = $7, reason = $8, sent_at = $9, answer_by = $10, acknowledged_at = $11, promised_at = $12, "
                                + "due = $13, first_due = $14, remind_at = $15, reminded_at = $16, ended_at = $17, "
                                + "promised_until = $18 where id = $1")
                .execute(Tuple.tuple()
                        .addUUID(r.terms.id())
                        .addString(r.state.name())
                        .addBoolean(r.overdue)
                        .addLong(r.promised)
                        .addLong(r.shipped)
                        .addLong(r.received)
                        .addLong(r.rejected)
                        .addString(r.reason)
                        .addOffsetDateTime(time(r.sentAt))
                        .addOffsetDateTime(time(r.answerBy))
                        .addOffsetDateTime(time(r.acknowledgedAt))
                        .addOffsetDateTime(time(r.promisedAt))
                        .addOffsetDateTime(time(r.due))
                        .addOffsetDateTime(time(r.firstDue))
                        .addOffsetDateTime(time(r.remindAt))
                        .addOffsetDateTime(time(r.remindedAt))
                        .addOffsetDateTime(time(r.endedAt))
                        .addOffsetDateTime(time(r.promisedUntil())))
                .replaceWithVoid();
    }

    /** Writes the promises anew. */
    Uni<Void> savePromises(SqlConnection transaction, RestockRequest request) {
        List<Tuple> rows = new ArrayList<>();
        for (Promise promise : request.promises) {
            rows.add(Tuple.of(
                    request.terms.id(),
                    request.terms.supplier(),
                    rows.size() + 1,
                    promise.quantity(),
                    time(promise.date())));
        }
        Uni<Void> gone = transaction
                .preparedQuery("delete from restock_promise where request_id = $1")
                .execute(Tuple.of(request.terms.id()))
                .replaceWithVoid();
        return rows.isEmpty()
                ? gone
                : gone.chain(() -> transaction
                        .preparedQuery("insert into restock_promise (request_id, supplier, n, quantity, due) "
                                + "values ($1, $2, $3::int::smallint, $4, $5)")
                        .executeBatch(rows)
                        .replaceWithVoid());
    }

    /** Writes a shipment with its lines, whether it is there already or not. */
    Uni<Void> saveShipment(SqlConnection transaction, RestockRequest request, Shipment shipment, @Nullable String by) {
        return transaction
                .preparedQuery(
                        "insert into restock_shipment (id, request_id, supplier, asn, eta, state, shipped_at, received_at, "
                                + "received_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
                                + "on conflict (id) do update set state = excluded.state, received_at = excluded.received_at, "
                                + "received_by = excluded.received_by")
                .execute(Tuple.tuple()
                        .addUUID(shipment.id())
                        .addUUID(request.terms.id())
                        .addString(request.terms.supplier())
                        .addString(shipment.asn())
                        .addOffsetDateTime(time(shipment.eta()))
                        .addString(shipment.state().name())
                        .addOffsetDateTime(time(shipment.shippedAt()))
                        .addOffsetDateTime(time(shipment.receivedAt()))
                        .addString(by))
                .chain(() -> transaction
                        .preparedQuery(
                                "insert into restock_shipment_line (shipment, line, quantity, lot, expiry, sscc, accepted, "
                                        + "rejected, reason, movement, came_lot, came_expiry) "
                                        + "values ($1, $2::int::smallint, $3, $4, $5, $6, $7, $8, $9, $10, $4, $5) "
                                        + "on conflict (shipment, line) do update set accepted = excluded.accepted, "
                                        + "rejected = excluded.rejected, reason = excluded.reason, movement = excluded.movement, "
                                        + "came_lot = excluded.lot, came_expiry = excluded.expiry")
                        .executeBatch(shipment.lines().stream()
                                .map(line -> line(shipment.id(), line))
                                .toList()))
                .replaceWithVoid();
    }

    private static Tuple line(UUID shipment, Shipment.Line line) {
        return Tuple.tuple()
                .addUUID(shipment)
                .addInteger(line.line())
                .addLong(line.quantity())
                .addString(line.lot())
                .addLocalDate(line.expiry())
                .addString(line.sscc())
                .addLong(line.accepted())
                .addLong(line.rejected())
                .addString(line.reason())
                .addUUID(line.movement());
    }

    /** The shipment that a receipt is booking in; null if there is none (any more). */
    Uni<@Nullable UUID> receiving(SqlConnection transaction, UUID receipt) {
        return transaction
                .preparedQuery("select id from restock_shipment where receipt = $1 and state = 'RECEIVING'")
                .execute(Tuple.of(receipt))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getUUID(0));
    }

    /** Notes which command books a shipment in. */
    Uni<Void> markReceipt(SqlConnection transaction, UUID shipment, Claim receipt) {
        return transaction
                .preparedQuery("update restock_shipment set receipt = $2, payload = $3, received_by = $4, "
                        + "receiving_since = now() where id = $1")
                .execute(Tuple.of(shipment, receipt.id(), receipt.payload(), receipt.actor()))
                .replaceWithVoid();
    }

    /** As if it had not been begun to receive it. */
    Uni<Void> undoReceipt(SqlConnection transaction, Shipment shipment) {
        if (shipment.asn() == null) {
            return transaction
                    .preparedQuery("delete from restock_shipment_line where shipment = $1")
                    .execute(Tuple.of(shipment.id()))
                    .chain(() -> transaction
                            .preparedQuery("delete from restock_shipment where id = $1")
                            .execute(Tuple.of(shipment.id())))
                    .replaceWithVoid();
        }
        return transaction
                .preparedQuery("update restock_shipment set state = 'ANNOUNCED', receipt = null, payload = null, "
                        + "received_by = null where id = $1")
                .execute(Tuple.of(shipment.id()))
                .chain(() -> transaction
                        .preparedQuery("update restock_shipment_line set accepted = 0, rejected = 0, reason = null, "
                                + "movement = null, came_lot = lot, came_expiry = expiry where shipment = $1")
                        .execute(Tuple.of(shipment.id())))
                .replaceWithVoid();
    }

    /**
     * What was asked for by somebody today (UTC), in minor units of a currency, at the prices of when it was asked. Until the
     * transaction ends nobody else counts, so that together no more is spent than was seen.
     */
    Uni<Long> spentToday(SqlConnection transaction, String currency, String actor) {
        return transaction
                .query("select pg_advisory_xact_lock(hashtextextended('restock spending', 0))")
                .execute()
                .chain(() -> transaction
                        .preparedQuery(
                                "select least(9e18, coalesce(sum(ceil(quantity::numeric / coalesce(pack_size, 1)) "
                                        + "* price_minor), 0))::bigint from restock_request where created_by = $2 and currency = $1 "
                                        + "and created_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' "
                                        + "and state not in ('DECLINED', 'CANCELLED')")
                        .execute(Tuple.of(currency, actor)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Whether the supplier may take on more: it is neither suspended nor closed. */
    Uni<Boolean> active(SqlConnection transaction, String supplier) {
        return transaction
                .preparedQuery("select 1 from supplier where code = $1 and status = 'ACTIVE'")
                .execute(Tuple.of(supplier))
                .map(rows -> rows.size() == 1);
    }

    /** Refuses (422) a notice number that the supplier has used before. */
    Uni<Void> requireNewNotice(SqlConnection transaction, String supplier, String asn) {
        return transaction
                .preparedQuery("select 1 from restock_shipment where supplier = $1 and asn = $2")
                .execute(Tuple.of(supplier, asn))
                .invoke(rows -> {
                    if (rows.size() > 0) {
                        throw Problem.violation("asn", "restock.asn-used", asn).asException();
                    }
                })
                .replaceWithVoid();
    }

    /** Refuses (409) a supplier that is asked already for this need. */
    Uni<Void> requireNotAsked(SqlConnection transaction, UUID need, String supplier) {
        return transaction
                .preparedQuery("select id from restock_request where need = $1 and supplier = $2 and ended_at is null")
                .execute(Tuple.of(need, supplier))
                .invoke(rows -> {
                    if (rows.size() > 0) {
                        throw Problem.of(
                                        ProblemType.ILLEGAL_TRANSITION,
                                        "restock.asked-already",
                                        supplier,
                                        rows.iterator().next().getUUID(0))
                                .asException();
                    }
                })
                .replaceWithVoid();
    }
}
