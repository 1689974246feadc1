package dev.muster.asset;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

@ApplicationScoped
class WithdrawalStore {

    /**
     * An asset to be taken out of service or, {@code back}, put back.
     *
     * @param actor who reported or verified the hazard
     * @param others whether another open hazard keeps it out of service
     */
    record Due(UUID hazard, String asset, boolean back, String actor, boolean others) {}

    private static final String SELECT = """
            select h.id, u.code, h.withdrawal = 'BACK_DUE', coalesce(h.verified_by, h.reported_by),
                exists (select from hazard o where o.unit_id = h.unit_id and o.id <> h.id and o.state <> 'VERIFIED'
                    and o.withdrawal in ('DUE', 'DONE'))
            from hazard h join unit u on u.id = h.unit_id where h.withdrawal in ('DUE', 'BACK_DUE')
            """;

    private final Pool pool;

    WithdrawalStore(Pool pool) {
        this.pool = pool;
    }

    Uni<List<Due>> due(UUID hazard) {
        return read(SELECT + "and h.id = $1", Tuple.of(hazard));
    }

    /** The longest waiting first. */
    Uni<List<Due>> due(int most) {
        return read(SELECT + "order by h.reported_at, h.id limit $1", Tuple.of(most));
    }

    private Uni<List<Due>> read(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(WithdrawalStore::due)
                        .toList());
    }

    private static Due due(Row row) {
        return new Due(row.getUUID(0), row.getString(1), row.getBoolean(2), row.getString(3), row.getBoolean(4));
    }

    /**
     * Notes that the order was given. One that was verified meanwhile is put back next; one that was refused counts as done
     * where another hazard had taken the asset out before.
     */
    Uni<Void> takenOut(UUID hazard, boolean moved) {
        return pool.preparedQuery("""
                        update hazard h set withdrawal = case
                            when not ($2 or exists (select from hazard o where o.unit_id = h.unit_id and o.id <> h.id
                                and o.withdrawal in ('DONE', 'BACK_DUE'))) then 'NONE'
                            when h.state = 'VERIFIED' then 'BACK_DUE' else 'DONE' end
                        where id = $1
                        """).execute(Tuple.of(hazard, moved)).replaceWithVoid();
    }

    Uni<Void> putBack(UUID hazard) {
        return pool.preparedQuery("update hazard set withdrawal = 'BACK' where id = $1 and withdrawal = 'BACK_DUE'")
                .execute(Tuple.of(hazard))
                .replaceWithVoid();
    }
}
