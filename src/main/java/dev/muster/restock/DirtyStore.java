package dev.muster.restock;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which items at which sites are to be reviewed. The event log tells: whatever changes a figure of a review has an event that
 * names the site and the item, numbered in the order of commits without gaps, so that nothing is missed and nothing else
 * is looked at.
 */
@ApplicationScoped
class DirtyStore {

    /** What in a piece of the log concerns more than one item at one site. */
    private static final String WIDER = """
            select coalesce(bool_or(kind = 'site.changed'), false) as sites,
                coalesce(bool_or(kind = 'restock-policy.changed'), false) as everything,
                coalesce(array_agg(subject) filter (where kind = 'supplier.changed'), '{}') as suppliers
            from event_log where seq > $1 and seq <= $2 and kind in ('site.changed', 'restock-policy.changed', 'supplier.changed')
            """;

    /**
     * The subject of these events is the site's code, a slash, the item's code. Where there is no level, no consumption, nothing
     * short, asked for or suggested, nothing can be found wanting, however much stock there is.
     */
    private static final String PLACES = """
            insert into restock_dirty (site_id, item_id)
            select s.id, i.id from (select distinct subject from event_log
                where seq > $1 and seq <= $2 and kind in ('stock.changed', 'level.changed')) as e
            join site s on s.code = split_part(e.subject, '/', 1) join item i on i.code = split_part(e.subject, '/', 2)
            where i.kind = 'SUPPLY' and (
                exists (select from stock_level v where v.site_id = s.id and v.item_id = i.id and (v.floor > 0 or v.par > 0))
                or exists (select from restock_suggestion g where g.site_id = s.id and g.item_id = i.id)
                or exists (select from restock_need n where n.site_id = s.id and n.item_id = i.id and n.closed_at is null)
                or exists (select from restock_request o where o.site_id = s.id and o.item_id = i.id and o.ended_at is null)
                or exists (select from consumption_day c
                           where c.site_id = s.id and c.item_id = i.id and c.day > current_date - 90)
                or exists (select from request_line l join request r on r.id = l.request_id
                           join restock_depot d on d.site_id = r.site_id
                           where l.item_id = i.id and l.open and l.allocated < l.quantity and l.starts_at is null
                               and d.depot_id = s.id))
            order by 1, 2 on conflict do nothing
            """;

    private static final String REQUESTS = """
            insert into restock_dirty (site_id, item_id)
            select distinct s.id, i.id from event_log e
            join site s on s.code = e.data ->> 'site' join item i on i.code = e.data ->> 'item'
            where e.seq > $1 and e.seq <= $2 and e.kind like 'restock.%' and i.kind = 'SUPPLY'
            order by 1, 2 on conflict do nothing
            """;

    /** Who is short has a depot, whose figures change. */
    private static final String SHORTAGES = """
            insert into restock_dirty (site_id, item_id)
            select distinct d.depot_id, i.id from event_log e
            join site s on s.code = e.data ->> 'site' join item i on i.code = e.data ->> 'item'
            join restock_depot d on d.site_id = s.id
            where e.seq > $1 and e.seq <= $2 and e.kind in ('shortage.changed', 'shortage.ended') and i.kind = 'SUPPLY'
            order by 1, 2 on conflict do nothing
            """;

    private static final String CONSUMPTION = """
            insert into consumption_day as c (site_id, item_id, day, quantity)
            select coalesce(m.from_site, m.to_site), m.item_id, (m.occurred_at at time zone 'UTC')::date,
                sum(case when m.from_kind = 'SITE' then m.quantity else -m.quantity end)
            from event_log e
            join movement m on m.id = case when e.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then e.subject::uuid end
            where e.seq > $1 and e.seq <= $2 and e.kind = 'movement.recorded'
                and (m.from_kind = 'SITE' and m.to_kind in ('CONSUMED', 'IN_TRANSIT') or m.from_kind = 'CONSUMED' and m.to_kind = 'SITE')
            group by 1, 2, 3 order by 1, 2, 3
            on conflict (site_id, item_id, day) do update set quantity = c.quantity + excluded.quantity
            """;

    private static final String SUPPLIED = """
            insert into restock_dirty select g.site_id, g.item_id from restock_suggestion g
            where exists (select from supplier_item d where d.item_id = g.item_id and d.supplier = any($1))
            on conflict do nothing
            """;

    private static final String DUE = """
            with due as (delete from restock_watch where check_on <= current_date returning *)
            insert into restock_dirty select site_id, item_id from due on conflict do nothing
            """;

    /**
     * Chooses the depots of sites that changed, whose depot changed, or that have none yet ($3: of all); the others are asked
     * only whether a changed warehouse is nearer. Gives whoever's figures change by that: sites with another depot than
     * before, the depot they leave and the one they get.
     */
    private static final String DEPOTS = """
            with changed as materialized (
                select s.id from (select distinct subject from event_log where seq > $1 and seq <= $2 and kind = 'site.changed') e
                join site s on s.code = e.subject),
            warehouse as materialized (
                select w.id, radians(w.latitude) as lat, cos(radians(w.latitude)) as cos, radians(w.longitude) as lon,
                    w.id in (select id from changed) as changed
                from site w where w.kind = 'WAREHOUSE' and w.status = 'OPEN'),
            anew as materialized (
                select id from changed
                union select d.site_id from restock_depot d join changed c on c.id = d.depot_id),
            asked as materialized (
                select s.id, radians(s.latitude) as lat, cos(radians(s.latitude)) as cos, radians(s.longitude) as lon, d.depot_id,
                    $3 or d.site_id is null or s.id in (select id from anew) as anew
                from site s left join restock_depot d on d.site_id = s.id),
            chosen as (
                select a.id as site_id, a.depot_id as before, coalesce((
                    select w.id from warehouse w where w.id <> a.id and (a.anew or w.changed or w.id = a.depot_id)
                    order by power(sin((w.lat - a.lat) / 2), 2) + w.cos * a.cos * power(sin((w.lon - a.lon) / 2), 2), w.id
                    limit 1), a.id) as depot_id
                from asked a where a.anew or exists (select from warehouse where changed)),
            moved as (select * from chosen where before is distinct from depot_id),
            written as (
                insert into restock_depot as d (site_id, depot_id) select site_id, depot_id from moved
                on conflict (site_id) do update set depot_id = excluded.depot_id)
            select distinct unnest(array[site_id, before, depot_id]) as site from moved
            """;

