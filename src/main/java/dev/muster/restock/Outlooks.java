package dev.muster.restock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.Event;
import dev.muster.restock.review.ShortageOutlook;
import dev.muster.restock.review.ShortageOutlook.Arrival;
import dev.muster.restock.review.ShortageOutlook.Outlook;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What short lines may hope for from suppliers, and when their shortage ends. */
@ApplicationScoped
class Outlooks {

    /** The data of {@code shortage.expected}: base units promised, asked and not answered, overdue; 0 of each: nothing comes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Expected(
            UUID request,
            int line,
            String site,
            String item,
            long promised,
            long asked,
            long overdue,
            @Nullable Instant endsAt) {}

    private record LineKey(UUID request, int line) {}

    private record Short(LineKey key, String site, String item, int itemId, long missing) {}

    /** What is coming of an item. */
    private static final class Coming {
        final List<Arrival> arrivals = new ArrayList<>();
        long asked;
        long overdue;

        long sum() {
            return arrivals.stream().mapToLong(Arrival::quantity).sum() + asked + overdue;
        }
    }

    /** The foremost short lines of items, as far as what is coming reaches. */
    private static final String SHORT = """
            select * from (
                select r.id, l.line, s.code as site, i.code as item, l.item_id, l.quantity - l.allocated as missing,
                    sum(l.quantity - l.allocated) over (partition by l.item_id order by
                        coalesce(array_position(array['I', 'II', 'III', 'IV'], n.level), 5),
                        array_position(array['STAT', 'ASAP', 'URGENT', 'ROUTINE'], r.urgency), s.key_site desc, r.needed_by,
                        r.submitted_at, r.id, l.line) as upto,
                    k.coming
                from unnest($1::int[], $2::bigint[]) as k (item_id, coming)
                join request_line l on l.item_id = k.item_id
                join request r on r.id = l.request_id join site s on s.id = r.site_id join item i on i.id = l.item_id
                left join incident n on n.id = r.incident_id
                where l.open and l.quantity is not null and l.allocated < l.quantity) as lines
            where upto - missing < coming order by item_id, upto
            """;

    /** Looks at these items again; adds an event for each line whose outlook has changed. */
    Uni<Void> look(SqlConnection transaction, Collection<Integer> changed, List<Event> events) {
        Set<Integer> items = new TreeSet<>(changed);
        return coming(transaction, items)
                .chain(coming -> lines(transaction, coming).map(lines -> share(coming, lines)))
                .chain(outlooks ->
                        standing(transaction, items).chain(standing -> save(transaction, outlooks, standing, events)));
    }

