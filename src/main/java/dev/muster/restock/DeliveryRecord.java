package dev.muster.restock;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** How suppliers have kept what they promised, item by item, and how long they really took. */
@ApplicationScoped
class DeliveryRecord {

    /** Counts an ended request: what was first promised for when, and what came by then. */
    Uni<Void> note(SqlConnection transaction, RestockRequest request, Shipment arrived) {
        if (!request.state.ended()) {
            return Uni.createFrom().voidItem();
        }
        return ended(transaction, request);
    }

    /** Counts a request that has ended, however it did. */
    Uni<Void> ended(SqlConnection transaction, RestockRequest request) {
        boolean came = request.state == RestockState.RECEIVED;
        boolean inTime = came
                && request.firstDue != null
                && request.shipments.stream()
                        .allMatch(s -> s.receivedAt() != null && !s.receivedAt().isAfter(request.firstDue));
        Long hours = !came || request.sentAt == null || request.endedAt == null
                ? null
                : Math.max(1, (request.endedAt.getEpochSecond() - request.sentAt.getEpochSecond() + 3599) / 3600);
        return transaction
                .preparedQuery(
                        "insert into supplier_delivery_record as d (supplier, item_id, asked, promised, received, requests, "
                                + "answered, delivered, in_time, hours) values ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9) "
                                + "on conflict (supplier, item_id) do update set asked = d.asked + excluded.asked, "
                                + "promised = d.promised + excluded.promised, received = d.received + excluded.received, "
                                + "requests = d.requests + 1, answered = d.answered + excluded.answered, "
                                + "delivered = d.delivered + excluded.delivered, in_time = d.in_time + excluded.in_time, "
                                + "hours = d.hours + excluded.hours")
                .execute(Tuple.tuple()
                        .addString(request.terms.supplier())
                        .addInteger(request.terms.itemId())
                        .addLong(request.terms.quantity())
                        .addLong(request.promised)
                        .addLong(Math.min(request.received, request.promised))
                        .addInteger(request.promisedAt == null ? 0 : 1)
                        .addInteger(came ? 1 : 0)
                        .addInteger(inTime ? 1 : 0)
                        .addLong(hours == null ? 0 : hours))
                .replaceWithVoid();
    }
}
