package dev.muster.board;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.platform.Event;
import dev.muster.platform.LogWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes tables and appends the events the features promise for it, in one transaction, as they do. */
@ApplicationScoped
class World {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Newer than what other tests reserve, so that the overview keeps it among its newest. */
    private static final Instant LATER = Instant.now().plus(1, ChronoUnit.DAYS);

    private final LogWriter log;

    World(LogWriter log) {
        this.log = log;
    }

    long region(String code, @Nullable String parent) {
        return log.commit(db -> {
            run(
                    db,
                    "insert into region (code, parent, level, name_en) values (?, ?, 'DISTRICT', ?)",
                    code,
                    parent,
                    code);
            return List.of(event("region.changed", code, JSON.createObjectNode().put("code", code)));
        });
    }

    long site(String code, @Nullable String region, boolean keySite) {
        return log.commit(db -> {
            run(db, """
                    insert into site (code, name_zh, kind, latitude, longitude, region, key_site)
                    values (?, ?, 'HOSPITAL', 30.5, 114, ?, ?)
                    on conflict (code) do update set region = excluded.region, key_site = excluded.key_site
                    """, code, code + "院", region, keySite);
            ObjectNode site = JSON.createObjectNode()
                    .put("code", code)
                    .put("kind", "HOSPITAL")
                    .put("latitude", 30.5)
                    .put("longitude", 114.0)
                    .put("region", region)
                    .put("keySite", keySite)
                    .put("status", "OPEN");
            site.putObject("name").put("zh", code + "院");
            return List.of(event("site.changed", code, site));
        });
    }

    long item(String code) {
        return log.commit(db -> {
            run(db, "insert into item (code, kind, name_en, base_unit) values (?, 'SUPPLY', ?, 'piece')", code, code);
            ObjectNode item = JSON.createObjectNode()
                    .put("code", code)
                    .put("kind", "SUPPLY")
                    .put("baseUnit", "piece");
            item.putObject("name").put("en", code);
            return List.of(event("item.changed", code, item));
        });
    }

    long incident(UUID id, String level) {
        return log.commit(db -> {
            Instant at = Instant.parse("2026-02-01T00:00:00Z");
            run(db, """
                    insert into incident (id, code, name_en, kind, level, started_at)
                    values (?, ?, 'Flood', 'FLOOD', ?, ?) on conflict (id) do update set level = excluded.level
                    """, id, "INC-" + id, level, Timestamp.from(at));
            ObjectNode incident = JSON.createObjectNode()
                    .put("id", id.toString())
                    .put("code", "INC-" + id)
                    .put("kind", "FLOOD")
                    .put("level", level)
                    .put("phase", "RESPONSE")
                    .put("startedAt", at.toString());
            incident.putObject("name").put("en", "Flood");
            return List.of(event("incident.changed", id.toString(), incident));
        });
    }

    long stock(String site, String item, String lot, @Nullable String expiry, long onHand, long reserved) {
        return log.commit(db -> {
            run(db, """
                    insert into lot (item_id, lot_no, expiry) select id, ?, ?::date from item where code = ?
                    on conflict do nothing
                    """, lot, expiry, item);
            run(db, """
                    insert into stock_position (site_id, item_id, lot_id, on_hand, reserved)
                    select s.id, i.id, l.id, ?, ? from site s, item i join lot l on l.item_id = i.id
                    where s.code = ? and i.code = ? and l.lot_no = ? and l.expiry is not distinct from ?::date
                    on conflict (site_id, lot_id) do update set on_hand = excluded.on_hand, reserved = excluded.reserved
                    """, onHand, reserved, site, item, lot, expiry);
            ObjectNode position = JSON.createObjectNode()
                    .put("site", site)
                    .put("item", item)
                    .put("lot", lot.isEmpty() ? null : lot)
                    .put("expiry", expiry)
                    .put("onHand", onHand)
                    .put("reserved", reserved)
                    .put("held", 0)
                    .put("available", onHand - reserved);
            return List.of(event("stock.changed", site, position));
        });
    }

