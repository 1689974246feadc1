package dev.muster.request;

import dev.muster.unit.CompetencyLevel;
import dev.muster.unit.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Requests and lines in the database, for a transaction that has the turn of the items at stake. */
@ApplicationScoped
public class RequestStore {

    private static final String REQUESTS =
            "select r.id, r.site_id, s.code, s.key_site, r.incident_id, i.level, r.urgency, "
                    + "r.needed_by, r.submitted_at, r.submitted_by, r.note, r.state, l.line, l.item_id, l.quantity, l.provenance, "
                    + "l.substitutes_allowed, l.note, l.allocated, l.received, l.open, l.short_since, l.shortage_reason, l.starts_at, l.ends_at, l.level, l.team, "
                    + "l.kits, l.kit_line, l.per_kit from request r join site s on s.id = r.site_id left join incident i on i.id = r.incident_id "
                    + "join request_line l on l.request_id = r.id ";

    private static final String SHORT = "select w.item, f.id from unnest($1::int[]) as w(item) cross join lateral ("
            + "select r.id from request_line l join request r on r.id = l.request_id "
            + "join site s on s.id = r.site_id left join incident i on i.id = r.incident_id "
            + "where l.open and l.quantity is not null and l.allocated < l.quantity and (l.item_id = w.item "
            + "or l.substitutes_allowed and l.item_id in "
            + "(select u.item_id from item_substitute u where u.substitute_id = w.item)) "
            + "order by case i.level when 'I' then 1 when 'II' then 2 when 'III' then 3 when 'IV' then 4 else 5 end, "
            + "case r.urgency when 'STAT' then 0 when 'ASAP' then 1 when 'URGENT' then 2 else 3 end, "
            + "s.key_site desc, r.needed_by, r.submitted_at, r.id limit $2) f";

