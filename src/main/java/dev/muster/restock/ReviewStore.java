package dev.muster.restock;

import dev.muster.request.Urgency;
import dev.muster.restock.review.Situation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What reviews read and keep. */
@ApplicationScoped
class ReviewStore {

    private static final String SITUATIONS = """
            with k as (select k.site_id, s.code as site, k.item_id, i.code as item
                       from unnest($1::int[], $2::int[]) as k (site_id, item_id)
                       join site s on s.id = k.site_id join item i on i.id = k.item_id),
            stock as (select k.site_id, k.item_id, sum(p.on_hand - p.reserved - p.held)::bigint as available,
                          min(l.expiry) as next_expiry
                      from k join stock_position p on p.item_id = k.item_id and p.site_id = k.site_id
                      join lot l on l.id = p.lot_id
                      where p.on_hand > 0 and (l.expiry is null or l.expiry >= current_date)
                      group by k.site_id, k.item_id),
            lead as (select d.item_id, min(coalesce(case when e.delivered > 0 then ceil(e.hours::numeric / e.delivered) end,
                                                    d.lead_time_hours, $5))::int as hours
                     from supplier_item d join supplier p on p.code = d.supplier and p.status = 'ACTIVE'
                     left join supplier_delivery_record e on e.supplier = d.supplier and e.item_id = d.item_id
                     where d.item_id = any($2) group by d.item_id),
            short as (select d.depot_id, l.item_id, sum(l.quantity - l.allocated)::bigint as missing,
                          min(array_position(array['STAT', 'ASAP', 'URGENT', 'ROUTINE'], r.urgency)) as urgency,
                          min(r.needed_by) as needed_by
                      from request_line l join request r on r.id = l.request_id join restock_depot d on d.site_id = r.site_id
                      where l.item_id = any($2) and l.open and l.quantity is not null and l.allocated < l.quantity
                          and l.starts_at is null
                      group by d.depot_id, l.item_id)
            select k.*, coalesce(a.available, 0) as available, a.next_expiry, coalesce(v.floor, 0) as floor,
                coalesce(v.par, 0) as par, coalesce(c.consumed, 0) as consumed, coalesce(h.missing, 0) as missing, h.urgency,
                h.needed_by, coalesce(q.coming, 0) as expected, coalesce(lead.hours, $5) as lead_hours, n.id as need,
                coalesce(n.manual, false) as manual,
                greatest(0, coalesce(n.quantity - (select coalesce(sum(r.received + restock_coming(r, 'infinity')), 0)
                                                   from restock_request r where r.need = n.id), 0))::bigint as uncovered,
                coalesce(q.asked, 0)::int as asked, g.figures
            from k
            left join stock a on a.site_id = k.site_id and a.item_id = k.item_id
            left join stock_level v on v.site_id = k.site_id and v.item_id = k.item_id
            left join lateral (select sum(c.quantity)::bigint as consumed from consumption_day c
                               where c.site_id = k.site_id and c.item_id = k.item_id and c.day > current_date - $3::int) c on true
            left join short h on h.depot_id = k.site_id and h.item_id = k.item_id
            left join lateral (select sum(restock_coming(r, $4))::bigint as coming, count(*) as asked
                               from restock_request r
                               where r.item_id = k.item_id and r.site_id = k.site_id and r.ended_at is null) q on true
            left join lead on lead.item_id = k.item_id
            left join restock_need n on n.site_id = k.site_id and n.item_id = k.item_id and n.closed_at is null
            left join restock_suggestion g on g.site_id = k.site_id and g.item_id = k.item_id
            """;

    /** A suggestion to be kept. */
    record Suggested(
            ReviewKey key,
            String reason,
            long quantity,
            Urgency urgency,
            @Nullable Instant neededBy,
            String figures,
            String policy) {}

