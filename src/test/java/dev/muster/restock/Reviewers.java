package dev.muster.restock;

import dev.muster.platform.EventLog;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Two reviews of two processes on one database. */
@ApplicationScoped
class Reviewers {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Pool pool;
    private final List<Reviews> processes;

    Reviewers(
            Pool pool,
            Reviews one,
            DirtyStore dirty,
            ReviewStore store,
            CandidateStore candidates,
            Placing placing,
            Outlooks outlooks,
            RestockStore requests,
            RestockPolicies policies,
            FiguresJson json,
            EventLog log,
            RestockConfig config) {
        this.pool = pool;
        this.processes = List.of(
                one,
                new Reviews(pool, dirty, store, candidates, placing, outlooks, requests, policies, json, log, config));
    }

    /** Until all that has happened so far is noted and reviewed, by whomever. */
    void catchUp() {
        long end = count("select last_event from log_head");
        do {
            processes.get(1).round().await().atMost(PATIENCE);
        } while (count("select least(last_event, " + end + ") from restock_review") < end
                || count("select count(*) from restock_dirty") > 0);
        // what another process has taken is reviewed when nothing holds the places any more
        processes.get(1).round().await().atMost(PATIENCE);
    }

    /** Reviews one place as one of the processes. */
    void review(int process, String site, String item) {
        Reviews reviews = processes.get(process);
        pool.withTransaction(transaction -> transaction
                        .preparedQuery("select s.id, i.id from site s, item i where s.code = $1 and i.code = $2")
                        .execute(Tuple.of(site, item))
                        .chain(rows -> {
                            var row = rows.iterator().next();
                            return reviews.review(
                                    transaction, List.of(new int[] {row.getInteger(0), row.getInteger(1)}));
                        }))
                .await()
                .atMost(PATIENCE);
    }

    private long count(String sql) {
        return pool.query(sql)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(PATIENCE);
    }
}
