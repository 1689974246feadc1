package dev.muster.allocation;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks again now and then: ends overdue reservations (R10), and serves shortages of items that are free somewhere (R8)
 * — for what no stock movement announces, such as a floor lowered, a site opened or an incident's level raised.
 */
@ApplicationScoped
class LookAgainJob {

    private final DecisionLoop loop;
    private final Pool pool;

    LookAgainJob(DecisionLoop loop, Pool pool) {
        this.loop = loop;
        this.pool = pool;
    }

    @Scheduled(
            every = "${muster.allocation.look-again-every:10s}",
            delayed = "${muster.allocation.look-again-every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return pool.query(
                        "with short as (select distinct l.item_id, l.substitutes_allowed from request_line l "
                                + "where l.open and l.quantity is not null and l.allocated < l.quantity), "
                                + "wanted as (select item_id from short union select u.substitute_id from item_substitute u "
                                + "join short s on s.item_id = u.item_id and s.substitutes_allowed) "
                                + "select w.item_id from wanted w where exists (select from stock_position p "
                                + "where p.item_id = w.item_id and p.on_hand > p.reserved + p.held) "
                                + "or exists (select from unit_serves v where v.item_id = w.item_id) "
                                + "union select null::int where exists "
                                + "(select from allocation where state = 'RESERVED' and expires_at <= now()) "
                                + "or exists (select from booking where state = 'RESERVED' and expires_at <= now()) "
                                + "or exists (select from booking where kind = 'REST' and state = 'RESERVED' and upper(period) <= now())")
                .execute()
                .invoke(rows -> {
                    Set<Integer> items = new HashSet<>();
                    rows.forEach(row -> {
                        if (row.getInteger(0) != null) {
                            items.add(row.getInteger(0));
                        }
                    });
                    if (rows.size() > 0) {
                        loop.lookAgain(items);
                    }
                })
                .replaceWithVoid();
    }
}
