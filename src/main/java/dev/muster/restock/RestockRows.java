package dev.muster.restock;

import dev.muster.request.Urgency;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads restock requests with their promises and shipments. */
final class RestockRows {

    private static final String REQUESTS = """
            select r.id, r.need, r.supplier, r.site_id, s.code as site, r.item_id, i.code as item, r.quantity, r.urgency,
                r.needed_by, r.note, r.state, r.overdue, r.promised, r.shipped, r.received, r.rejected, r.pack_size,
                r.price_minor, r.currency, r.reason, r.created_at, r.created_by, r.sent_at, r.answer_by,
                r.acknowledged_at, r.promised_at, r.due, r.first_due, r.remind_at, r.reminded_at, r.ended_at
            from restock_request r join site s on s.id = r.site_id join item i on i.id = r.item_id
            where r.id = any($1)
            """;

    private static final String PROMISES =
            "select request_id, quantity, due from restock_promise where request_id = any($1) order by request_id, n";

    private static final String SHIPMENTS = """
            select h.request_id, h.id, h.asn, h.eta, h.state, h.shipped_at, h.received_at, l.line, l.quantity,
                l.came_lot as lot, l.came_expiry as expiry, l.sscc, l.accepted, l.rejected, l.reason, l.movement
            from restock_shipment h join restock_shipment_line l on l.shipment = h.id
            where h.request_id = any($1) order by h.shipped_at, h.id, l.line
            """;

    private RestockRows() {}

    /** Those that exist, in the order given. */
    static Uni<Map<UUID, RestockRequest>> load(SqlClient client, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(new LinkedHashMap<>());
        }
        Tuple wanted = Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new));
        return Uni.combine()
                .all()
                .unis(
                        client.preparedQuery(REQUESTS).execute(wanted),
                        client.preparedQuery(PROMISES).execute(wanted),
                        client.preparedQuery(SHIPMENTS).execute(wanted))
                .with((requests, promises, shipments) -> read(ids, requests, promises, shipments));
    }

    private static Map<UUID, RestockRequest> read(
            Collection<UUID> ids, RowSet<Row> requests, RowSet<Row> promises, RowSet<Row> shipments) {
        Map<UUID, RestockRequest> read = new HashMap<>();
        requests.forEach(row -> read.put(row.getUUID("id"), request(row)));
        Map<UUID, RestockRequest> found = new LinkedHashMap<>();
        ids.stream().filter(read::containsKey).forEach(id -> found.put(id, read.get(id)));
        promises.forEach(row -> of(found, row)
                .promises
                .add(new Promise(row.getLong("quantity"), Objects.requireNonNull(instant(row, "due")))));
        shipments.forEach(row -> addLine(of(found, row), row));
        return found;
    }

    private static RestockRequest of(Map<UUID, RestockRequest> found, Row row) {
        return Objects.requireNonNull(found.get(row.getUUID("request_id")));
    }

    private static RestockRequest request(Row row) {
        RestockRequest request = new RestockRequest(new RestockRequest.Terms(
                row.getUUID("id"),
                row.getUUID("need"),
                row.getString("supplier"),
                row.getInteger("site_id"),
                row.getString("site"),
                row.getInteger("item_id"),
                row.getString("item"),
                row.getLong("quantity"),
                Urgency.valueOf(row.getString("urgency")),
                instant(row, "needed_by"),
                row.getString("note"),
                row.getLong("pack_size"),
                row.getLong("price_minor"),
                row.getString("currency"),
                Objects.requireNonNull(instant(row, "created_at")),
                row.getString("created_by")));
        request.state = RestockState.valueOf(row.getString("state"));
        request.overdue = row.getBoolean("overdue");
        request.promised = row.getLong("promised");
        request.shipped = row.getLong("shipped");
        request.received = row.getLong("received");
        request.rejected = row.getLong("rejected");
        request.reason = row.getString("reason");
        request.sentAt = instant(row, "sent_at");
        request.answerBy = instant(row, "answer_by");
        request.acknowledgedAt = instant(row, "acknowledged_at");
        request.promisedAt = instant(row, "promised_at");
        request.due = instant(row, "due");
        request.firstDue = instant(row, "first_due");
        request.remindAt = instant(row, "remind_at");
        request.remindedAt = instant(row, "reminded_at");
        request.endedAt = instant(row, "ended_at");
        return request;
    }

    private static void addLine(RestockRequest request, Row row) {
        Shipment.Line line = new Shipment.Line(
                row.getShort("line"),
                row.getLong("quantity"),
                row.getString("lot"),
                row.getLocalDate("expiry"),
                row.getString("sscc"),
                row.getLong("accepted"),
                row.getLong("rejected"),
                row.getString("reason"),
                row.getUUID("movement"));
        UUID id = row.getUUID("id");
        List<Shipment> shipments = request.shipments;
        if (!shipments.isEmpty() && shipments.get(shipments.size() - 1).id().equals(id)) {
            shipments.get(shipments.size() - 1).lines().add(line);
        } else {
            shipments.add(new Shipment(
                    id,
                    row.getString("asn"),
                    instant(row, "eta"),
                    Shipment.State.valueOf(row.getString("state")),
                    Objects.requireNonNull(instant(row, "shipped_at")),
                    instant(row, "received_at"),
                    new ArrayList<>(List.of(line))));
        }
    }

    static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
