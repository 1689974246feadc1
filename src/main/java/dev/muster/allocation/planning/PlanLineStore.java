package dev.muster.allocation.planning;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.allocation.PlannedLine;
import dev.muster.allocation.plan.Unmet;
import dev.muster.allocation.planning.PlanResult.LineRow;
import dev.muster.allocation.planning.PlanResult.SourceRow;
import dev.muster.incident.PolicyLevel;
import dev.muster.request.Urgency;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What plans say of lines and sources, in the database. */
@ApplicationScoped
class PlanLineStore {

    /** A source of a line as it stands in a plan, by codes; the unit sent, where it is one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Source(
            String site,
            String item,
            long now,
            long planned,
            int minutes,
            @Nullable String unit) {}

    /** A line as it stands in a plan, by codes. */
    record StoredLine(
            int n,
            UUID request,
            int line,
            String site,
            String item,
            PolicyLevel level,
            Urgency urgency,
            boolean keySite,
            long quantity,
            long allocated,
            long served,
            @Nullable Unmet reason,
            @Nullable String nearestSite,
            @Nullable Integer nearestMinutes,
            boolean changed,
            boolean ofUnits,
            List<Source> sources) {}

    /** A changed line, and the number of those that it shares goods with. */
    record ChangedLine(int together, PlannedLine line) {}

    /**
     * Which lines of a plan.
     *
     * @param after place of the last line before them, -1 for the first
     */
    record Filter(
            @Nullable String item,
            @Nullable String site,
            @Nullable UUID request,
            boolean changedOnly,
            int after,
            int limit) {}

    private final Pool pool;

    PlanLineStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> insert(UUID plan, List<LineRow> rows) {
        return insertLines(plan, rows).chain(() -> insertSources(plan, rows));
    }

    private Uni<Void> insertLines(UUID plan, List<LineRow> rows) {
        return pool.preparedQuery(
                        "insert into plan_line (plan, n, request_id, line, site_id, item_id, level, urgency, key_site, "
                                + "quantity, allocated, served, reason, nearest_site, nearest_minutes, together, changed) "
                                + "select $1, * from unnest($2::int[], $3::uuid[], $4::smallint[], $5::int[], $6::int[], $7::smallint[], "
                                + "$8::text[], $9::bool[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::int[], "
                                + "$15::int[], $16::int[], $17::bool[])")
                .execute(Tuple.tuple()
                        .addUUID(plan)
                        .addArrayOfInteger(rows.stream().map(LineRow::n).toArray(Integer[]::new))
                        .addArrayOfUUID(rows.stream()
                                .map(r -> r.line().line.key().request())
                                .toArray(UUID[]::new))
                        .addArrayOfShort(rows.stream()
                                .map(r -> (short) r.line().line.key().line())
                                .toArray(Short[]::new))
                        .addArrayOfInteger(
                                rows.stream().map(r -> r.line().line.site()).toArray(Integer[]::new))
                        .addArrayOfInteger(
                                rows.stream().map(r -> r.line().line.item()).toArray(Integer[]::new))
                        .addArrayOfShort(rows.stream()
                                .map(r -> (short) r.line().line.level())
                                .toArray(Short[]::new))
                        .addArrayOfString(rows.stream()
                                .map(r -> r.line().line.urgency().name())
                                .toArray(String[]::new))
                        .addArrayOfBoolean(rows.stream().map(LineRow::keySite).toArray(Boolean[]::new))
                        .addArrayOfLong(
                                rows.stream().map(r -> r.line().line.quantity()).toArray(Long[]::new))
                        .addArrayOfLong(rows.stream()
                                .map(r -> r.line().line.allocated())
                                .toArray(Long[]::new))
                        .addArrayOfLong(rows.stream().map(LineRow::served).toArray(Long[]::new))
                        .addArrayOfString(rows.stream()
                                .map(r -> r.reason() == null ? null : r.reason().name())
                                .toArray(String[]::new))
                        .addArrayOfInteger(rows.stream()
                                .map(r ->
                                        r.nearest() == null ? null : r.nearest().site())
                                .toArray(Integer[]::new))
                        .addArrayOfInteger(rows.stream()
                                .map(r ->
                                        r.nearest() == null ? null : r.nearest().minutes())
                                .toArray(Integer[]::new))
                        .addArrayOfInteger(rows.stream().map(LineRow::together).toArray(Integer[]::new))
                        .addArrayOfBoolean(rows.stream().map(LineRow::changed).toArray(Boolean[]::new)))
                .replaceWithVoid();
    }

