package dev.muster.allocation.planning;

import dev.muster.allocation.FactsStore;
import dev.muster.allocation.planning.Reading.LineKey;
import dev.muster.allocation.planning.Reading.OpenLine;
import dev.muster.allocation.planning.UnitReading.Asking;
import dev.muster.request.UnitNeed;
import dev.muster.request.Urgency;
import dev.muster.unit.CompetencyLevel;
import dev.muster.unit.Span;
import dev.muster.unit.UnitBook;
import dev.muster.unit.UnitConfig;
import dev.muster.unit.UnitReader;
import dev.muster.unit.UnitStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads what asks for equipment and staff, and who there is, in the reading of a plan. */
@ApplicationScoped
class UnitReadingStore {

    /** With the same filters as the lines of supplies. */
    static final String LINES = "with wanted as (select request_id, line from request_line "
            + "where open and quantity is not null and allocated < quantity and starts_at is not null "
            + "union select request_id, line from booking where leads and request_id is not null and state = 'RESERVED') "
            + "select l.request_id, l.line, r.site_id, coalesce(n.level, 'NONE'), r.urgency, r.needed_by, r.submitted_at, "
            + "l.item_id, l.quantity, l.allocated, l.starts_at, l.ends_at, l.level, l.team from wanted w "
            + "join request_line l on l.request_id = w.request_id and l.line = w.line "
            + "join request r on r.id = l.request_id left join incident n on n.id = r.incident_id "
            + "where l.open and l.quantity is not null and l.starts_at is not null "
            + "and ($1::int[] is null or l.item_id = any($1)) and ($2::int[] is null or r.site_id = any($2)) "
            + "and ($3::uuid[] is null or r.incident_id = any($3)) and ($4::text[] is null or r.urgency = any($4)) "
            + "and ($5::text[] is null or coalesce(n.level, 'NONE') = any($5))";

    private final UnitReader reader;
    private final UnitStore units;
    private final UnitConfig config;

    UnitReadingStore(UnitReader reader, UnitStore units, UnitConfig config) {
        this.reader = reader;
        this.units = units;
        this.config = config;
    }

    /** @param filters those of the lines */
    Uni<UnitReading> read(SqlConnection connection, Tuple filters) {
        return connection.preparedQuery(LINES).execute(filters).chain(rows -> {
            List<Asking> lines = new ArrayList<>();
            rows.forEach(row -> lines.add(asking(row)));
            return lines.isEmpty()
                    ? Uni.createFrom()
                            .item(new UnitReading(
                                    UnitBook.nobody(),
                                    lines,
                                    Map.of(),
                                    config.terms().duty()))
                    : read(connection, lines);
        });
    }

    private Uni<UnitReading> read(SqlConnection connection, List<Asking> lines) {
        Set<UUID> requests = new HashSet<>();
        lines.forEach(asking -> requests.add(asking.line().key().request()));
        return reader.asTheyStand(connection)
                .chain(book -> units.takenBack(connection, requests)
                        .map(taken -> new UnitReading(
                                book, lines, byLine(taken), config.terms().duty())));
    }

    private static Map<LineKey, Set<Integer>> byLine(Map<String, Set<Integer>> taken) {
        Map<LineKey, Set<Integer>> byLine = new HashMap<>();
        taken.forEach((line, units) -> {
            String[] parts = line.split("/");
            byLine.put(new LineKey(UUID.fromString(parts[0]), Integer.parseInt(parts[1])), units);
        });
        return byLine;
    }

    private static Asking asking(Row row) {
        return new Asking(
                new OpenLine(
                        new LineKey(row.getUUID(0), row.getShort(1)),
                        row.getInteger(2),
                        FactsStore.level(row.getString(3)),
                        Urgency.valueOf(row.getString(4)),
                        row.getOffsetDateTime(5).toInstant(),
                        row.getOffsetDateTime(6).toInstant(),
                        row.getInteger(7),
                        false,
                        row.getLong(8),
                        row.getLong(9)),
                new UnitNeed(
                        new Span(
                                row.getOffsetDateTime(10).toInstant(),
                                row.getOffsetDateTime(11).toInstant()),
                        CompetencyLevel.of(row.getShort(12)),
                        row.getBoolean(13)));
    }
}
