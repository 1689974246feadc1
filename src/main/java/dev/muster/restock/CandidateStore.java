package dev.muster.restock;

import dev.muster.restock.review.Candidate;
import dev.muster.restock.review.Candidate.Exclusion;
import dev.muster.restock.review.Candidate.Measured;
import dev.muster.site.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the suppliers that might bring an item to a site. */
@ApplicationScoped
class CandidateStore {

    private static final String CANDIDATES = """
            with recursive k as (select k.site_id, k.item_id, s.latitude, s.longitude, s.region
                       from unnest($1::int[], $2::int[]) as k (site_id, item_id) join site s on s.id = k.site_id),
            above (site_id, code) as (select distinct site_id, region from k where region is not null
                                      union select a.site_id, g.parent from above a join region g on g.code = a.code
                                      where g.parent is not null)
            select k.site_id, k.item_id, k.latitude, k.longitude, p.code, p.status,
                p.latitude as from_latitude, p.longitude as from_longitude,
                p.regions = '[]' or exists (select from above a where a.site_id = k.site_id and jsonb_exists(p.regions, a.code)) as serves,
                exists (select from jsonb_to_recordset(p.qualifications) as q ("validUntil" date)
                        where q."validUntil" < current_date) as expired,
                coalesce((select max(y."until") - current_date + 1 from jsonb_to_recordset(p.holidays) as y ("from" date, "until" date)
                          where current_date between y."from" and y."until"), 0) as holiday_days,
                d.pack_size, d.price_minor, d.currency, d.lead_time_hours, d.minimum_order, d.agreed_reserve, d.capacity_per_day,
                coalesce(e.answered, 0) as answered, coalesce(e.in_time, 0) as in_time, coalesce(e.delivered, 0) as delivered,
                coalesce(e.hours, 0) as hours, coalesce(o.open, 0)::bigint as open,
                m.deliveries, m.median, m.late,
                exists (select from restock_request r where r.supplier = p.code and r.item_id = k.item_id
                        and r.site_id = k.site_id and r.ended_at is null) as asked,
                exists (select from restock_request r where r.supplier = p.code and r.item_id = k.item_id
                        and r.site_id = k.site_id and r.ended_at > now() - $3::int * interval '1 hour'
                        and (r.state = 'DECLINED' or r.reason = 'NO_ANSWER')) as declined
            from k join supplier_item d on d.item_id = k.item_id join supplier p on p.code = d.supplier
            left join supplier_delivery_record e on e.supplier = d.supplier and e.item_id = d.item_id
            left join lateral (select sum(greatest(0, case when r.promised > 0 then r.promised else r.quantity end - r.received)) as open
                               from restock_request r
                               where r.supplier = p.code and r.item_id = k.item_id and r.ended_at is null) o on true
            left join lateral (select count(*)::int as deliveries, percentile_disc(0.5) within group (order by l.hours)::int as median,
                                   count(*) filter (where l.late)::int as late
                               from (select greatest(1, ceil(extract(epoch from r.ended_at - r.sent_at) / 3600)) as hours,
                                         r.ended_at > r.first_due as late
                                     from restock_request r
                                     where r.supplier = p.code and r.item_id = k.item_id and r.state = 'RECEIVED'
                                     order by r.ended_at desc limit $4) l) m on true
            """;

    /** Deliveries looked back at. */
    private static final int LATEST = 20;

    private static final int HOURS_PER_DAY = 24;

    /** An item at a site, by their numbers. */
    record Pair(int site, int item) {}

    /** All that deliver each item, in no order. */
    Uni<Map<Pair, List<Candidate>>> of(SqlConnection transaction, Collection<Pair> pairs, RestockSettings settings) {
        Map<Pair, List<Candidate>> found = new HashMap<>();
        if (pairs.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        return transaction
                .preparedQuery(CANDIDATES)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(pairs.stream().map(Pair::site).toArray(Integer[]::new))
                        .addArrayOfInteger(pairs.stream().map(Pair::item).toArray(Integer[]::new))
                        .addInteger(settings.restHours())
                        .addInteger(LATEST))
                .map(rows -> {
                    rows.forEach(row -> found.computeIfAbsent(
                                    new Pair(row.getInteger("site_id"), row.getInteger("item_id")),
                                    p -> new ArrayList<>())
                            .add(candidate(row, settings)));
                    return found;
                });
    }

    private static Candidate candidate(Row row, RestockSettings settings) {
        int delivered = row.getInteger("delivered");
        Integer stated = row.getInteger("lead_time_hours");
        long usual = delivered > 0
                ? (row.getLong("hours") + delivered - 1) / delivered
                : stated == null ? settings.leadTimeHours() : stated;
        int lead = (int)
                Math.min(Integer.MAX_VALUE, Math.max(1, usual) + (long) row.getInteger("holiday_days") * HOURS_PER_DAY);
        Long pack = row.getLong("pack_size");
        Long price = row.getLong("price_minor");
        Long capacity = capacity(row, lead);
        Double latitude = row.getDouble("from_latitude");
        Double longitude = row.getDouble("from_longitude");
        return new Candidate(
                row.getString("code"),
                (row.getInteger("in_time") + 1.0) / (row.getInteger("answered") + 2.0),
                lead,
                price == null ? null : (double) price / (pack == null ? 1 : pack),
                row.getString("currency"),
                capacity,
                latitude == null || longitude == null
                        ? null
                        : new Position(latitude, longitude)
                                .distanceKm(new Position(row.getDouble("latitude"), row.getDouble("longitude"))),
                pack == null ? 1 : pack,
                row.getLong("minimum_order") == null ? 1 : row.getLong("minimum_order"),
                excluded(row, capacity),
                row.getInteger("deliveries") == 0
                        ? null
                        : new Measured(row.getInteger("deliveries"), row.getInteger("median"), row.getInteger("late")));
    }

    /** The agreed reserve and what it makes in its lead time, less what it has promised already; null if unknown. */
    private static @Nullable Long capacity(Row row, int leadHours) {
        Long perDay = row.getLong("capacity_per_day");
        Long reserve = row.getLong("agreed_reserve");
        if (perDay == null && reserve == null) {
            return null;
        }
        double made =
                perDay == null ? 0 : (double) perDay * Math.max(1, (leadHours + HOURS_PER_DAY - 1) / HOURS_PER_DAY);
        double total = Math.min(RestockInput.MAX_QUANTITY, made + (reserve == null ? 0 : reserve));
        return Math.max(0, (long) total - row.getLong("open"));
    }

    private static @Nullable Exclusion excluded(Row row, @Nullable Long capacity) {
        if (!"ACTIVE".equals(row.getString("status"))) {
            return Exclusion.NOT_ACTIVE;
        }
        if (!row.getBoolean("serves")) {
            return Exclusion.OTHER_REGION;
        }
        if (row.getBoolean("expired")) {
            return Exclusion.QUALIFICATION_EXPIRED;
        }
        if (row.getBoolean("asked")) {
            return Exclusion.ASKED_ALREADY;
        }
        if (row.getBoolean("declined")) {
            return Exclusion.DECLINED_LATELY;
        }
        return capacity != null && capacity == 0 ? Exclusion.NO_CAPACITY : null;
    }
}
