package dev.muster.allocation;

import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.request.Provenance;
import dev.muster.request.RequestState;
import dev.muster.request.Urgency;
import dev.muster.unit.CompetencyLevel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads requests with their decisions. */
@ApplicationScoped
class RequestQueries {

    /** Which requests to list; null takes all. */
    record Filter(
            @Nullable RequestState state,
            @Nullable Urgency urgency,
            @Nullable String site,
            @Nullable String incident) {}

    private static final String HEADS = "select r.id, s.code, r.incident_id, r.urgency, r.needed_by, r.submitted_at, "
            + "r.submitted_by, r.state, r.note from request r join site s on s.id = r.site_id "
            + "left join incident i on i.id = r.incident_id ";

    private final Pool pool;

    RequestQueries(Pool pool) {
        this.pool = pool;
    }

    /** Newest first. */
    Uni<Page<RequestView>> list(Filter filter, PageRequest page) {
        Tuple parameters = Tuple.tuple()
                .addString(filter.state == null ? null : filter.state.name())
                .addString(filter.urgency == null ? null : filter.urgency.name())
                .addString(filter.site)
                .addString(filter.incident)
                .addOffsetDateTime(
                        page.isFirst()
                                ? null
                                : OffsetDateTime.parse(page.after().get(0)))
                .addUUID(page.isFirst() ? null : UUID.fromString(page.after().get(1)))
                .addInteger(page.fetch());
        return pool.preparedQuery(HEADS
                        + "where ($1::text is null or r.state = $1) and ($2::text is null or r.urgency = $2) "
                        + "and ($3::text is null or s.code = $3) "
                        + "and ($4::text is null or i.code = $4 or r.incident_id::text = $4) "
                        + "and ($5::timestamptz is null or (r.submitted_at, r.id) < ($5, $6)) "
                        + "order by r.submitted_at desc, r.id desc limit $7")
                .execute(parameters)
                .chain(rows -> {
                    Map<UUID, Row> heads = new LinkedHashMap<>();
                    rows.forEach(row -> heads.put(row.getUUID(0), row));
                    return withLines(heads);
                })
                .map(views -> page.page(
                        views,
                        view -> List.of(view.submittedAt().toString(), view.id().toString())));
    }

    Uni<Optional<RequestView>> find(UUID id) {
        return pool.preparedQuery(HEADS + "where r.id = $1")
                .execute(Tuple.of(id))
                .chain(rows -> {
                    Map<UUID, Row> heads = new LinkedHashMap<>();
                    rows.forEach(row -> heads.put(row.getUUID(0), row));
                    return withLines(heads);
                })
                .map(views -> views.stream().findAny());
    }