    private Uni<Void> insertSources(UUID plan, List<LineRow> rows) {
        List<Integer> lines = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<SourceRow> sources = new ArrayList<>();
        for (LineRow row : rows) {
            for (int place = 0; place < row.sources().size(); place++) {
                lines.add(row.n());
                places.add(place);
                sources.add(row.sources().get(place));
            }
        }
        return pool.preparedQuery(
                        "insert into plan_source (plan, n, place, site_id, item_id, now, planned, minutes, unit_id) "
                                + "select $1, * from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::bigint[], $7::bigint[], $8::int[], $9::int[])")
                .execute(Tuple.tuple()
                        .addUUID(plan)
                        .addArrayOfInteger(lines.toArray(Integer[]::new))
                        .addArrayOfInteger(places.toArray(Integer[]::new))
                        .addArrayOfInteger(sources.stream().map(SourceRow::site).toArray(Integer[]::new))
                        .addArrayOfInteger(sources.stream().map(SourceRow::item).toArray(Integer[]::new))
                        .addArrayOfLong(sources.stream().map(SourceRow::now).toArray(Long[]::new))
                        .addArrayOfLong(sources.stream().map(SourceRow::planned).toArray(Long[]::new))
                        .addArrayOfInteger(
                                sources.stream().map(SourceRow::minutes).toArray(Integer[]::new))
                        .addArrayOfInteger(sources.stream().map(SourceRow::unit).toArray(Integer[]::new)))
                .replaceWithVoid();
    }

    /** Lines in the order of service, with their sources. */
    Uni<List<StoredLine>> lines(UUID plan, Filter filter) {
        return pool.preparedQuery("with page as materialized (select * from plan_line l where l.plan = $1 and l.n > $2 "
                        + "and ($3::text is null or l.item_id = (select id from item where code = $3)) "
                        + "and ($4::text is null or l.site_id = (select id from site where code = $4)) "
                        + "and ($5::uuid is null or l.request_id = $5) and (not $6 or l.changed) order by l.n limit $7) "
                        + "select l.n, l.request_id, l.line, s.code, i.code, l.level, l.urgency, l.key_site, l.quantity, "
                        + "l.allocated, l.served, l.reason, near.code, l.nearest_minutes, l.changed, i.kind <> 'SUPPLY' "
                        + "from page l join site s on s.id = l.site_id join item i on i.id = l.item_id "
                        + "left join site near on near.id = l.nearest_site order by l.n")
                .execute(Tuple.from(new Object[] {
                    plan, filter.after, filter.item, filter.site, filter.request, filter.changedOnly, filter.limit
                }))
                .chain(rows -> {
                    Map<Integer, StoredLine> lines = new LinkedHashMap<>();
                    rows.forEach(row -> lines.put(row.getInteger(0), line(row)));
                    return sources(plan, lines).replaceWith(() -> List.copyOf(lines.values()));
                });
    }

    private Uni<Void> sources(UUID plan, Map<Integer, StoredLine> lines) {
        return pool.preparedQuery("select c.n, s.code, i.code, c.now, c.planned, c.minutes, u.code from plan_source c "
                        + "join site s on s.id = c.site_id join item i on i.id = c.item_id left join unit u on u.id = c.unit_id "
                        + "where c.plan = $1 and c.n = any($2) order by c.n, c.place")
                .execute(Tuple.of(plan, lines.keySet().toArray(Integer[]::new)))
                .invoke(rows -> rows.forEach(row -> Objects.requireNonNull(lines.get(row.getInteger(0)))
                        .sources()
                        .add(new Source(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getInteger(5),
                                row.getString(6)))))
                .replaceWithVoid();
    }

