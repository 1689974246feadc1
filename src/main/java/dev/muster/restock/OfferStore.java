package dev.muster.restock;

import static dev.muster.restock.RestockRows.time;

import dev.muster.platform.PageRequest;
import dev.muster.request.Urgency;
import dev.muster.restock.review.OfferMatch.Want;
import dev.muster.restock.review.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Offers in the database, and where they may go. */
@ApplicationScoped
class OfferStore {

    private static final String OFFERS = """
            select o.id, o.supplier, i.code as item, o.quantity, o.taken, o.donation, o.available_at, o.valid_until, o.lot, o.expiry,
                o.price_minor, o.currency, o.note, o.state, o.reason, o.created_at
            from restock_offer o join item i on i.id = o.item_id
            """;

    /** What may still come in, by the narrowest of the limits that hold; null where none does. */
    private static final String ROOM = """
            (select greatest(0, min(m.most) - coalesce((select sum(p.on_hand) from stock_position p
                                                        where p.item_id = i.id and p.site_id = s.id), 0)
                 - coalesce((select sum(restock_coming(r, 'infinity')) from restock_request r
                             where r.item_id = i.id and r.site_id = s.id and r.ended_at is null), 0))::bigint
             from intake_limit m where (m.site_id is null or m.site_id = s.id) and (m.item_id is null or m.item_id = i.id)
             having count(*) > 0) as room
            """;

    /**
     * Who gives something without being a supplier.
     *
     * @param code under which its goods come
     */
    @Schema(name = "Donor")
    public record Donor(String code, String name, String contact) {}

    /** Notes a donor; its code is of its own. */
    Uni<Void> insert(SqlConnection transaction, Donor donor, String actor) {
        return transaction
                .preparedQuery("insert into supplier (code, name_zh, name_en) values ($1, '捐赠人', 'Donor')")
                .execute(Tuple.of(donor.code))
                .chain(() -> transaction
                        .preparedQuery(
                                "insert into restock_donor (code, name, contact, created_by) values ($1, $2, $3, $4)")
                        .execute(Tuple.of(donor.code, donor.name, donor.contact, actor)))
                .replaceWithVoid();
    }

    /** The donor of an offer; null if it is a supplier's, or not there. */
    Uni<@Nullable Donor> donor(SqlClient client, UUID offer) {
        return client.preparedQuery("select d.code, d.name, d.contact from restock_offer o "
                        + "join restock_donor d on d.code = o.supplier where o.id = $1")
                .execute(Tuple.of(offer))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return null;
                    }
                    Row row = rows.iterator().next();
                    return new Donor(row.getString(0), row.getString(1), row.getString(2));
                });
    }

    /** Newest first; null takes all. */
    Uni<List<Offer>> page(
            SqlClient client,
            @Nullable String supplier,
            Offer.@Nullable State state,
            @Nullable String item,
            PageRequest page) {
        return client.preparedQuery(
                        OFFERS + "where ($1::text is null or o.supplier = $1) and ($2::text is null or o.state = $2) "
                                + "and ($3::text is null or i.code = $3) "
                                + "and ($4::timestamptz is null or (o.created_at, o.id) < ($4, $5)) "
                                + "order by o.created_at desc, o.id desc limit $6")
                .execute(Tuple.of(
                        supplier,
                        state == null ? null : state.name(),
                        item,
                        page.afterTime(),
                        page.afterId(),
                        page.fetch()))
                .map(OfferStore::offers);
    }

    Uni<@Nullable Offer> find(SqlClient client, UUID id) {
        return client.preparedQuery(OFFERS + "where o.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    List<Offer> found = offers(rows);
                    return found.isEmpty() ? null : found.get(0);
                });
    }

    Uni<@Nullable Offer> lock(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery("select id from restock_offer where id = $1 for no key update")
                .execute(Tuple.of(id))
                .chain(() -> find(transaction, id));
    }

    /** Writes a new one; false if there is no such item of supplies. */
    Uni<Boolean> insert(SqlConnection transaction, UUID id, OfferInput o, String actor) {
        return transaction
                .preparedQuery(
                        "insert into restock_offer (id, supplier, item_id, quantity, donation, available_at, valid_until, lot, "
                                + "expiry, price_minor, currency, note, created_by) "
                                + "select $1, $2, i.id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from item i "
                                + "where i.code = $3 and i.kind = 'SUPPLY'")
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addString(o.supplier())
                        .addString(o.item())
                        .addLong(o.quantity())
                        .addBoolean(o.isDonation())
                        .addOffsetDateTime(time(o.availableAt()))
                        .addOffsetDateTime(time(o.validUntil()))
                        .addString(ShipInput.lot(o.lot()))
                        .addLocalDate(o.expiry())
                        .addLong(o.priceMinor())
                        .addString(o.currency())
                        .addString(o.note())
                        .addString(actor))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> save(SqlConnection transaction, Offer offer) {
        return transaction
                .preparedQuery("update restock_offer set taken = $2, state = $3, reason = $4 where id = $1")
                .execute(Tuple.of(offer.id(), offer.taken(), offer.state().name(), offer.reason()))
                .replaceWithVoid();
    }

    /** Who wants more of an item, as the review has found. */
    Uni<List<Want>> wants(SqlClient client, String item) {
        return client.preparedQuery("select s.code as site, g.reason, g.urgency, g.quantity, " + ROOM
                        + "from restock_suggestion g join site s on s.id = g.site_id join item i on i.id = g.item_id "
                        + "where i.code = $1 and s.status <> 'CLOSED'")
                .execute(Tuple.of(item))
                .map(rows -> {
                    List<Want> wants = new ArrayList<>();
                    rows.forEach(row -> wants.add(new Want(
                            row.getString("site"),
                            Reason.valueOf(row.getString("reason")),
                            Urgency.valueOf(row.getString("urgency")).ordinal(),
                            row.getLong("quantity"),
                            row.getLong("room"))));
                    return wants;
                });
    }

    /** What may still come in of an item, by site; sites without a limit are absent. */
    Uni<Map<String, Long>> room(SqlClient client, String item, List<String> sites) {
        return client.preparedQuery(
                        "select s.code as site, " + ROOM + "from site s, item i where s.code = any($2) and i.code = $1")
                .execute(Tuple.of(item, sites.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Long> room = new HashMap<>();
                    rows.forEach(row -> {
                        if (row.getLong("room") != null) {
                            room.put(row.getString("site"), row.getLong("room"));
                        }
                    });
                    return room;
                });
    }

    Uni<Void> note(SqlConnection transaction, UUID request, UUID offer) {
        return transaction
                .preparedQuery("update restock_request set offer = $2 where id = $1")
                .execute(Tuple.of(request, offer))
                .replaceWithVoid();
    }

    private static List<Offer> offers(RowSet<Row> rows) {
        List<Offer> found = new ArrayList<>();
        rows.forEach(row -> found.add(new Offer(
                row.getUUID("id"),
                row.getString("supplier"),
                row.getString("item"),
                row.getLong("quantity"),
                row.getLong("taken"),
                row.getBoolean("donation"),
                instant(row, "available_at"),
                RestockRows.instant(row, "valid_until"),
                row.getString("lot"),
                row.getLocalDate("expiry"),
                row.getLong("price_minor"),
                row.getString("currency"),
                row.getString("note"),
                Offer.State.valueOf(row.getString("state")),
                row.getString("reason"),
                instant(row, "created_at"))));
        return found;
    }

    private static Instant instant(Row row, String column) {
        return Objects.requireNonNull(RestockRows.instant(row, column));
    }
}