    private Uni<List<RequestView>> withLines(Map<UUID, Row> heads) {
        if (heads.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Tuple ids = Tuple.tuple().addArrayOfUUID(heads.keySet().toArray(UUID[]::new));
        return allocations(ids).chain(allocations -> lines(ids, allocations)).map(lines -> {
            List<RequestView> views = new ArrayList<>();
            heads.forEach((id, row) -> views.add(view(row, lines.getOrDefault(id, List.of()))));
            return views;
        });
    }

    private Uni<Map<String, List<RequestView.AllocationView>>> allocations(Tuple requests) {
        return pool.preparedQuery("select a.request_id, a.line, a.id, s.code, i.code, l.lot_no, l.expiry, a.quantity, "
                        + "a.distance_km, a.travel_minutes, a.state, a.reserved_at, a.expires_at, a.officer, a.override_reason, "
                        + "a.preempted_by, null::text, null::timestamptz, null::timestamptz "
                        + "from allocation a join site s on s.id = a.source_site_id join item i on i.id = a.item_id "
                        + "join lot l on l.id = a.lot_id where a.request_id = any($1) "
                        + "union all select b.request_id, b.line, b.id, s.code, i.code, '', null, 1, b.distance_km, "
                        + "b.travel_minutes, b.state, b.reserved_at, b.expires_at, b.officer, case when b.officer is not null then b.reason end, b.preempted_by, u.code, "
                        + "b.starts_at, b.ends_at from booking b join unit u on u.id = b.unit_id "
                        + "join site s on s.id = b.source_site_id join item i on i.id = b.item_id "
                        + "where b.leads and b.request_id = any($1) order by 12, 3")
                .execute(requests)
                .map(rows -> {
                    Map<String, List<RequestView.AllocationView>> byLine = new HashMap<>();
                    for (Row row : rows) {
                        byLine.computeIfAbsent(key(row.getUUID(0), row.getShort(1)), k -> new ArrayList<>())
                                .add(allocation(row));
                    }
                    return byLine;
                });
    }

    private static RequestView.AllocationView allocation(Row row) {
        return new RequestView.AllocationView(
                row.getUUID(2),
                row.getString(3),
                row.getString(4),
                BoardValues.lot(row.getString(5)),
                row.getLocalDate(6),
                row.getLong(7),
                row.getDouble(8),
                row.getInteger(9),
                AllocationState.valueOf(row.getString(10)),
                row.getOffsetDateTime(11).toInstant(),
                row.getOffsetDateTime(12).toInstant(),
                row.getString(13),
                row.getString(14),
                row.getUUID(15),
                row.getString(16),
                row.getOffsetDateTime(17) == null ? null : instant(row, 17),
                row.getOffsetDateTime(18) == null ? null : instant(row, 18));
    }

    private Uni<Map<UUID, List<RequestView.LineView>>> lines(
            Tuple requests, Map<String, List<RequestView.AllocationView>> allocations) {
        return pool.preparedQuery(
                        "select l.request_id, l.line, i.code, l.quantity, l.provenance, l.allocated, l.received, "
                                + "case when l.open then l.quantity - l.allocated when l.quantity is not null then 0 end, "
                                + "l.shortage_reason, l.substitutes_allowed, l.note, l.starts_at, l.ends_at, l.level, l.team, "
                                + "l.kit_line, l.per_kit, l.kits from request_line l join item i on i.id = l.item_id "
                                + "where l.request_id = any($1) order by l.request_id, l.line")
                .execute(requests)
                .map(rows -> {
                    Map<UUID, List<RequestView.LineView>> lines = new HashMap<>();
                    Map<UUID, Map<Integer, Long>> kits = new HashMap<>();
                    for (Row row : rows) {
                        String key = key(row.getUUID(0), row.getShort(1));
                        lines.computeIfAbsent(row.getUUID(0), id -> new ArrayList<>())
                                .add(line(row, allocations.getOrDefault(key, List.of())));
                        if (row.getLong(17) != null) {
                            kits.computeIfAbsent(row.getUUID(0), id -> new HashMap<>())
                                    .put(row.getInteger(1), row.getLong(17));
                        }
                    }
                    kits.forEach((id, asked) ->
                            lines.computeIfPresent(id, (i, all) -> RequestView.LineView.ofKits(all, asked)));
                    return lines;
                });
    }

    private static RequestView.LineView line(Row row, List<RequestView.AllocationView> allocations) {
        return new RequestView.LineView(
                row.getShort(1),
                row.getString(2),
                row.getLong(3),
                Provenance.valueOf(row.getString(4)),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getString(8),
                row.getBoolean(9),
                row.getString(10),
                allocations,
                row.getOffsetDateTime(11) == null ? null : instant(row, 11),
                row.getOffsetDateTime(12) == null ? null : instant(row, 12),
                CompetencyLevel.of(row.getShort(13)),
                row.getBoolean(14),
                row.getInteger(15),
                row.getLong(16),
                null);
    }

    private static RequestView view(Row row, List<RequestView.LineView> lines) {
        return new RequestView(
                row.getUUID(0),
                row.getString(1),
                row.getUUID(2),
                Urgency.valueOf(row.getString(3)),
                instant(row, 4),
                instant(row, 5),
                row.getString(6),
                RequestState.valueOf(row.getString(7)),
                row.getString(8),
                lines);
    }

    private static Instant instant(Row row, int column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static String key(UUID request, int line) {
        return request + "/" + line;
    }
}
