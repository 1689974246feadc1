package dev.muster.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The end of the event and audit logs. Append as the last statement of a transaction: numbers follow commits, without
 * gaps. After the commit call {@link #committed()} so that readers in this process look at once.
 */
@ApplicationScoped
public class EventLog {

    private final ObjectMapper json;
    private final List<Runnable> readers = new CopyOnWriteArrayList<>();

    EventLog(ObjectMapper json) {
        this.json = json;
    }

    /** Appends in a transaction of the SQL client; gives the number of the last event. */
    public Uni<Long> append(SqlConnection transaction, List<Event> events, List<Audit> audits) {
        return transaction
                .preparedQuery("select append_log(($1::text)::jsonb, ($2::text)::jsonb)")
                .execute(Tuple.of(write(events), write(audits)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Appends in a transaction of the ORM, after flushing what the session holds; gives the number of the last event. */
    public Uni<Long> append(Mutiny.Session session, List<Event> events, List<Audit> audits) {
        return session.flush()
                .chain(() -> session.createNativeQuery(
                                "select append_log(cast(cast(?1 as text) as jsonb), cast(cast(?2 as text) as jsonb))",
                                Long.class)
                        .setParameter(1, write(events))
                        .setParameter(2, write(audits))
                        .getSingleResult());
    }

    /** Tells this process's readers that something was committed. */
    public void committed() {
        readers.forEach(Runnable::run);
    }

    /** Registers a reader to be called, quickly and without blocking, after commits of this process. */
    public void onCommit(Runnable reader) {
        readers.add(reader);
    }

    private String write(List<?> entries) {
        try {
            return json.writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + entries, e);
        }
    }
}
