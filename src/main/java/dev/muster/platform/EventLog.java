package dev.muster.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
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
        Tuple parameters = Tuple.tuple();
        columns(events, audits).forEach(parameters::addArrayOfString);
        return transaction
                .preparedQuery("select append_log($1, $2, $3, $4, $5, $6, $7, $8)")
                .execute(parameters)
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Appends in a transaction of the ORM, after flushing what the session holds; gives the number of the last event. */
    public Uni<Long> append(Mutiny.Session session, List<Event> events, List<Audit> audits) {
        return session.flush().chain(() -> {
            Mutiny.SelectionQuery<Long> query =
                    session.createNativeQuery("select append_log(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", Long.class);
            List<String[]> columns = columns(events, audits);
            for (int i = 0; i < columns.size(); i++) {
                query.setParameter(i + 1, columns.get(i));
            }
            return query.getSingleResult();
        });
    }

    private List<String[]> columns(List<Event> events, List<Audit> audits) {
        return List.of(
                column(events, Event::kind),
                column(events, Event::subject),
                column(events, Event::actor),
                column(events, event -> write(event.data())),
                column(audits, Audit::actor),
                column(audits, Audit::action),
                column(audits, Audit::subject),
                column(audits, audit -> write(audit.detail())));
    }

    private static <T> String[] column(List<T> rows, Function<T, String> of) {
        return rows.stream().map(of).toArray(String[]::new);
    }

    /** Tells this process's readers that something was committed. */
    public void committed() {
        readers.forEach(Runnable::run);
    }

    /** Registers a reader to be called, quickly and without blocking, after commits of this process. */
    public void onCommit(Runnable reader) {
        readers.add(reader);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }
}
