package dev.muster.restock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.platform.Audit;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemException;
import dev.muster.platform.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Commands that wait while the end of the log is held share transactions, and are each done or refused by themselves. */
@QuarkusTest
class SharedCommitsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int COMMANDS = 40;

    @Inject
    SharedCommits shared;

    @Inject
    RestockConfig config;

    @Inject
    Pool pool;

    private final String run = "SC-" + UUID.randomUUID();

    @Test
    void shouldCommitTogetherWhatWaitsAndRefuseByItselfWhatIsRefused() {
        AtomicInteger faulty = new AtomicInteger();
        List<CompletableFuture<Sent>> answers = new ArrayList<>();
        SqlConnection holding = pool.getConnection().await().atMost(LIMIT);
        Transaction held = holding.begin().await().atMost(LIMIT);
        holding.query("select 1 from log_head for update").execute().await().atMost(LIMIT);
        for (int i = 0; i < COMMANDS; i++) {
            int number = i;
            answers.add(shared.run(run + number, transaction -> work(transaction, number, faulty))
                    .subscribe()
                    .asCompletionStage());
        }
        held.commit().await().atMost(LIMIT);
        holding.close().await().atMost(LIMIT);

        for (int i = 0; i < COMMANDS; i++) {
            CompletableFuture<Sent> answer = answers.get(i);
            if (refused(i)) {
                assertThatThrownBy(answer::join).hasRootCauseInstanceOf(ProblemException.class);
            } else {
                assertThat(answer.join().json()).isEqualTo(String.valueOf(i));
            }
            assertThat(count("select count(*) from region where code = $1", run + "-" + i))
                    .isEqualTo(refused(i) ? 0 : 1);
        }
        assertThat(count("select count(*) from audit_log where action = 'test.shared' and actor = $1", run))
                .isEqualTo(COMMANDS - COMMANDS / 5);
        int atFirst = config.sharedTransactions();
        int further = (COMMANDS - atFirst + config.commandsTogether() - 1) / config.commandsTogether();
        int alone = 1;
        assertThat(count(
                        "select count(hash) from audit_log where seq >= (select min(seq) from audit_log where actor = $1) "
                                + "and actor = $1",
                        run))
                .isLessThanOrEqualTo(atFirst + further + alone);
    }

    private static boolean refused(int number) {
        return number % 5 == 3;
    }

    /** Changes something and is then refused, or fails the first time, or is done. */
    private Uni<SharedCommits.Done> work(SqlConnection transaction, int number, AtomicInteger faulty) {
        return transaction
                .preparedQuery("insert into region (code, level, name_en) values ($1, 'PROVINCE', $1)")
                .execute(Tuple.of(run + "-" + number))
                .map(rows -> {
                    if (refused(number)) {
                        throw Problem.of(ProblemType.RULE_BROKEN, "internal", "x")
                                .asException();
                    }
                    if (number == COMMANDS - 1 && faulty.getAndIncrement() == 0) {
                        throw new IllegalStateException("the first time");
                    }
                    return new SharedCommits.Done(
                            new Sent(String.valueOf(number), false),
                            List.of(),
                            List.of(new Audit(run, "test.shared", run + number, Map.of())));
                });
    }

    private long count(String sql, String value) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(value))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(LIMIT);
    }
}
