package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.LineKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from the database what stands at the end, in one snapshot. */
final class RecordReader {

    private interface Reading<T> {
        T row(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    /** @param connection nobody else's; begins a transaction of its own */
    RecordReader(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    World world() throws SQLException {
        Map<String, World.Site> sites = new HashMap<>();
        read("select code, status = 'OPEN' from site", r -> new World.Site(r.getString(1), r.getBoolean(2)))
                .forEach(site -> sites.put(site.code(), site));
        Map<String, World.Item> items = new HashMap<>();
        read(
                        "select i.code, i.min_remaining_life_days, array(select s.code from item_substitute u "
                                + "join item s on s.id = u.substitute_id where u.item_id = i.id order by u.rank), "
                                + "array(select q.code || '=' || p.quantity from item_part p join item q on q.id = p.part_id "
                                + "where p.item_id = i.id) from item i",
                        r -> new World.Item(
                                r.getString(1),
                                r.getInt(2),
                                Arrays.asList((String[]) r.getArray(3).getArray()),
                                pairs(r, 4)))
                .forEach(item -> items.put(item.code(), item));
        Map<World.Place, Long> floors = new HashMap<>();
        read(
                        "select s.code, i.code, v.floor from stock_level v join site s on s.id = v.site_id "
                                + "join item i on i.id = v.item_id",
                        r -> Map.entry(new World.Place(r.getString(1), r.getString(2)), r.getLong(3)))
                .forEach(floor -> floors.put(floor.getKey(), floor.getValue()));
        return new World(sites, items, floors, World.Rules.DEFAULT);
    }

    EndState end() throws SQLException {
        return new EndState(
                positions(),
                ledger(),
                requests(),
                lines(),
                allocations(),
                commands(),
                events(),
                audits(),
                head(),
                units(),
                bookings());
    }

    private List<EndState.Position> positions() throws SQLException {
        return read(
                "select p.id, s.code, i.code, l.lot_no, l.expiry, p.on_hand, p.reserved, p.held from stock_position p "
                        + "join site s on s.id = p.site_id join item i on i.id = p.item_id join lot l on l.id = p.lot_id "
                        + "order by p.id",
                r -> new EndState.Position(
                        r.getLong(1),
                        r.getString(2),
                        r.getString(3),
                        r.getString(4),
                        r.getObject(5, LocalDate.class),
                        r.getLong(6),
                        r.getLong(7),
                        r.getLong(8)));
    }

    private List<EndState.Entry> ledger() throws SQLException {
        return read(
                "select m.id, m.part, m.kind, i.code, l.lot_no, l.expiry, m.quantity, f.code, m.from_kind = 'SITE_HELD', "
                        + "t.code, m.to_kind = 'SITE_HELD', 'ASSEMBLED' in (m.from_kind, m.to_kind) from movement m join item i on i.id = m.item_id "
                        + "join lot l on l.id = m.lot_id left join site f on f.id = m.from_site "
                        + "left join site t on t.id = m.to_site order by m.n",
                r -> new EndState.Entry(
                        uuid(r, 1),
                        r.getInt(2),
                        r.getString(3),
                        r.getString(4),
                        r.getString(5),
                        r.getObject(6, LocalDate.class),
                        r.getLong(7),
                        r.getString(8),
                        r.getBoolean(9),
                        r.getString(10),
                        r.getBoolean(11),
                        r.getBoolean(12)));
    }

    private List<EndState.Request> requests() throws SQLException {
        return read(
                "select r.id, s.code, case i.level when 'I' then 1 when 'II' then 2 when 'III' then 3 when 'IV' then 4 "
                        + "else 5 end, r.urgency, r.state from request r join site s on s.id = r.site_id "
                        + "left join incident i on i.id = r.incident_id",
                r -> new EndState.Request(uuid(r, 1), r.getString(2), r.getInt(3), r.getString(4), r.getString(5)));
    }

    private List<EndState.Line> lines() throws SQLException {
        return read(
                "select l.request_id, l.line, i.code, l.quantity, l.allocated, l.substitutes_allowed, l.open, "
                        + "l.starts_at, l.ends_at, coalesce(l.level, 0), l.team, l.received, l.kits, l.kit_line, l.per_kit "
                        + "from request_line l join item i on i.id = l.item_id",
                r -> new EndState.Line(
                        new LineKey(uuid(r, 1), r.getInt(2)),
                        r.getString(3),
                        number(r, 4),
                        r.getLong(5),
                        r.getBoolean(6),
                        r.getBoolean(7),
                        terms(r),
                        kits(r)));
    }

    private static EndState.@Nullable Terms terms(ResultSet r) throws SQLException {
        Instant from = instant(r, 8);
        return from == null
                ? null
                : new EndState.Terms(
                        from, Objects.requireNonNull(instant(r, 9)), r.getInt(10), r.getBoolean(11), r.getLong(12));
    }

    private static EndState.@Nullable Kits kits(ResultSet r) throws SQLException {
        Long asked = number(r, 13);
        Long head = number(r, 14);
        return asked == null && head == null
                ? null
                : new EndState.Kits(asked, head == null ? null : Math.toIntExact(head), number(r, 15));
    }

    /** Who has a credential that ends before anybody is asked for, is not vetted or has no shift stays at home. */
    private List<EndState.Unit> units() throws SQLException {
        return read(
                "select u.code, u.kind, s.code, u.status, (u.vetting is null or u.vetting = 'VETTED') "
                        + "and (u.kind = 'ASSET' or exists (select from unit_shift h where h.unit_id = u.id)) "
                        + "and not exists (select from unit_credential c where c.unit_id = u.id and c.valid_until <= now()::date + 1), "
                        + "array(select i.code || '=' || coalesce(v.level, 0) from unit_serves v join item i on i.id = v.item_id "
                        + "where v.unit_id = u.id) from unit u join site s on s.id = u.site_id",
                r -> new EndState.Unit(
                        r.getString(1), r.getString(2), r.getString(3), r.getString(4), r.getBoolean(5), pairs(r, 6)));
    }

    private List<EndState.Booking> bookings() throws SQLException {
        return read(
                "select b.id, u.code, l.code, b.kind, b.state, lower(b.period), upper(b.period), b.ends_at, b.request_id, "
                        + "b.line, b.officer from booking b join unit u on u.id = b.unit_id join unit l on l.id = b.lead_id",
                r -> new EndState.Booking(
                        uuid(r, 1),
                        r.getString(2),
                        r.getString(3),
                        r.getString(4),
                        r.getString(5),
                        Objects.requireNonNull(instant(r, 6)),
                        Objects.requireNonNull(instant(r, 7)),
                        Objects.requireNonNull(instant(r, 8)),
                        r.getObject(9) == null ? null : new LineKey(uuid(r, 9), r.getInt(10)),
                        r.getString(11)));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private List<EndState.Allocation> allocations() throws SQLException {
        return read(
                "select a.id, a.request_id, a.line, a.position_id, s.code, i.code, a.quantity, a.state, a.officer, "
                        + "a.reserved_at, a.travel_minutes from allocation a join site s on s.id = a.source_site_id "
                        + "join item i on i.id = a.item_id",
                r -> new EndState.Allocation(
                        uuid(r, 1),
                        new LineKey(uuid(r, 2), r.getInt(3)),
                        r.getLong(4),
                        r.getString(5),
                        r.getString(6),
                        r.getLong(7),
                        r.getString(8),
                        r.getString(9),
                        r.getObject(10, OffsetDateTime.class).toInstant(),
                        r.getInt(11)));
    }

    /** Those of the kinds that clients send; others made the landscape. */
    private List<EndState.Command> commands() throws SQLException {
        String kinds = Arrays.stream(Order.Kind.values())
                .map(kind -> "'" + kind.logged + "'")
                .collect(Collectors.joining(", "));
        return read(
                "select id, kind, actor, answer::text, xmin::text::bigint from command where kind in (" + kinds + ")",
                r -> new EndState.Command(uuid(r, 1), r.getString(2), r.getString(3), r.getString(4), r.getLong(5)));
    }

    private List<EndState.Event> events() throws SQLException {
        return read(
                "select seq, xmin::text::bigint, at, kind, subject, data::text from event_log order by seq",
                r -> new EndState.Event(
                        r.getLong(1),
                        r.getLong(2),
                        r.getObject(3, OffsetDateTime.class).toInstant(),
                        r.getString(4),
                        r.getString(5),
                        Json.read(r.getString(6))));
    }

    /** With the text that the hash covers, as the audit log's own documentation in the schema says. */
    private List<EndState.Audit> audits() throws SQLException {
        return read(
                "select seq, xmin::text::bigint, actor, action, subject, "
                        + "concat_ws(E'\\x1f', seq, extract(epoch from at), actor, action, subject, detail), "
                        + "encode(hash, 'hex') from audit_log order by seq",
                r -> new EndState.Audit(
                        r.getLong(1),
                        r.getLong(2),
                        r.getString(3),
                        r.getString(4),
                        r.getString(5),
                        r.getString(6),
                        r.getString(7)));
    }

    private EndState.Head head() throws SQLException {
        return read(
                        "select last_event, last_audit, encode(audit_hash, 'hex') from log_head",
                        r -> new EndState.Head(r.getLong(1), r.getLong(2), r.getString(3)))
                .get(0);
    }

    /** A column of texts like {@code NURSE=2}. */
    private static Map<String, Long> pairs(ResultSet row, int column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray())
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.valueOf(pair[1])));
    }

    private <T> List<T> read(String sql, Reading<T> reading) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    all.add(reading.row(rows));
                }
            }
        }
        return all;
    }

    private static UUID uuid(ResultSet row, int column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
