package dev.muster.allocation.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.allocation.Facts;
import dev.muster.allocation.FactsStore;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.planning.Reading.Held;
import dev.muster.allocation.planning.Reading.LineKey;
import dev.muster.allocation.planning.Reading.OpenLine;
import dev.muster.allocation.planning.Reading.Shelf;
import dev.muster.allocation.planning.Reading.Stock;
import dev.muster.incident.PolicySettings;
import dev.muster.request.Urgency;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what is to be planned, in one transaction that sees one moment and disturbs nobody. */
@ApplicationScoped
class ReadingStore {

    private static final String LINES = "with wanted as (select request_id, line from request_line "
            + "where open and quantity is not null and allocated < quantity "
            + "union select request_id, line from allocation where state = 'RESERVED') "
            + "select l.request_id, l.line, r.site_id, coalesce(n.level, 'NONE'), r.urgency, r.needed_by, r.submitted_at, "
            + "l.item_id, l.substitutes_allowed, l.quantity, l.allocated from wanted w "
            + "join request_line l on l.request_id = w.request_id and l.line = w.line "
            + "join request r on r.id = l.request_id join item i on i.id = l.item_id "
            + "left join incident n on n.id = r.incident_id "
            + "where l.open and l.quantity is not null and i.kind = 'SUPPLY' "
            + "and ($1::int[] is null or l.item_id = any($1)) and ($2::int[] is null or r.site_id = any($2)) "
            + "and ($3::uuid[] is null or r.incident_id = any($3)) and ($4::text[] is null or r.urgency = any($4)) "
            + "and ($5::text[] is null or coalesce(n.level, 'NONE') = any($5))";

    private final Pool pool;
    private final FactsStore facts;
    private final UnitReadingStore units;
    private final ObjectMapper json;

    ReadingStore(Pool pool, FactsStore facts, UnitReadingStore units, ObjectMapper json) {
        this.pool = pool;
        this.units = units;
        this.facts = facts;
        this.json = json;
    }

    /** What the world is now, to check names against. */
    Uni<Facts> facts() {
        return atOneMoment(facts::load);
    }

    /** How many lines a scope has, counted up to one more than the limit. */
    Uni<Integer> size(Facts known, Wish.Scope scope, int limit) {
        return pool.preparedQuery("select ((select count(*) from (" + LINES + " limit $6) supplies) + "
                        + "(select count(*) from (" + UnitReadingStore.LINES + " limit $6) units))::int")
                .execute(filters(known, scope).addInteger(limit + 1))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** Which of these requests there are. */
    Uni<Set<UUID>> requests(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return pool.preparedQuery("select id from request where id = any($1)")
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows -> new HashSet<>(list(rows, row -> row.getUUID(0))));
    }

    /** A policy in its current version; empty if there is none of this code. */
    Uni<Optional<Policy>> policy(String code) {
        return pool.withConnection(connection -> policy(connection, code));
    }

    private Uni<Optional<Policy>> policy(SqlConnection connection, String code) {
        return connection
                .preparedQuery("select p.code || '@' || p.version, v.settings::text from policy p "
                        + "join policy_version v on v.code = p.code and v.version = p.version where p.code = $1")
                .execute(Tuple.of(code))
                .map(rows -> list(rows, this::policy).stream().findFirst());
    }