    /** The items that open requests want or have been promised. */
    public Uni<List<Integer>> itemsOf(SqlConnection transaction, Collection<UUID> requests) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .preparedQuery("select item_id from request_line where request_id = any($1) "
                        + "union select item_id from allocation where request_id = any($1)")
                .execute(Tuple.tuple().addArrayOfUUID(requests.toArray(UUID[]::new)))
                .map(rows -> {
                    List<Integer> items = new ArrayList<>();
                    rows.forEach(row -> items.add(row.getInteger(0)));
                    return items;
                });
    }

    /** How urgent requests are, unlocked: level (null without an incident) and urgency. */
    public record Standing(UUID request, @Nullable String level, Urgency urgency) {}

    public Uni<List<Standing>> standing(SqlConnection transaction, Collection<UUID> requests) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .preparedQuery(
                        "select r.id, i.level, r.urgency from request r left join incident i on i.id = r.incident_id "
                                + "where r.id = any($1)")
                .execute(Tuple.tuple().addArrayOfUUID(requests.toArray(UUID[]::new)))
                .map(rows -> {
                    List<Standing> standing = new ArrayList<>();
                    rows.forEach(row -> standing.add(
                            new Standing(row.getUUID(0), row.getString(1), Urgency.valueOf(row.getString(2)))));
                    return standing;
                });
    }

    /** These requests, with all their lines, locked. */
    public Uni<Map<UUID, Request>> load(SqlConnection transaction, Collection<UUID> requests) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(new LinkedHashMap<>());
        }
        return transaction
                .preparedQuery(REQUESTS + "where r.id = any($1) order by r.id, l.line for no key update of r, l")
                .execute(Tuple.tuple().addArrayOfUUID(requests.toArray(UUID[]::new)))
                .map(RequestStore::read);
    }

    /**
     * The requests with the foremost short lines (R1) of known quantity that each of these items could serve, as the
     * item asked for or as a substitute; at most {@code limit} lines an item, by item.
     */
    public Uni<Map<Integer, List<UUID>>> shortOf(SqlConnection transaction, Collection<Integer> items, int limit) {
        if (items.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery(SHORT)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(items.toArray(Integer[]::new))
                        .addInteger(limit))
                .map(rows -> {
                    Map<Integer, List<UUID>> requests = new HashMap<>();
                    rows.forEach(row -> requests.computeIfAbsent(row.getInteger(0), item -> new ArrayList<>())
                            .add(row.getUUID(1)));
                    return requests;
                });
    }

    private static Map<UUID, Request> read(RowSet<Row> rows) {
        Map<UUID, Request> requests = new LinkedHashMap<>();
        for (Row row : rows) {
            requests.computeIfAbsent(row.getUUID(0), id -> request(row))
                    .lines()
                    .add(new Line(
                                    row.getUUID(0),
                                    row.getShort(12),
                                    row.getInteger(13),
                                    row.getLong(14),
                                    Provenance.valueOf(row.getString(15)),
                                    row.getBoolean(16),
                                    row.getString(17),
                                    row.getLong(18),
                                    row.getLong(19),
                                    row.getBoolean(20),
                                    instant(row.getOffsetDateTime(21)),
                                    row.getString(22))
                            .needing(need(row))
                            .of(kit(row)));
        }
        return requests;
    }

    private static @Nullable UnitNeed need(Row row) {
        @Nullable Instant from = instant(row.getOffsetDateTime(23));
        @Nullable Instant until = instant(row.getOffsetDateTime(24));
        return from == null || until == null
                ? null
                : new UnitNeed(new Span(from, until), CompetencyLevel.of(row.getShort(25)), row.getBoolean(26));
    }

    private static @Nullable InKit kit(Row row) {
        if (row.getLong(27) != null) {
            return InKit.head(row.getLong(27));
        }
        return row.getShort(28) == null ? null : InKit.part(row.getShort(28), row.getLong(29));
    }

    private static Request request(Row row) {
        return new Request(
                row.getUUID(0),
                row.getInteger(1),
                row.getString(2),
                row.getBoolean(3),
                row.getUUID(4),
                row.getString(5),
                Urgency.valueOf(row.getString(6)),
                row.getOffsetDateTime(7).toInstant(),
                row.getOffsetDateTime(8).toInstant(),
                row.getString(9),
                row.getString(10),
                RequestState.valueOf(row.getString(11)),
                false);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** Statements that write what is new and what changed, to be sent in this order. */
    public List<Uni<Void>> save(SqlConnection transaction, Collection<Request> requests) {
        List<Request> fresh = requests.stream().filter(Request::fresh).toList();
        List<Request> old = requests.stream().filter(r -> !r.fresh()).toList();
        List<Line> freshLines = requests.stream()
                .flatMap(r -> r.lines().stream())
                .filter(Line::fresh)
                .toList();
        List<Line> oldLines = old.stream()
                .flatMap(r -> r.lines().stream())
                .filter(line -> line.changed() && !line.fresh())
                .toList();
        return List.of(
                insertRequests(transaction, fresh),
                insertLines(transaction, freshLines),
                updateRequests(transaction, old),
                updateLines(transaction, oldLines));
    }

    private static Uni<Void> insertRequests(SqlConnection transaction, List<Request> fresh) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("insert into request (id, site_id, incident_id, urgency, needed_by, submitted_at, "
                        + "submitted_by, state, note) select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], "
                        + "$5::timestamptz[], $6::timestamptz[], $7::text[], $8::text[], $9::text[])")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(fresh.stream().map(Request::id).toArray(UUID[]::new))
                        .addArrayOfInteger(fresh.stream().map(Request::site).toArray(Integer[]::new))
                        .addArrayOfUUID(fresh.stream().map(Request::incident).toArray(UUID[]::new))
                        .addArrayOfString(
                                fresh.stream().map(r -> r.urgency().name()).toArray(String[]::new))
                        .addArrayOfOffsetDateTime(
                                fresh.stream().map(r -> offset(r.neededBy())).toArray(OffsetDateTime[]::new))
                        .addArrayOfOffsetDateTime(
                                fresh.stream().map(r -> offset(r.submittedAt())).toArray(OffsetDateTime[]::new))
                        .addArrayOfString(
                                fresh.stream().map(Request::submittedBy).toArray(String[]::new))
                        .addArrayOfString(
                                fresh.stream().map(r -> r.state().name()).toArray(String[]::new))
                        .addArrayOfString(fresh.stream().map(Request::note).toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Void> insertLines(SqlConnection transaction, List<Line> lines) {
        if (lines.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("insert into request_line (request_id, line, item_id, quantity, provenance, allocated, "
                        + "substitutes_allowed, note, open, short_since, shortage_reason, starts_at, ends_at, level, team, kits, kit_line, per_kit) select * from unnest($1::uuid[], "
                        + "$2::smallint[], $3::int[], $4::bigint[], $5::text[], $6::bigint[], $7::boolean[], $8::text[], "
                        + "$9::boolean[], $10::timestamptz[], $11::text[], $12::timestamptz[], $13::timestamptz[], $14::smallint[], "
                        + "$15::boolean[], $16::bigint[], $17::smallint[], $18::bigint[])")
                .execute(keys(lines)
                        .addArrayOfInteger(lines.stream().map(Line::item).toArray(Integer[]::new))
                        .addArrayOfLong(lines.stream().map(Line::quantity).toArray(Long[]::new))
                        .addArrayOfString(
                                lines.stream().map(l -> l.provenance().name()).toArray(String[]::new))
                        .addArrayOfLong(lines.stream().map(Line::allocated).toArray(Long[]::new))
                        .addArrayOfBoolean(
                                lines.stream().map(Line::substitutesAllowed).toArray(Boolean[]::new))
                        .addArrayOfString(lines.stream().map(Line::note).toArray(String[]::new))
                        .addArrayOfBoolean(lines.stream().map(Line::open).toArray(Boolean[]::new))
                        .addArrayOfOffsetDateTime(
                                lines.stream().map(l -> offset(l.shortSince())).toArray(OffsetDateTime[]::new))
                        .addArrayOfString(
                                lines.stream().map(Line::shortageReason).toArray(String[]::new))
                        .addArrayOfOffsetDateTime(lines.stream()
                                .map(l -> l.need() == null
                                        ? null
                                        : offset(l.need().wanted().start()))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfOffsetDateTime(lines.stream()
                                .map(l -> l.need() == null
                                        ? null
                                        : offset(l.need().wanted().end()))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfShort(lines.stream().map(RequestStore::level).toArray(Short[]::new))
                        .addArrayOfBoolean(lines.stream()
                                .map(l -> l.need() == null ? null : l.need().team())
                                .toArray(Boolean[]::new))
                        .addArrayOfLong(lines.stream()
                                .map(inKit(InKit::isHead, InKit::asked))
                                .toArray(Long[]::new))
                        .addArrayOfShort(lines.stream()
                                .map(inKit(kit -> !kit.isHead(), kit -> (short) kit.head()))
                                .toArray(Short[]::new))
                        .addArrayOfLong(lines.stream()
                                .map(inKit(kit -> !kit.isHead(), InKit::perKit))
                                .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private static <T> Function<Line, @Nullable T> inKit(Predicate<InKit> where, Function<InKit, T> of) {
        return line -> line.kit() == null || !where.test(line.kit()) ? null : of.apply(line.kit());
    }

    private static @Nullable Short level(Line line) {
        UnitNeed need = line.need();
        return need == null || need.least() == null ? null : need.least().number();
    }

    private static Uni<Void> updateRequests(SqlConnection transaction, List<Request> old) {
        if (old.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(
                        "update request r set state = c.state from unnest($1::uuid[], $2::text[]) as c(id, state) "
                                + "where r.id = c.id and r.state <> c.state")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(old.stream().map(Request::id).toArray(UUID[]::new))
                        .addArrayOfString(
                                old.stream().map(r -> r.state().name()).toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Void> updateLines(SqlConnection transaction, List<Line> lines) {
        if (lines.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("update request_line l set quantity = c.quantity, provenance = c.provenance, "
                        + "allocated = c.allocated, received = c.received, open = c.open, short_since = c.since, shortage_reason = c.reason, kits = c.kits "
                        + "from unnest($1::uuid[], $2::smallint[], $3::bigint[], $4::text[], $5::bigint[], $6::boolean[], "
                        + "$7::timestamptz[], $8::text[], $9::bigint[], $10::bigint[]) as c(request, line, quantity, provenance, allocated, open, since, reason, received, kits) "
                        + "where l.request_id = c.request and l.line = c.line")
                .execute(keys(lines)
                        .addArrayOfLong(lines.stream().map(Line::quantity).toArray(Long[]::new))
                        .addArrayOfString(
                                lines.stream().map(l -> l.provenance().name()).toArray(String[]::new))
                        .addArrayOfLong(lines.stream().map(Line::allocated).toArray(Long[]::new))
                        .addArrayOfBoolean(lines.stream().map(Line::open).toArray(Boolean[]::new))
                        .addArrayOfOffsetDateTime(
                                lines.stream().map(l -> offset(l.shortSince())).toArray(OffsetDateTime[]::new))
                        .addArrayOfString(
                                lines.stream().map(Line::shortageReason).toArray(String[]::new))
                        .addArrayOfLong(lines.stream().map(Line::received).toArray(Long[]::new))
                        .addArrayOfLong(lines.stream()
                                .map(inKit(InKit::isHead, InKit::asked))
                                .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private static Tuple keys(List<Line> lines) {
        return Tuple.tuple()
                .addArrayOfUUID(lines.stream().map(Line::request).toArray(UUID[]::new))
                .addArrayOfShort(lines.stream().map(l -> (short) l.number()).toArray(Short[]::new));
    }
}
