package dev.muster.security;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Row-level security keeps suppliers apart even where a statement forgets to. It binds the service's role only if that neither
 * owns the tables nor is above it; an external database with a single role works all the same, with a warning.
 */
@ApplicationScoped
class SecondWall {

    private static final Logger LOG = Logger.getLogger(SecondWall.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Pool pool;

    SecondWall(Pool pool) {
        this.pool = pool;
    }

    void check(@Observes StartupEvent started) {
        gap().await()
                .atMost(START_LIMIT)
                .ifPresent(gap -> LOG.warnf(
                        "Row-level security does not hold here, as %s: suppliers are kept apart by the service's own checks alone."
                                + " docs/operators.md says under \"Two roles\" how to have both",
                        gap));
    }

    /** Why it does not hold; empty if it does. */
    Uni<Optional<String>> gap() {
        return pool.query("""
                        select current_user::text, r.rolsuper or r.rolbypassrls, pg_has_role(c.relowner, 'USAGE')
                        from pg_roles r, pg_class c where r.rolname = current_user and c.oid = 'api_key'::regclass
                        """).execute().map(rows -> gap(rows.iterator().next()));
    }

    private static Optional<String> gap(Row row) {
        String role = "the role " + row.getString(0);
        if (row.getBoolean(1)) {
            return Optional.of(role + " is above it");
        }
        return row.getBoolean(2) ? Optional.of(role + " owns the tables") : Optional.empty();
    }
}
