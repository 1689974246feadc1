package dev.muster.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Writes to the event log as the service does, from a test's own thread. */
@ApplicationScoped
public class LogWriter {

    private final AgroalDataSource database;
    private final ObjectMapper json;
    private final EventLog log;

    LogWriter(AgroalDataSource database, ObjectMapper json, EventLog log) {
        this.database = database;
        this.json = json;
        this.log = log;
    }

    /** What a transaction does before it appends its events. */
    public interface Work {
        List<Event> in(Connection transaction) throws SQLException;
    }

    /** Does the work and appends its events in one transaction; gives the number of the last event. */
    public long commit(Work work) {
        try (Connection transaction = database.getConnection()) {
            transaction.setAutoCommit(false);
            try {
                long last = append(transaction, work.in(transaction));
                transaction.commit();
                log.committed();
                return last;
            } catch (SQLException | RuntimeException e) {
                transaction.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long append(Event... events) {
        return commit(transaction -> List.of(events));
    }

    public long head() {
        return Long.parseLong(one("select last_event from log_head"));
    }

    public UUID epoch() {
        return UUID.fromString(one("select epoch from log_head"));
    }

    public String one(String query) {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long append(Connection transaction, List<Event> events) throws SQLException {
        try (var call = transaction.prepareStatement("select append_log(?, ?, ?, ?, null, null, null, null)")) {
            call.setArray(1, texts(transaction, events, Event::kind));
            call.setArray(2, texts(transaction, events, Event::subject));
            call.setArray(3, texts(transaction, events, Event::actor));
            call.setArray(4, texts(transaction, events, event -> write(event.data())));
            try (var rows = call.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static Array texts(Connection transaction, List<Event> events, Function<Event, String> of)
            throws SQLException {
        return transaction.createArrayOf("text", events.stream().map(of).toArray());
    }

    private String write(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
