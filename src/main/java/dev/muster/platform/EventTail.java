package dev.muster.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the event log, each time with its epoch and its end in the same statement. */
@ApplicationScoped
public class EventTail {

    private static final String AFTER = """
            select h.epoch, h.last_event, e.seq, e.at, e.kind, e.subject, e.actor, e.data::text
            from log_head h
            left join event_log e on e.seq > $1 and e.seq <= $1 + $2 and ($3::text[] is null or e.kind = any($3))
            order by e.seq
            limit $4
            """;

    private final Pool pool;
    private final ObjectMapper json;

    EventTail(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /**
     * A piece of the log.
     *
     * @param head number of the log's last event
     */
    public record Slice(UUID epoch, long head, List<LoggedEvent> events) {

        /** Whether the events are exactly those that follow the number, up to the most that were asked for. */
        boolean follows(long after, int limit) {
            long expected = Math.max(0, Math.min(limit, head - after));
            for (int i = 0; i < events.size(); i++) {
                if (events.get(i).seq() != after + 1 + i) {
                    return false;
                }
            }
            return events.size() == expected;
        }
    }

    /** The log's epoch and end. */
    Uni<Slice> head() {
        return after(Long.MAX_VALUE / 2, 0);
    }

    /** The events numbered after + 1 … after + limit, as many of them as there are. */
    public Uni<Slice> after(long after, int limit) {
        return read(after, limit, null, Math.max(1, limit));
    }

    /** Of the events numbered after + 1 … after + span, the first of the kinds, at most limit. */
    public Uni<Slice> ofKinds(long after, int span, List<String> kinds, int limit) {
        return read(after, span, kinds.toArray(String[]::new), limit);
    }

    private Uni<Slice> read(long after, int span, String @Nullable [] kinds, int limit) {
        return pool.preparedQuery(AFTER)
                .execute(Tuple.of(after, (long) span, kinds, limit))
                .map(this::slice);
    }

    private Slice slice(RowSet<Row> rows) {
        List<LoggedEvent> events = new ArrayList<>(rows.size());
        Row any = null;
        for (Row row : rows) {
            any = row;
            if (row.getLong(2) != null) {
                events.add(event(row));
            }
        }
        if (any == null) {
            throw new IllegalStateException("log_head is empty");
        }
        return new Slice(any.getUUID(0), any.getLong(1), events);
    }

    private LoggedEvent event(Row row) {
        return new LoggedEvent(
                row.getLong(2),
                row.getOffsetDateTime(3).toInstant(),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                tree(row.getString(7)));
    }

    private JsonNode tree(String data) {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON in the event log: " + data, e);
        }
    }
}
