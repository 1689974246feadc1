package dev.muster.restock.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class FeedStore {

    private static final String AFTER = """
            select h.epoch, h.last_event, s.seq, s.at, s.kind, s.subject, s.data::text
            from log_head h
            left join lateral (select * from supplier_event s where s.organisation = $1 and s.seq > $2 and s.seq <= h.last_event
                               order by s.seq limit $3) as s on true
            order by s.seq
            """;

    private final ObjectMapper json;

    FeedStore(ObjectMapper json) {
        this.json = json;
    }

    /** The organisation's next events, with the log's epoch and end in the same statement. */
    Uni<Feed.Slice> after(SqlClient client, String organisation, long after, int limit) {
        return client.preparedQuery(AFTER)
                .execute(Tuple.of(organisation, after, limit))
                .map(rows -> {
                    List<SupplierEvent> events = new ArrayList<>(rows.size());
                    Row any = rows.iterator().next();
                    UUID epoch = any.getUUID(0);
                    for (Row row : rows) {
                        if (row.getLong(2) != null) {
                            events.add(event(epoch, row));
                        }
                    }
                    long head = any.getLong(1);
                    long next = events.size() < limit
                            ? Math.max(after, head)
                            : events.get(events.size() - 1).seq();
                    return new Feed.Slice(epoch, events, next);
                });
    }

    /** Number of the last event that concerns any supplier; 0 if there is none. */
    Uni<Long> last(SqlClient client) {
        return client.query("select coalesce(max(seq), 0) from supplier_event")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private SupplierEvent event(UUID epoch, Row row) {
        return new SupplierEvent(
                row.getLong(2),
                SupplierEvent.id(epoch, row.getLong(2)),
                row.getOffsetDateTime(3).toInstant(),
                row.getString(4),
                row.getString(5),
                tree(row.getString(6)));
    }

    private JsonNode tree(String data) {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON in the event log: " + data, e);
        }
    }
}