    /** A request of one line that gets nothing. */
    long shortage(UUID request, String site, String item, @Nullable UUID incident, long quantity) {
        return log.commit(db -> {
            Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
            run(db, """
                    insert into request (id, site_id, incident_id, urgency, needed_by, submitted_by, state)
                    select ?, id, ?, 'STAT', ?, 'tester', 'SUBMITTED' from site where code = ?
                    """, request, incident, Timestamp.from(at), site);
            run(db, """
                    insert into request_line (request_id, line, item_id, quantity, provenance, short_since, shortage_reason)
                    select ?, 1, id, ?, 'STATED', ?, 'NO_STOCK' from item where code = ?
                    """, request, quantity, Timestamp.from(at), item);
            ObjectNode shortage = JSON.createObjectNode()
                    .put("request", request.toString())
                    .put("line", 1)
                    .put("site", site)
                    .put("item", item)
                    .put("incident", incident == null ? null : incident.toString())
                    .put("urgency", "STAT")
                    .put("keySite", false)
                    .put("quantity", quantity)
                    .put("provenance", "STATED")
                    .put("allocated", 0)
                    .put("short", quantity)
                    .put("neededBy", at.toString())
                    .put("since", at.toString())
                    .put("reason", "NO_STOCK");
            return List.of(event("shortage.changed", request.toString(), shortage));
        });
    }

    long noShortage(UUID request, String site, String item) {
        return log.commit(db -> {
            run(db, "update request_line set open = false where request_id = ?", request);
            ObjectNode ended = JSON.createObjectNode()
                    .put("request", request.toString())
                    .put("line", 1)
                    .put("site", site)
                    .put("item", item);
            return List.of(event("shortage.ended", request.toString(), ended));
        });
    }

    /** Reserves from a position for the request's line, or moves the allocation on. */
    long allocation(UUID id, UUID request, String source, String site, String item, long quantity, String state) {
        return log.commit(db -> {
            Instant at = LATER.plusNanos(id.getLeastSignificantBits() & 0xffff0000L);
            Instant reserved = at.truncatedTo(ChronoUnit.MICROS);
            run(db, """
                    insert into allocation (id, request_id, line, position_id, source_site_id, item_id, lot_id, quantity,
                        state, distance_km, travel_minutes, policy, reserved_at, expires_at, ended_at)
                    select ?, ?, 1, p.id, p.site_id, p.item_id, p.lot_id, ?, ?, 12.5, 30, 'p1', ?, now() + interval '1 day',
                        case when ? in ('RELEASED', 'EXPIRED', 'PREEMPTED') then now() end
                    from stock_position p join site s on s.id = p.site_id join item i on i.id = p.item_id
                    where s.code = ? and i.code = ? limit 1
                    on conflict (id) do update set state = excluded.state, ended_at = excluded.ended_at
                    """, id, request, quantity, state, Timestamp.from(reserved), state, source, item);
            ObjectNode allocation = JSON.createObjectNode()
                    .put("id", id.toString())
                    .put("request", request.toString())
                    .put("line", 1)
                    .put("source", source)
                    .put("site", site)
                    .put("item", item)
                    .put("lot", "L1")
                    .put("quantity", quantity)
                    .put("urgency", "STAT")
                    .put("distanceKm", 12.5)
                    .put("travelMinutes", 30)
                    .put("state", state)
                    .put("at", reserved.toString());
            return List.of(event("allocation." + state.toLowerCase(Locale.ROOT), id.toString(), allocation));
        });
    }

    private static Event event(String kind, String subject, ObjectNode data) {
        return new Event(kind, subject, "tester", data);
    }

    private static void run(Connection db, String statement, @Nullable Object... values) throws SQLException {
        try (PreparedStatement prepared = db.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            prepared.executeUpdate();
        }
    }
}
