package dev.muster.restock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which items at which sites are to be reviewed. The event log tells: whatever changes a figure of a review has an event that
 * names the site and the item, numbered in the order of commits without gaps, so that nothing is missed and nothing else
 * is looked at.
 */
@ApplicationScoped
class DirtyStore {

    private static final String[] KINDS = {
        "stock.changed",
        "level.changed",
        "shortage.changed",
        "shortage.ended",
        "movement.recorded",
        "site.changed",
        "supplier.changed",
        "restock-policy.changed",
        "restock.%"
    };

    private static final String EVENTS = "select seq, kind, subject, data::text as data from event_log "
            + "where seq > $1 and seq <= $1 + $2 and kind like any($3) order by seq";

    private static final String DEPOTS = """
            with chosen as (
                select s.id as site_id, coalesce((
                    select w.id from site w where w.kind = 'WAREHOUSE' and w.status = 'OPEN' and w.id <> s.id
                    order by 2 * asin(sqrt(power(sin(radians(w.latitude - s.latitude) / 2), 2)
                        + cos(radians(w.latitude)) * cos(radians(s.latitude)) * power(sin(radians(w.longitude - s.longitude) / 2), 2))),
                        w.id limit 1), s.id) as depot_id
                from site s)
            insert into restock_depot as d (site_id, depot_id) select site_id, depot_id from chosen
            on conflict (site_id) do update set depot_id = excluded.depot_id where d.depot_id <> excluded.depot_id
            """;

    private static final String EVERYTHING = """
            insert into restock_dirty (site_id, item_id)
            select site_id, item_id from stock_level where floor > 0 or par > 0
            union select site_id, item_id from restock_suggestion
            union select site_id, item_id from restock_request where ended_at is null
            union select site_id, item_id from restock_need where closed_at is null
            union select site_id, item_id from consumption_day where day > current_date - 90
            union select d.depot_id, l.item_id from request_line l join request r on r.id = l.request_id
                  join restock_depot d on d.site_id = r.site_id
                  where l.open and l.quantity is not null and l.allocated < l.quantity and l.starts_at is null
            on conflict do nothing
            """;

    /** Places by code. */
    private record Named(String site, String item) {}

    private record Day(String site, String item, LocalDate day) {}

    /** What a piece of the log says. */
    private static final class Noted {
        final Set<Named> places = new LinkedHashSet<>();
        /** Sites that are short: it is their depot's figures that change. */
        final Set<Named> shortages = new LinkedHashSet<>();

        final Map<Day, Long> consumed = new HashMap<>();
        final Set<String> suppliers = new LinkedHashSet<>();
        boolean sites;
        boolean everything;
    }

    private final ObjectMapper json;