    /** All that may want restocking; at the sites $1, if any are given. */
    private static final String EVERYTHING = """
            insert into restock_dirty (site_id, item_id)
            select site_id, item_id from (
                select site_id, item_id from stock_level where floor > 0 or par > 0
                union select site_id, item_id from restock_suggestion
                union select site_id, item_id from restock_request where ended_at is null
                union select site_id, item_id from restock_need where closed_at is null
                union select site_id, item_id from consumption_day where day > current_date - 90
                union select d.depot_id, l.item_id from request_line l join request r on r.id = l.request_id
                      join restock_depot d on d.site_id = r.site_id
                      where l.open and l.quantity is not null and l.allocated < l.quantity and l.starts_at is null) as place
            where $1::int[] is null or site_id = any($1)
            on conflict do nothing
            """;

    /** Whether anything waits to be noted or reviewed. */
    Uni<Boolean> waiting(SqlClient client) {
        return client.preparedQuery(
                        "select (select last_event from log_head) > (select last_event from restock_review) "
                                + "or exists (select from restock_dirty) "
                                + "or exists (select from restock_watch where check_on <= current_date)")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /**
     * Notes what the next events say, unless another process is at it.
     *
     * @return how many events of the log were passed
     */
    Uni<Long> note(SqlConnection transaction, int span) {
        return transaction
                .preparedQuery("select last_event, (select last_event from log_head) as head, facts, "
                        + "(select n from facts_version) as known from restock_review for update skip locked")
                .execute()
                .chain(rows -> {
                    if (rows.size() == 0) {
                        return Uni.createFrom().item(0L);
                    }
                    Row at = rows.iterator().next();
                    long after = at.getLong("last_event");
                    long passed = Math.min(span, at.getLong("head") - after);
                    boolean depots = at.getLong("facts") < 0;
                    return keep(transaction, after, after + passed, depots)
                            .chain(() -> transaction
                                    .preparedQuery("update restock_review set last_event = $1, facts = $2")
                                    .execute(Tuple.of(after + passed, at.getLong("known"))))
                            .replaceWith(passed);
                });
    }

    private Uni<Void> keep(SqlConnection transaction, long after, long upTo, boolean depots) {
        Tuple piece = Tuple.of(after, upTo);
        return transaction.preparedQuery(WIDER).execute(piece).chain(rows -> {
            Row wider = rows.iterator().next();
            String[] suppliers = wider.getArrayOfStrings("suppliers");
            return run(transaction, CONSUMPTION, piece)
                    .chain(() -> depots || wider.getBoolean("sites")
                            ? depots(transaction, piece, depots)
                            : Uni.createFrom().voidItem())
                    .chain(() -> wider.getBoolean("everything")
                            ? everything(transaction)
                            : Uni.createFrom().voidItem())
                    .chain(() -> run(transaction, PLACES, piece))
                    .chain(() -> run(transaction, REQUESTS, piece))
                    .chain(() -> run(transaction, SHORTAGES, piece))
                    .chain(() -> suppliers.length == 0
                            ? Uni.createFrom().voidItem()
                            : run(transaction, SUPPLIED, Tuple.of((Object) suppliers)))
                    .chain(() -> run(transaction, DUE, Tuple.tuple()));
        });
    }

    private static Uni<Void> run(SqlConnection transaction, String sql, Tuple values) {
        return transaction.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    /** Chooses depots again where a site's change may matter, and marks what that changes. */
    private static Uni<Void> depots(SqlConnection transaction, Tuple piece, boolean all) {
        return transaction
                .preparedQuery(DEPOTS)
                .execute(Tuple.of(piece.getLong(0), piece.getLong(1), all))
                .chain(rows -> {
                    List<Integer> sites = new ArrayList<>();
                    rows.forEach(row -> Optional.ofNullable(row.getInteger(0)).ifPresent(sites::add));
                    return sites.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : run(
                                    transaction,
                                    EVERYTHING,
                                    Tuple.tuple().addArrayOfInteger(sites.toArray(Integer[]::new)));
                });
    }

    /** Marks all that may want restocking. */
    Uni<Void> everything(SqlConnection transaction) {
        return run(transaction, EVERYTHING, Tuple.tuple().addArrayOfInteger(null));
    }

    /** Takes items at sites to be reviewed by this transaction; those another process has taken are left alone. */
    Uni<List<int[]>> take(SqlConnection transaction, int most) {
        return transaction
                .preparedQuery("delete from restock_dirty d using (select site_id, item_id from restock_dirty "
                        + "order by item_id, site_id limit $1 for update skip locked) t "
                        + "where d.site_id = t.site_id and d.item_id = t.item_id returning d.site_id, d.item_id")
                .execute(Tuple.of(most))
                .map(rows -> {
                    List<int[]> taken = new ArrayList<>();
                    rows.forEach(row -> taken.add(new int[] {row.getInteger(0), row.getInteger(1)}));
                    return taken;
                });
    }
}