    private static StoredLine line(Row row) {
        String reason = row.getString(11);
        return new StoredLine(
                row.getInteger(0),
                row.getUUID(1),
                row.getShort(2),
                row.getString(3),
                row.getString(4),
                PolicyLevel.values()[row.getShort(5) - 1],
                Urgency.valueOf(row.getString(6)),
                row.getBoolean(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                reason == null ? null : Unmet.valueOf(reason),
                row.getString(12),
                row.getInteger(13),
                row.getBoolean(14),
                row.getBoolean(15),
                new ArrayList<>());
    }

    /**
     * What a plan changes at a source of a line, by codes.
     *
     * @param n the line's place in the order of service
     * @param place the source's place among the line's
     */
    record StoredChange(
            int n,
            int place,
            UUID request,
            int line,
            String site,
            String item,
            Urgency urgency,
            String source,
            String given,
            long now,
            long planned,
            int minutes,
            @Nullable String unit) {}

    /** Changes after one of them, in the order of service. */
    Uni<List<StoredChange>> changes(
            UUID plan, @Nullable String item, @Nullable String source, int afterLine, int afterPlace, int limit) {
        return pool.preparedQuery(
                        "with page as materialized (select c.* from plan_source c where c.plan = $1 and c.now <> c.planned "
                                + "and (c.n, c.place) > ($2, $3) and ($5::text is null or c.site_id = (select id from site where code = $5)) "
                                + "and ($4::text is null or exists (select from plan_line l where l.plan = $1 and l.n = c.n "
                                + "and l.item_id = (select id from item where code = $4))) order by c.n, c.place limit $6) "
                                + "select l.n, c.place, l.request_id, l.line, s.code, i.code, l.urgency, f.code, g.code, c.now, "
                                + "c.planned, c.minutes, u.code from page c join plan_line l on l.plan = $1 and l.n = c.n "
                                + "join site s on s.id = l.site_id join item i on i.id = l.item_id "
                                + "join site f on f.id = c.site_id join item g on g.id = c.item_id left join unit u on u.id = c.unit_id "
                                + "order by c.n, c.place")
                .execute(Tuple.of(plan, afterLine, afterPlace, item, source, limit))
                .map(rows -> {
                    List<StoredChange> changes = new ArrayList<>();
                    rows.forEach(row -> changes.add(new StoredChange(
                            row.getInteger(0),
                            row.getInteger(1),
                            row.getUUID(2),
                            row.getShort(3),
                            row.getString(4),
                            row.getString(5),
                            Urgency.valueOf(row.getString(6)),
                            row.getString(7),
                            row.getString(8),
                            row.getLong(9),
                            row.getLong(10),
                            row.getInteger(11),
                            row.getString(12))));
                    return changes;
                });
    }

    /** Which of these item codes a plan has lines of. */
    Uni<List<String>> itemsOf(UUID plan, List<String> items) {
        return pool.preparedQuery("select distinct i.code from plan_line l join item i on i.id = l.item_id "
                        + "where l.plan = $1 and i.code = any($2)")
                .execute(Tuple.of(plan, items.toArray(String[]::new)))
                .map(rows -> {
                    List<String> found = new ArrayList<>();
                    rows.forEach(row -> found.add(row.getString(0)));
                    return found;
                });
    }

    /**
     * The lines that a plan changes, those that share goods together, each lot in the order of service.
     *
     * @param items codes of items asked for, whose lines and all that share goods with them are meant; all if empty
     */
    Uni<List<ChangedLine>> changed(UUID plan, List<String> items) {
        return pool.preparedQuery(
                        "select l.n, l.together, l.request_id, l.line, l.quantity, l.allocated from plan_line l "
                                + "where l.plan = $1 and l.changed and ($2::text[] is null or l.together in (select o.together "
                                + "from plan_line o join item i on i.id = o.item_id where o.plan = $1 and i.code = any($2))) "
                                + "order by l.together, l.n")
                .execute(Tuple.of(plan, items.isEmpty() ? null : items.toArray(String[]::new)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(rows -> {
                    Map<Integer, ChangedLine> lines = new LinkedHashMap<>();
                    for (Row row : rows) {
                        PlannedLine line = new PlannedLine(
                                row.getUUID(2), row.getShort(3), row.getLong(4), row.getLong(5), new ArrayList<>());
                        lines.put(row.getInteger(0), new ChangedLine(row.getInteger(1), line));
                    }
                    return moves(plan, lines).replaceWith(() -> List.copyOf(lines.values()));
                });
    }

    private Uni<Void> moves(UUID plan, Map<Integer, ChangedLine> lines) {
        return pool.preparedQuery("select c.n, c.site_id, c.item_id, c.now, c.planned, c.unit_id from plan_source c "
                        + "where c.plan = $1 and c.n = any($2) order by c.n, c.place")
                .execute(Tuple.of(plan, lines.keySet().toArray(Integer[]::new)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(rows -> rows.forEach(row -> Objects.requireNonNull(lines.get(row.getInteger(0)))
                        .line()
                        .sources()
                        .add(new PlannedLine.From(
                                row.getInteger(1),
                                row.getInteger(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getInteger(5)))))
                .replaceWithVoid();
    }
}
