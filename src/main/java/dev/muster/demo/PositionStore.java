package dev.muster.demo;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Where the scenario stands, in its own table. */
@ApplicationScoped
class PositionStore {

    /**
     * @param run names this playing of the scenario
     * @param began when it was first started, real time
     * @param prepared whether reference data and first stock are loaded
     * @param step the next to play
     */
    record Position(UUID run, long seed, OffsetDateTime began, boolean prepared, long step) {}

    private final Pool database;

    PositionStore(Pool database) {
        this.database = database;
    }

    /** The stored position, or a new one with this run and seed. */
    Uni<Position> begin(UUID run, long seed) {
        return database.preparedQuery("insert into demo_position (run, seed) values ($1, $2) on conflict do nothing")
                .execute(Tuple.of(run, seed))
                .chain(() -> database.query("select run, seed, began_at, prepared, step from demo_position")
                        .execute())
                .map(rows -> position(rows.iterator().next()));
    }

    private static Position position(Row row) {
        return new Position(
                row.getUUID(0), row.getLong(1), row.getOffsetDateTime(2), row.getBoolean(3), row.getLong(4));
    }

    Uni<Void> prepared() {
        return database.query("update demo_position set prepared = true")
                .execute()
                .replaceWithVoid();
    }

    /** Notes that a step is played; false if somebody else has played it. */
    Uni<Boolean> played(long step) {
        return database.preparedQuery("update demo_position set step = $1 + 1 where step = $1")
                .execute(Tuple.of(step))
                .map(rows -> rows.rowCount() == 1);
    }
}
