package dev.muster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The invariants of the domain that the database can be asked about, whatever happened before. */
@ApplicationScoped
public class Invariants {

    private static final Map<String, String> VIOLATIONS = new LinkedHashMap<>();

    static {
        VIOLATIONS.put(
                "1: balance = replay of the ledger",
                "select count(*) from stock_position p full join ledger_balance b "
                        + "on b.site_id = p.site_id and b.lot_id = p.lot_id "
                        + "where coalesce(p.on_hand, 0) <> coalesce(b.on_hand, 0) or coalesce(p.held, 0) <> coalesce(b.held, 0)");
        VIOLATIONS.put(
                "2: nothing below zero",
                "select count(*) from stock_position where on_hand < 0 or reserved < 0 or held < 0 or reserved + held > on_hand");
        VIOLATIONS.put(
                "3: reserved = open reservations",
                "select count(*) from stock_position p left join (select position_id, sum(quantity) as q from allocation "
                        + "where state = 'RESERVED' group by position_id) a on a.position_id = p.id "
                        + "where p.reserved <> coalesce(a.q, 0)");
        VIOLATIONS.put(
                "lines: allocated = live allocations",
                "select count(*) from request_line l left join (select request_id, line, sum(quantity) as q from allocation "
                        + "where state in ('RESERVED', 'DISPATCHED', 'RECEIVED') group by request_id, line) a "
                        + "on a.request_id = l.request_id and a.line = l.line where l.starts_at is null and l.allocated <> coalesce(a.q, 0)");
        VIOLATIONS.put(
                "lines of units: allocated = there, or booked and not turned round",
                "select count(*) from request_line l where l.starts_at is not null and l.allocated - l.received <> "
                        + "(select count(*) from booking b join unit u on u.id = b.unit_id where b.leads "
                        + "and b.request_id = l.request_id and b.line = l.line and (b.state = 'RESERVED' "
                        + "or b.state = 'DISPATCHED' and u.status <> 'RETURNING'))");
        VIOLATIONS.put(
                "kits: what is not assembled is asked for as parts",
                "select count(*) from request_line p join request_line h on h.request_id = p.request_id and h.line = p.kit_line "
                        + "where p.quantity <> (h.kits - h.quantity) * p.per_kit");
        VIOLATIONS.put(
                "kits: what went in is what came out and what is in there",
                "select count(*) from (select lot_id from movement where 'ASSEMBLED' in (from_kind, to_kind) "
                        + "and kind in ('ASSEMBLY', 'BREAKING', 'REVERSAL') group by lot_id having sum(case when to_kind = 'ASSEMBLED' "
                        + "then quantity else -quantity end) < 0 and bool_or(kind = 'BREAKING') "
                        + "and not bool_or(kind = 'ASSEMBLY' and from_kind = 'ASSEMBLED')) less");
        VIOLATIONS.put(
                "2: nobody is booked twice",
                "select count(*) from booking a join booking b on a.unit_id = b.unit_id and a.id < b.id "
                        + "and a.period && b.period where a.state in ('RESERVED', 'DISPATCHED', 'RECEIVED') "
                        + "and b.state in ('RESERVED', 'DISPATCHED', 'RECEIVED')");
        VIOLATIONS.put(
                "12: events numbered without gaps",
                "select (select count(*) from event_log) - (select last_event from log_head)");
        VIOLATIONS.put(
                "11: the audit chain holds", "select count(*) from audit_chain where hash is distinct from again");
        VIOLATIONS.put(
                "9: every decided line is a line",
                "select count(*) from line_decision d where not exists "
                        + "(select from request_line l where l.request_id = d.request_id and l.line = d.line)");
        VIOLATIONS.put(
                "5: every claimed command is answered",
                "select count(*) from command where status is null or answer is null");
    }

    private final Pool pool;

    Invariants(Pool pool) {
        this.pool = pool;
    }

    public void check() {
        VIOLATIONS.forEach((name, sql) -> assertThat(count(sql)).as(name).isZero());
    }

    /** Asks the database of a service that runs as a process of its own. */
    public static void check(Connection connection) throws SQLException {
        for (Map.Entry<String, String> violation : VIOLATIONS.entrySet()) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(violation.getValue())) {
                rows.next();
                assertThat(rows.getLong(1)).as(violation.getKey()).isZero();
            }
        }
    }

    private long count(String sql) {
        return pool.query(sql)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(Duration.ofSeconds(60));
    }
}
