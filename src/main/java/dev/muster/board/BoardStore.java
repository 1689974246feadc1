package dev.muster.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What boards begin with: the tables and the log's number, read in one transaction that sees one moment. */
@ApplicationScoped
class BoardStore {

    private static final String REGIONS = """
            with recursive below (code) as (
                select code from region where code = $1
                union
                select region.code from region join below on region.parent = below.code)
            select code from below
            """;

    /** For each section the rows of the sites whose region is in $1 (all where it is null), as JSON. */
    private static final Map<Section, String> ROWS = new EnumMap<>(Map.of(
            Section.SITES,
            """
            select json_build_object(
                'code', code, 'name', json_build_object('zh', name_zh, 'en', name_en), 'kind', kind,
                'latitude', latitude, 'longitude', longitude, 'region', region, 'keySite', key_site,
                'status', status)::text
            from site where $1::text[] is null or region = any($1)
            """,
            Section.ITEMS,
            """
            select json_build_object(
                'code', code, 'kind', kind, 'name', json_build_object('zh', name_zh, 'en', name_en),
                'category', category, 'baseUnit', base_unit)::text
            from item where $1::text[] is null or true
            """,
            Section.INCIDENTS,
            """
            select json_build_object(
                'id', id, 'code', code, 'name', json_build_object('zh', name_zh, 'en', name_en), 'kind', kind,
                'region', region, 'level', level, 'phase', phase, 'startedAt', started_at)::text
            from incident where $1::text[] is null or true
            """,
            Section.SHORTAGES,
            """
            select json_build_object(
                'request', l.request_id, 'line', l.line, 'site', s.code, 'item', i.code,
                'incident', r.incident_id, 'urgency', r.urgency, 'level', n.level, 'keySite', s.key_site,
                'quantity', l.quantity, 'provenance', l.provenance, 'allocated', l.allocated,
                'short', l.quantity - l.allocated, 'neededBy', r.needed_by, 'since', l.short_since,
                'reason', l.shortage_reason)::text
            from request_line l
            join request r on r.id = l.request_id
            join site s on s.id = r.site_id
            join item i on i.id = l.item_id
            left join incident n on n.id = r.incident_id
            where l.open and (l.quantity is null or l.allocated < l.quantity)
                and ($1::text[] is null or s.region = any($1))
            """,
            Section.OUTLOOKS,
            """
            select json_build_object(
                'request', o.request_id, 'line', o.line, 'asked', nullif(o.asked, 0), 'promised', nullif(o.promised, 0),
                'overdue', nullif(o.overdue, 0), 'endsAt', o.ends_at)::text
            from shortage_outlook o
            join request r on r.id = o.request_id
            join site s on s.id = r.site_id
            where $1::text[] is null or s.region = any($1)
            """,
            Section.RESTOCK,
            """
            select json_build_object(
                'id', r.id, 'supplier', r.supplier, 'site', s.code, 'item', i.code, 'urgency', r.urgency, 'state', r.state,
                'overdue', r.overdue, 'quantity', r.quantity, 'promised', r.promised, 'shipped', r.shipped,
                'received', r.received, 'promisedUntil', r.promised_until, 'answerBy', r.answer_by)::text
            from restock_request r
            join site s on s.id = r.site_id
            join item i on i.id = r.item_id
            where r.ended_at is null and r.sent_at is not null and ($1::text[] is null or s.region = any($1))
            """,
            Section.ALLOCATIONS,
            """
            select json_build_object(
                'id', a.id, 'request', a.request_id, 'line', a.line, 'source', source.code, 'site', s.code,
                'item', i.code, 'lot', nullif(l.lot_no, ''), 'unit', u.code, 'quantity', a.quantity, 'urgency', r.urgency,
                'distanceKm', a.distance_km, 'travelMinutes', a.travel_minutes, 'state', a.state,
                'at', a.reserved_at)::text
            from ((select id, request_id, line, source_site_id, item_id, lot_id, null::int as unit_id, quantity, distance_km,
                    travel_minutes, state, reserved_at
                from allocation order by reserved_at desc, id desc limit case when $1::text[] is null then $2::bigint end)
                union all
                (select id, request_id, line, source_site_id, item_id, null::bigint, unit_id, 1, distance_km, travel_minutes, state,
                    reserved_at
                from booking where leads and request_id is not null
                order by reserved_at desc, id desc limit case when $1::text[] is null then $2::bigint end)) a
            join request r on r.id = a.request_id
            join site s on s.id = r.site_id
            join site source on source.id = a.source_site_id
            join item i on i.id = a.item_id
            left join lot l on l.id = a.lot_id
            left join unit u on u.id = a.unit_id
            where $1::text[] is null or s.region = any($1) or source.region = any($1)
            order by a.reserved_at desc, a.id desc
            limit $2
            """,
            Section.PLANS,
            """
            select json_build_object(
                'id', id, 'state', state, 'actor', actor, 'automatic', policy is not null, 'at', created_at,
                'lines', lines, 'planned', planned, 'optimal', (result #>> '{result,optimal}')::boolean,
                'comparison', result #>> '{result,comparison}', 'appliedAt', applied_at)::text
            from plan where $1::text[] is null or true
            order by created_at desc, id desc
            limit $2
            """,
            Section.POSITIONS,
            """
            select json_build_object(
                'site', s.code, 'item', i.code, 'lot', nullif(l.lot_no, ''), 'expiry', l.expiry,
                'onHand', p.on_hand, 'reserved', p.reserved, 'held', p.held,
                'available', p.on_hand - p.reserved - p.held)::text
            from stock_position p
            join site s on s.id = p.site_id
            join item i on i.id = p.item_id
            join lot l on l.id = p.lot_id
            where $1::text[] is null or s.region = any($1)
            """,
            Section.STANDINGS,
            """
            select json_build_object('kind', u.kind, 'code', u.code, 'site', s.code, 'status', u.status,
                'serves', array(select i.code from unit_serves v join item i on i.id = v.item_id
                    where v.unit_id = u.id order by i.code collate "C"))::text
            from unit u join site s on s.id = u.site_id
            where $1::text[] is null or s.region = any($1)
            """));

