package dev.muster.allocation;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks again now and then: ends overdue reservations (R10), and serves shortages of items that are free somewhere (R8)
 * — for what no stock movement announces, such as a floor lowered, a site opened or an incident's level raised.
 */
@ApplicationScoped
class LookAgainJob {

    private static final String WORTH_A_LOOK = """
            with short as (
                select l.item_id, l.substitutes_allowed, count(*) as lines from request_line l
                where l.open and l.quantity is not null and l.allocated < l.quantity
                group by l.item_id, l.substitutes_allowed),
            wanted as (
                select item_id, lines from short
                union all
                select u.substitute_id, s.lines from item_substitute u
                join short s on s.item_id = u.item_id and s.substitutes_allowed),
            worth as (
                select item_id, sum(lines)::bigint as lines from wanted w
                where exists (
                    select from stock_position p where p.item_id = w.item_id and p.on_hand > p.reserved + p.held)
                or exists (select from unit_serves v where v.item_id = w.item_id)
                group by item_id)
            select item_id, lines from worth
            union all
            select null, 0 where exists (select from allocation where state = 'RESERVED' and expires_at <= now())
            or exists (select from booking where state = 'RESERVED' and expires_at <= now())
            or exists (
                select from booking where kind = 'REST' and state = 'RESERVED' and upper(period) <= now())
            order by 1
            """;

    private final DecisionLoop loop;
    private final Pool pool;
    private final AllocationConfig config;

    LookAgainJob(DecisionLoop loop, Pool pool, AllocationConfig config) {
        this.loop = loop;
        this.pool = pool;
        this.config = config;
    }

    /**
     * An item that is free somewhere, and how many lines are short of it.
     *
     * @param item null for overdue reservations alone
     */
    record Worth(@Nullable Integer item, long lines) {}

    /** Some items at a time, so that what is asked for meanwhile comes in between. */
    @Scheduled(
            every = "${muster.allocation.look-again-every:10s}",
            delayed = "${muster.allocation.look-again-every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return pool.query(WORTH_A_LOOK)
                .mapping(row -> new Worth(row.getInteger(0), row.getLong(1)))
                .execute()
                .chain(worth -> Multi.createFrom()
                        .iterable(portions(worth, config.lookAgainLines()))
                        .onItem()
                        .transformToUniAndConcatenate(loop::lookedAgain)
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    /** Sets of items that have about so many short lines together, one item at least. */
    static List<Set<Integer>> portions(Iterable<Worth> all, int most) {
        List<Set<Integer>> portions = new ArrayList<>();
        long lines = 0;
        for (Worth worth : all) {
            lines += worth.lines;
            if (portions.isEmpty() || lines > most) {
                portions.add(new HashSet<>());
                lines = worth.lines;
            }
            if (worth.item != null) {
                portions.get(portions.size() - 1).add(worth.item);
            }
        }
        return portions;
    }
}