    private Policy policy(Row row) {
        try {
            return FactsStore.policy(row.getString(0), json.readValue(row.getString(1), PolicySettings.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Policy " + row.getString(0) + " cannot be read", e);
        }
    }

    /** Everything that a wish is about. */
    Uni<Reading> read(Wish wish) {
        return atOneMoment(connection -> connection
                .query("select now()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant())
                .chain(now -> facts.load(connection).chain(known -> read(connection, wish, known, now))));
    }

    private Uni<Reading> read(SqlConnection connection, Wish wish, Facts known, Instant now) {
        String code = wish.whatIf().policy();
        Uni<Optional<Policy>> supposed =
                code == null ? Uni.createFrom().item(Optional.empty()) : policy(connection, code);
        return supposed.chain(policy -> lines(connection, known, wish.scope()).chain(lines -> {
            Set<Integer> asked = new HashSet<>();
            lines.forEach(line -> asked.add(line.item()));
            Integer[] goods = known.goodsFor(asked).toArray(Integer[]::new);
            return stock(connection, goods)
                    .chain(stock -> floors(connection, goods)
                            .chain(floors -> held(connection)
                                    .chain(held -> takenBack(connection, asked.toArray(Integer[]::new))
                                            .chain(takenBack -> units.read(connection, filters(known, wish.scope()))
                                                    .map(unitReading -> new Reading(
                                                            known,
                                                            now,
                                                            lines,
                                                            stock,
                                                            floors,
                                                            held,
                                                            takenBack,
                                                            policy.orElse(null),
                                                            unitReading))))));
        }));
    }

    private static Uni<List<OpenLine>> lines(SqlConnection connection, Facts known, Wish.Scope scope) {
        return connection
                .preparedQuery(LINES)
                .execute(filters(known, scope))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> list(
                        rows,
                        row -> new OpenLine(
                                new LineKey(row.getUUID(0), row.getShort(1)),
                                row.getInteger(2),
                                FactsStore.level(row.getString(3)),
                                Urgency.valueOf(row.getString(4)),
                                row.getOffsetDateTime(5).toInstant(),
                                row.getOffsetDateTime(6).toInstant(),
                                row.getInteger(7),
                                row.getBoolean(8),
                                row.getLong(9),
                                row.getLong(10))));
    }

    private static Tuple filters(Facts known, Wish.Scope scope) {
        return Tuple.tuple()
                .addArrayOfInteger(
                        scope.items().isEmpty()
                                ? null
                                : scope.items().stream()
                                        .map(known::itemOf)
                                        .map(item -> item == null ? -1 : item.id())
                                        .toArray(Integer[]::new))
                .addArrayOfInteger(sites(known, scope))
                .addArrayOfUUID(
                        scope.incidents().isEmpty()
                                ? null
                                : scope.incidents().stream()
                                        .map(known::incidentOf)
                                        .map(incident -> incident == null ? new UUID(0, 0) : incident.id())
                                        .toArray(UUID[]::new))
                .addArrayOfString(names(scope.urgencies()))
                .addArrayOfString(names(scope.levels()));
    }

    private static Integer @Nullable [] sites(Facts known, Wish.Scope scope) {
        if (scope.sites().isEmpty() && scope.regions().isEmpty()) {
            return null;
        }
        return known.allSites().stream()
                .filter(site -> scope.sites().isEmpty() || scope.sites().contains(site.code()))
                .filter(site -> scope.regions().isEmpty()
                        || scope.regions().stream().anyMatch(region -> known.isWithin(site.region(), region)))
                .map(Facts.Site::id)
                .toArray(Integer[]::new);
    }

    private static String @Nullable [] names(List<? extends Enum<?>> constants) {
        return constants.isEmpty() ? null : constants.stream().map(Enum::name).toArray(String[]::new);
    }

    private static Uni<List<Stock>> stock(SqlConnection connection, Integer[] goods) {
        return connection
                .preparedQuery("select p.id, p.site_id, p.item_id, l.expiry, p.on_hand - p.reserved - p.held "
                        + "from stock_position p join lot l on l.id = p.lot_id "
                        + "where p.item_id = any($1) and p.on_hand > p.held order by p.id")
                .execute(Tuple.of(goods))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> list(rows, row -> {
                    LocalDate expiry = row.getLocalDate(3);
                    return new Stock(
                            row.getLong(0),
                            new Shelf(row.getInteger(1), row.getInteger(2)),
                            expiry == null ? Long.MAX_VALUE : expiry.toEpochDay(),
                            row.getLong(4));
                }));
    }

    private static Uni<Map<Shelf, Long>> floors(SqlConnection connection, Integer[] goods) {
        return connection
                .preparedQuery("select site_id, item_id, floor from stock_level where item_id = any($1) and floor > 0")
                .execute(Tuple.of(goods))
                .map(rows -> {
                    Map<Shelf, Long> floors = new HashMap<>();
                    rows.forEach(row -> floors.put(new Shelf(row.getInteger(0), row.getInteger(1)), row.getLong(2)));
                    return floors;
                });
    }

    private static Uni<List<Held>> held(SqlConnection connection) {
        return connection
                .preparedQuery(
                        "select request_id, line, position_id, source_site_id, item_id, quantity, officer is null "
                                + "from allocation where state = 'RESERVED' order by id")
                .execute()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> list(
                        rows,
                        row -> new Held(
                                new LineKey(row.getUUID(0), row.getShort(1)),
                                row.getLong(2),
                                new Shelf(row.getInteger(3), row.getInteger(4)),
                                row.getLong(5),
                                row.getBoolean(6))));
    }

    private static Uni<Map<LineKey, Set<Integer>>> takenBack(SqlConnection connection, Integer[] asked) {
        return connection
                .preparedQuery("select a.request_id, a.line, a.source_site_id from request_line l "
                        + "join allocation a on a.request_id = l.request_id and a.line = l.line "
                        + "where l.item_id = any($1) and l.open and l.quantity is not null and l.received < l.quantity "
                        + "and a.state = 'RELEASED'")
                .execute(Tuple.of(asked))
                .map(rows -> {
                    Map<LineKey, Set<Integer>> takenBack = new HashMap<>();
                    rows.forEach(row -> takenBack
                            .computeIfAbsent(new LineKey(row.getUUID(0), row.getShort(1)), key -> new HashSet<>())
                            .add(row.getInteger(2)));
                    return takenBack;
                });
    }

    private <T> Uni<T> atOneMoment(Function<SqlConnection, Uni<T>> reading) {
        return pool.withConnection(connection -> connection
                .query("begin isolation level repeatable read read only")
                .execute()
                .chain(() -> reading.apply(connection))
                .onItemOrFailure()
                .call((read, failure) -> connection
                        .query(failure == null ? "commit" : "rollback")
                        .execute()
                        .onFailure()
                        .recoverWithNull()));
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        List<T> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(read.apply(row)));
        return list;
    }
}
