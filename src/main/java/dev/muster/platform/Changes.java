package dev.muster.platform;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The way reference data is written: one ORM transaction that reads and locks what stands, writes what differs, and
 * appends an audit entry and an event for each difference. Must be subscribed to on a Vert.x context.
 */
@ApplicationScoped
public class Changes {

    private static final int MAX_RETRIES = 5;
    private static final int MAX_CAUSES = 16;
    /** Unique violation (somebody made the same thing at the same moment), deadlock, serialisation failure. */
    private static final Set<String> LOST_RACES = Set.of("23505", "40P01", "40001");

    private final EventLog eventLog;

    Changes(EventLog eventLog) {
        this.eventLog = eventLog;
    }

    /**
     * A kind of thing in the logs.
     *
     * @param name gives the event {@code <name>.changed} and the audit action {@code <name>.put}
     * @param subject its code or id
     * @param shown its whole value as boards show it (docs/boards.md)
     */
    public record Kind<T>(String name, Function<T, String> subject, Function<T, Object> shown) {

        Event event(T value, String actor) {
            return new Event(name + ".changed", subject.apply(value), actor, shown.apply(value));
        }

        Audit audit(T value, String actor) {
            return new Audit(actor, name + ".put", subject.apply(value), value);
        }
    }

    /**
     * Writes in a transaction of its own; tries again where another writer was first.
     *
     * @param write reads, locks, checks and writes by the ORM session of the transaction; its outcomes say what changed
     * @return the same outcomes after the commit
     */
    public <T> Uni<List<Stored<T>>> make(Kind<T> kind, String actor, Supplier<Uni<List<Stored<T>>>> write) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(() -> write.get().chain(stored -> log(kind, actor, stored))))
                .onFailure(Changes::lostRace)
                .retry()
                .atMost(MAX_RETRIES)
                .invoke(stored -> {
                    if (stored.stream().anyMatch(Stored::isChange)) {
                        eventLog.committed();
                    }
                });
    }

    /** {@link #make} for one thing. */
    public <T> Uni<Stored<T>> makeOne(Kind<T> kind, String actor, Supplier<Uni<Stored<T>>> write) {
        return make(kind, actor, () -> write.get().map(List::of)).map(stored -> stored.get(0));
    }

    /** Persists new rows one after the other in the session of the transaction. */
    public static Uni<Void> persist(List<?> created) {
        return created.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession().chain((Mutiny.Session session) -> session.persistAll(created.toArray()));
    }

    private <T> Uni<List<Stored<T>>> log(Kind<T> kind, String actor, List<Stored<T>> stored) {
        List<T> changed =
                stored.stream().filter(Stored::isChange).map(Stored::value).toList();
        if (changed.isEmpty()) {
            return Uni.createFrom().item(stored);
        }
        List<Event> events = changed.stream().map(v -> kind.event(v, actor)).toList();
        List<Audit> audits = changed.stream().map(v -> kind.audit(v, actor)).toList();
        return Panache.getSession()
                .chain((Mutiny.Session session) -> eventLog.append(session, events, audits))
                .replaceWith(stored);
    }

    private static boolean lostRace(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (DatabaseProblems.state(cause).filter(LOST_RACES::contains).isPresent()) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