    DirtyStore(ObjectMapper json) {
        this.json = json;
    }

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
                    return transaction
                            .preparedQuery(EVENTS)
                            .execute(Tuple.of(after, passed, KINDS))
                            .map(events -> {
                                Noted noted = new Noted();
                                events.forEach(event -> note(event, noted));
                                return noted;
                            })
                            .chain(noted -> keep(transaction, noted, depots))
                            .chain(() -> transaction
                                    .preparedQuery("update restock_review set last_event = $1, facts = $2")
                                    .execute(Tuple.of(after + passed, at.getLong("known"))))
                            .replaceWith(passed);
                });
    }

    private void note(Row event, Noted noted) {
        JsonNode data = tree(event.getString("data"));
        Named named = new Named(data.path("site").asText(), data.path("item").asText());
        switch (event.getString("kind")) {
            case "shortage.changed", "shortage.ended" -> noted.shortages.add(named);
            case "movement.recorded" -> consumed(data, noted);
            case "site.changed" -> noted.sites = true;
            case "supplier.changed" -> noted.suppliers.add(event.getString("subject"));
            case "restock-policy.changed" -> noted.everything = true;
            default -> noted.places.add(named);
        }
    }

    private static void consumed(JsonNode movement, Noted noted) {
        String site = movement.path("site").asText();
        String item = movement.path("item").asText();
        LocalDate day = LocalDate.ofInstant(
                OffsetDateTime.parse(movement.path("occurredAt").asText()).toInstant(), ZoneOffset.UTC);
        long sum = 0;
        for (JsonNode entry : movement.path("entries")) {
            long quantity = entry.path("quantity").longValue();
            String from = entry.path("from").asText();
            String to = entry.path("to").asText();
            if (from.equals("SITE") && (to.equals("CONSUMED") || to.equals("IN_TRANSIT"))) {
                sum += quantity;
            } else if (from.equals("CONSUMED") && to.equals("SITE")) {
                sum -= quantity;
            }
        }
        if (sum != 0) {
            noted.consumed.merge(new Day(site, item, day), sum, Long::sum);
            noted.places.add(new Named(site, item));
        }
    }

    private Uni<Void> keep(SqlConnection transaction, Noted noted, boolean depots) {
        return consumption(transaction, noted.consumed)
                .chain(() -> depots || noted.sites
                        ? depots(transaction)
                        : Uni.createFrom().voidItem())
                .chain(() -> noted.everything
                        ? everything(transaction)
                        : Uni.createFrom().voidItem())
                .chain(() -> mark(
                        transaction,
                        "select s.id, i.id from unnest($1::text[], $2::text[]) as k (site, item) "
                                + "join site s on s.code = k.site join item i on i.code = k.item where i.kind = 'SUPPLY'",
                        noted.places))
                .chain(() -> mark(
                        transaction,
                        "select d.depot_id, i.id from unnest($1::text[], $2::text[]) as k (site, item) "
                                + "join site s on s.code = k.site join item i on i.code = k.item "
                                + "join restock_depot d on d.site_id = s.id where i.kind = 'SUPPLY'",
                        noted.shortages))
                .chain(() -> suppliers(transaction, noted.suppliers))
                .chain(() -> transaction
                        .preparedQuery(
                                "with due as (delete from restock_watch where check_on <= current_date returning *) "
                                        + "insert into restock_dirty select site_id, item_id from due on conflict do nothing")
                        .execute())
                .replaceWithVoid();
    }

    /** Chooses depots again; who gets another one is looked at with all others. */
    private Uni<Void> depots(SqlConnection transaction) {
        return transaction
                .preparedQuery(DEPOTS)
                .execute()
                .chain(rows -> rows.rowCount() > 0
                        ? everything(transaction)
                        : Uni.createFrom().voidItem());
    }

    /** Marks all that may want restocking. */
    Uni<Void> everything(SqlConnection transaction) {
        return transaction.preparedQuery(EVERYTHING).execute().replaceWithVoid();
    }

    private static Uni<Void> mark(SqlConnection transaction, String select, Set<Named> named) {
        return named.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery("insert into restock_dirty (site_id, item_id) " + select
                                + " group by 1, 2 order by 1, 2 on conflict do nothing")
                        .execute(Tuple.of(
                                named.stream().map(Named::site).toArray(String[]::new),
                                named.stream().map(Named::item).toArray(String[]::new)))
                        .replaceWithVoid();
    }

    /** What is suggested, and what a supplier's change may help. */
    private static Uni<Void> suppliers(SqlConnection transaction, Set<String> codes) {
        return codes.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(
                                "insert into restock_dirty select g.site_id, g.item_id from restock_suggestion g "
                                        + "where exists (select from supplier_item d where d.item_id = g.item_id and d.supplier = any($1)) "
                                        + "on conflict do nothing")
                        .execute(Tuple.of((Object) codes.toArray(String[]::new)))
                        .replaceWithVoid();
    }

    private static Uni<Void> consumption(SqlConnection transaction, Map<Day, Long> consumed) {
        if (consumed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Day> days = new ArrayList<>(consumed.keySet());
        return transaction
                .preparedQuery("insert into consumption_day as c (site_id, item_id, day, quantity) "
                        + "select s.id, i.id, k.day, k.quantity "
                        + "from unnest($1::text[], $2::text[], $3::date[], $4::bigint[]) as k (site, item, day, quantity) "
                        + "join site s on s.code = k.site join item i on i.code = k.item "
                        + "on conflict (site_id, item_id, day) do update set quantity = c.quantity + excluded.quantity")
                .execute(Tuple.of(
                        days.stream().map(Day::site).toArray(String[]::new),
                        days.stream().map(Day::item).toArray(String[]::new),
                        days.stream().map(Day::day).toArray(LocalDate[]::new),
                        days.stream().map(consumed::get).toArray(Long[]::new)))
                .replaceWithVoid();
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

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON in the event log: " + text, e);
        }
    }
}