    /** Reads everything about items at sites, each pair once. */
    Uni<List<Reviewed>> situations(
            SqlConnection transaction,
            List<Integer> sites,
            List<Integer> items,
            RestockSettings settings,
            Instant now) {
        if (sites.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .preparedQuery(SITUATIONS)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(sites.toArray(Integer[]::new))
                        .addArrayOfInteger(items.toArray(Integer[]::new))
                        .addInteger(settings.consumptionDays())
                        .addOffsetDateTime(RestockRows.time(now.plus(settings.horizon())))
                        .addInteger(settings.leadTimeHours()))
                .map(rows -> {
                    List<Reviewed> read = new ArrayList<>();
                    rows.forEach(row -> read.add(reviewed(row, settings)));
                    return read;
                });
    }

    private static Reviewed reviewed(Row row, RestockSettings settings) {
        Integer urgency = row.getInteger("urgency");
        return new Reviewed(
                new ReviewKey(
                        row.getInteger("site_id"),
                        row.getString("site"),
                        row.getInteger("item_id"),
                        row.getString("item")),
                new Situation(
                        row.getLong("available"),
                        row.getLong("floor"),
                        row.getLong("par"),
                        Math.max(0, row.getLong("consumed")),
                        settings.consumptionDays(),
                        row.getLong("missing"),
                        row.getLong("expected"),
                        row.getInteger("lead_hours")),
                urgency == null ? Urgency.ROUTINE : Urgency.values()[urgency - 1],
                RestockRows.instant(row, "needed_by"),
                row.getLocalDate("next_expiry"),
                row.getUUID("need"),
                row.getBoolean("manual"),
                row.getLong("uncovered"),
                row.getInteger("asked"),
                row.getString("figures"));
    }

    Uni<Void> keep(SqlConnection transaction, List<Suggested> suggested) {
        if (suggested.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(
                        "insert into restock_suggestion (site_id, item_id, reason, quantity, urgency, needed_by, figures, "
                                + "policy) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (site_id, item_id) do update set "
                                + "reason = excluded.reason, quantity = excluded.quantity, urgency = excluded.urgency, "
                                + "needed_by = excluded.needed_by, figures = excluded.figures, policy = excluded.policy, "
                                + "reviewed_at = now()")
                .executeBatch(suggested.stream()
                        .map(s -> Tuple.tuple()
                                .addInteger(s.key.site())
                                .addInteger(s.key.item())
                                .addString(s.reason)
                                .addLong(s.quantity)
                                .addString(s.urgency.name())
                                .addOffsetDateTime(RestockRows.time(s.neededBy))
                                .addString(s.figures)
                                .addString(s.policy))
                        .toList())
                .replaceWithVoid();
    }

    Uni<Void> drop(SqlConnection transaction, Collection<ReviewKey> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(
                                "delete from restock_suggestion g using unnest($1::int[], $2::int[]) as k (site_id, item_id) "
                                        + "where g.site_id = k.site_id and g.item_id = k.item_id")
                        .execute(ids(keys))
                        .replaceWithVoid();
    }

    /** Notes when lots that are there expire, and what is to be looked at again tomorrow. */
    Uni<Void> watch(SqlConnection transaction, List<Reviewed> reviewed, Set<ReviewKey> tomorrow, LocalDate today) {
        List<Tuple> rows = new ArrayList<>();
        for (Reviewed r : reviewed) {
            if (tomorrow.contains(r.key())) {
                rows.add(Tuple.of(r.key().site(), r.key().item(), today));
            } else if (r.nextExpiry() != null
                    && (r.situation().floor() > 0 || r.situation().par() > 0)) {
                rows.add(Tuple.of(r.key().site(), r.key().item(), Objects.requireNonNull(r.nextExpiry())));
            }
        }
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(
                                "insert into restock_watch as w (site_id, item_id, check_on) values ($1, $2, $3::date + 1) "
                                        + "on conflict (site_id, item_id) do update set check_on = excluded.check_on "
                                        + "where w.check_on <> excluded.check_on")
                        .executeBatch(rows)
                        .replaceWithVoid();
    }

    private static Tuple ids(Collection<ReviewKey> keys) {
        return Tuple.of(
                keys.stream().map(ReviewKey::site).toArray(Integer[]::new),
                keys.stream().map(ReviewKey::item).toArray(Integer[]::new));
    }
}
