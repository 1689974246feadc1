package dev.muster.demo;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Keeps the position in the scenario's own table. */
@ApplicationScoped
class PositionStore implements Positions {

    private final Pool database;

    PositionStore(Pool database) {
        this.database = database;
    }

    @Override
    public Uni<Position> begin(UUID run, long seed) {
        return database.preparedQuery("insert into demo_position (run, seed) values ($1, $2) on conflict do nothing")
                .execute(Tuple.of(run, seed))
                .chain(() -> database.query("select run, seed, began_at, prepared, step from demo_position")
                        .execute())
                .map(rows -> position(rows.iterator().next()));
    }

    private static Position position(Row row) {
        return new Position(
                row.getUUID(0),
                row.getLong(1),
                row.getOffsetDateTime(2).toInstant(),
                row.getBoolean(3),
                row.getLong(4));
    }

    @Override
    public Uni<Void> prepared() {
        return database.query("update demo_position set prepared = true")
                .execute()
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> played(long step) {
        return database.preparedQuery("update demo_position set step = $1 + 1 where step = $1")
                .execute(Tuple.of(step))
                .map(rows -> rows.rowCount() == 1);
    }
}