    private Uni<Map<Integer, Coming>> coming(SqlConnection transaction, Set<Integer> items) {
        return transaction
                .preparedQuery(
                        "select id from restock_request where item_id = any($1) and ended_at is null and sent_at is not null")
                .execute(Tuple.of((Object) items.toArray(Integer[]::new)))
                .chain(rows -> {
                    List<UUID> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getUUID(0)));
                    return RestockRows.load(transaction, ids);
                })
                .map(found -> {
                    Map<Integer, Coming> coming = new HashMap<>();
                    found.values().forEach(r -> add(coming.computeIfAbsent(r.terms.itemId(), i -> new Coming()), r));
                    return coming;
                });
    }

    private static void add(Coming coming, RestockRequest r) {
        boolean unanswered = r.state == RestockState.SENT || r.state == RestockState.ACKNOWLEDGED;
        if (r.overdue) {
            coming.overdue += unanswered ? r.terms.quantity() : outstanding(r);
        } else if (unanswered) {
            coming.asked += r.terms.quantity();
        } else {
            r.expected().forEach(p -> coming.arrivals.add(new Arrival(p.date(), p.quantity())));
        }
    }

    private static long outstanding(RestockRequest r) {
        return r.expected().stream().mapToLong(Promise::quantity).sum();
    }

    private Uni<List<Short>> lines(SqlConnection transaction, Map<Integer, Coming> coming) {
        if (coming.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Integer> items = new ArrayList<>(coming.keySet());
        return transaction
                .preparedQuery(SHORT)
                .execute(Tuple.of(
                        items.toArray(Integer[]::new),
                        items.stream()
                                .map(i -> coming.getOrDefault(i, new Coming()).sum())
                                .toArray(Long[]::new)))
                .map(rows -> {
                    List<Short> lines = new ArrayList<>();
                    rows.forEach(row -> lines.add(new Short(
                            new LineKey(row.getUUID("id"), row.getShort("line")),
                            row.getString("site"),
                            row.getString("item"),
                            row.getInteger("item_id"),
                            row.getLong("missing"))));
                    return lines;
                });
    }

    private record Shared(Short line, Outlook outlook) {}

    private static Map<LineKey, Shared> share(Map<Integer, Coming> coming, List<Short> lines) {
        Map<Integer, List<Short>> byItem = new LinkedHashMap<>();
        lines.forEach(
                l -> byItem.computeIfAbsent(l.itemId, i -> new ArrayList<>()).add(l));
        Map<LineKey, Shared> shared = new LinkedHashMap<>();
        byItem.forEach((item, all) -> {
            Coming what = coming.getOrDefault(item, new Coming());
            List<Outlook> outlooks = ShortageOutlook.of(
                    all.stream().map(Short::missing).toList(), what.arrivals, what.asked, what.overdue);
            for (int i = 0; i < all.size(); i++) {
                shared.put(all.get(i).key, new Shared(all.get(i), outlooks.get(i)));
            }
        });
        return shared;
    }

    private record Standing(Outlook outlook, String site, String item) {}

    private Uni<Map<LineKey, Standing>> standing(SqlConnection transaction, Set<Integer> items) {
        return transaction
                .preparedQuery("select o.*, s.code as site, i.code as item from shortage_outlook o "
                        + "join request r on r.id = o.request_id join site s on s.id = r.site_id "
                        + "join item i on i.id = o.item_id where o.item_id = any($1)")
                .execute(Tuple.of((Object) items.toArray(Integer[]::new)))
                .map(rows -> {
                    Map<LineKey, Standing> standing = new LinkedHashMap<>();
                    for (Row row : rows) {
                        standing.put(
                                new LineKey(row.getUUID("request_id"), row.getShort("line")),
                                new Standing(
                                        new Outlook(
                                                row.getLong("promised"),
                                                row.getLong("asked"),
                                                row.getLong("overdue"),
                                                RestockRows.instant(row, "ends_at")),
                                        row.getString("site"),
                                        row.getString("item")));
                    }
                    return standing;
                });
    }

    private Uni<Void> save(
            SqlConnection transaction,
            Map<LineKey, Shared> outlooks,
            Map<LineKey, Standing> standing,
            List<Event> events) {
        List<Tuple> kept = new ArrayList<>();
        List<Tuple> gone = new ArrayList<>();
        outlooks.forEach((key, shared) -> {
            Outlook now = micros(shared.outlook);
            Standing before = standing.get(key);
            if (before == null || !before.outlook.equals(now)) {
                kept.add(Tuple.tuple()
                        .addUUID(key.request)
                        .addInteger(key.line)
                        .addInteger(shared.line.itemId)
                        .addLong(now.promised())
                        .addLong(now.asked())
                        .addLong(now.overdue())
                        .addOffsetDateTime(RestockRows.time(now.endsAt())));
                events.add(event(key, shared.line.site, shared.line.item, now));
            }
        });
        standing.forEach((key, before) -> {
            if (!outlooks.containsKey(key)) {
                gone.add(Tuple.of(key.request, key.line));
                events.add(event(key, before.site, before.item, new Outlook(0, 0, 0, null)));
            }
        });
        return batch(
                        transaction,
                        "insert into shortage_outlook (request_id, line, item_id, promised, asked, overdue, ends_at) "
                                + "values ($1, $2::int::smallint, $3, $4, $5, $6, $7) on conflict (request_id, line) do update set "
                                + "promised = excluded.promised, asked = excluded.asked, overdue = excluded.overdue, "
                                + "ends_at = excluded.ends_at",
                        kept)
                .chain(() -> batch(
                        transaction,
                        "delete from shortage_outlook where request_id = $1 and line = $2::int::smallint",
                        gone));
    }

    private static Uni<Void> batch(SqlConnection transaction, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }

    /** As the database keeps it. */
    private static Outlook micros(Outlook outlook) {
        Instant ends = outlook.endsAt();
        return new Outlook(
                outlook.promised(),
                outlook.asked(),
                outlook.overdue(),
                ends == null ? null : ends.truncatedTo(ChronoUnit.MICROS));
    }

    private static Event event(LineKey key, String site, String item, Outlook outlook) {
        return new Event(
                "shortage.expected",
                key.request + "/" + key.line,
                "system",
                new Expected(
                        key.request,
                        key.line,
                        site,
                        item,
                        outlook.promised(),
                        outlook.asked(),
                        outlook.overdue(),
                        outlook.endsAt()));
    }
}