    private final Pool pool;
    private final ObjectMapper json;
    private final BoardConfig config;

    BoardStore(Pool pool, ObjectMapper json, BoardConfig config) {
        this.pool = pool;
        this.json = json;
        this.config = config;
    }

    Uni<Boolean> regionExists(String region) {
        return pool.preparedQuery("select 1 from region where code = $1")
                .execute(Tuple.of(region))
                .map(rows -> rows.size() > 0);
    }

    /** The board's view as the tables have it now; fails with {@link UnknownRegion}. */
    Uni<Source.Start> start(Board board, @Nullable String region) {
        return pool.withConnection(connection -> connection
                        .query("begin isolation level repeatable read read only")
                        .execute()
                        .chain(() -> read(connection, board, region))
                        .onItemOrFailure()
                        .call((read, failure) -> connection
                                .query(failure == null ? "commit" : "rollback")
                                .execute()
                                .onFailure()
                                .recoverWithNull()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::view);
    }

    /** What was read, still as text: it is parsed where it blocks nobody. */
    private record Texts(Board board, Scope scope, UUID epoch, long seq, Map<Section, List<String>> rows) {}

    private Uni<Texts> read(SqlConnection connection, Board board, @Nullable String region) {
        Map<Section, List<String>> rows = new EnumMap<>(Section.class);
        return head(connection)
                .chain(head -> scope(connection, region)
                        .chain(scope -> Multi.createFrom()
                                .iterable(needed(board))
                                .onItem()
                                .transformToUniAndConcatenate(section ->
                                        rows(connection, section, scope).invoke(texts -> rows.put(section, texts)))
                                .collect()
                                .last()
                                .map(last -> new Texts(board, scope, head.getUUID(0), head.getLong(1), rows))));
    }

    private static Uni<Row> head(SqlConnection connection) {
        return connection
                .query("select epoch, last_event from log_head")
                .execute()
                .map(rows -> rows.iterator().next());
    }

    private static Uni<Scope> scope(SqlConnection connection, @Nullable String region) {
        if (region == null) {
            return Uni.createFrom().item(Scope.ALL);
        }
        return connection.preparedQuery(REGIONS).execute(Tuple.of(region)).map(rows -> {
            Set<String> codes = new HashSet<>(texts(rows));
            if (codes.isEmpty()) {
                throw new UnknownRegion(region);
            }
            return new Scope(region, codes);
        });
    }

    /** What the board shows, and what its fold must know besides. */
    private static Set<Section> needed(Board board) {
        Set<Section> needed = EnumSet.of(Section.SITES, Section.INCIDENTS);
        needed.addAll(board.sections());
        if (needed.contains(Section.SHORTAGES)) {
            needed.add(Section.OUTLOOKS);
        }
        if (needed.remove(Section.STOCK)) {
            needed.add(Section.POSITIONS);
        }
        if (needed.removeAll(Set.of(Section.UNITS, Section.FORCES, Section.POSTS))) {
            needed.add(Section.STANDINGS);
        }
        return needed;
    }

    private Uni<List<String>> rows(SqlConnection connection, Section section, Scope scope) {
        Tuple values = Tuple.tuple();
        values.addValue(scope.narrowed() ? scope.regions().toArray(String[]::new) : null);
        if (section == Section.ALLOCATIONS || section == Section.PLANS) {
            values.addValue(config.newestAllocations());
        }
        return connection
                .preparedQuery(Objects.requireNonNull(ROWS.get(section)))
                .execute(values)
                .map(BoardStore::texts);
    }

    private static List<String> texts(RowSet<Row> rows) {
        List<String> texts = new ArrayList<>(rows.size());
        rows.forEach(row -> texts.add(row.getString(0)));
        return texts;
    }

    private Source.Start view(Texts read) {
        Map<Section, List<JsonNode>> rows = new EnumMap<>(Section.class);
        read.rows.forEach((section, texts) ->
                rows.put(section, texts.stream().map(this::tree).toList()));
        return new Source.Start(
                read.epoch, read.seq, new View(read.board, read.scope, config.newestAllocations(), rows));
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + text, e);
        }
    }
}
