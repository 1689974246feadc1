package dev.muster.restock;

import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.LostRaces;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemException;
import dev.muster.platform.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Commands that wait at the same moment share a transaction, and with it the end of the log and one flush of the disk: ends of the
 * log are written one after the other, so one command each would be as slow as the disk. Each command stands behind a savepoint
 * of its own: what one is refused changes nothing of the others. Whoever waits is answered once all of it is durable. A
 * transaction that fails as a whole is done again command by command.
 */
@ApplicationScoped
class SharedCommits {

    private static final Logger LOG = Logger.getLogger(SharedCommits.class);
    private static final int RETRIES = 5;

    /** What a command did; its events and audit entries are appended at the end of the transaction. */
    record Done(Sent sent, List<Event> events, List<Audit> audits) {}

    /** A command that waits. Of those taken together the ones of lesser order go first. */
    private record Waiting(String order, Function<SqlConnection, Uni<Done>> work, CompletableFuture<Sent> caller) {}

    /** What came of a command in the transaction: one of the two. */
    private record Tried(
            Waiting waiting, @Nullable Done done, @Nullable Throwable failure) {}

    private final Pool pool;
    private final EventLog log;
    private final RestockConfig config;
    private final Context context;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int running;

    SharedCommits(Pool pool, EventLog log, RestockConfig config, Vertx vertx) {
        this.pool = pool;
        this.log = log;
        this.config = config;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
    }

    /**
     * Runs a command, which may be done several times until it stands; fails with what it fails with, or 429 where too many
     * wait.
     *
     * @param order what it locks, so that all lock in one order
     */
    Uni<Sent> run(String order, Function<SqlConnection, Uni<Done>> work) {
        Waiting one = new Waiting(order, work, new CompletableFuture<>());
        synchronized (queue) {
            if (queue.size() >= config.commandsWaiting()) {
                return Uni.createFrom()
                        .failure(Problem.of(ProblemType.TOO_MANY_REQUESTS, "queue-full", config.commandsWaiting())
                                .asException());
            }
            queue.add(one);
        }
        context.runOnContext(ignored -> turn());
        return Uni.createFrom().completionStage(one.caller);
    }

    private void turn() {
        while (running < config.sharedTransactions()) {
            List<Waiting> next = take();
            if (next.isEmpty()) {
                return;
            }
            running++;
            (next.size() == 1 ? alone(next.get(0)) : together(next)).subscribe().with(ignored -> ended(), failure -> {
                LOG.error("Commands not done", failure);
                next.forEach(waiting -> waiting.caller.completeExceptionally(failure));
                ended();
            });
        }
    }

    private void ended() {
        context.runOnContext(ignored -> {
            running--;
            turn();
        });
    }

    private List<Waiting> take() {
        List<Waiting> next = new ArrayList<>();
        synchronized (queue) {
            while (!queue.isEmpty() && next.size() < config.commandsTogether()) {
                next.add(queue.remove());
            }
        }
        next.sort(Comparator.comparing(Waiting::order));
        return next;
    }

    private Uni<Void> together(List<Waiting> commands) {
        List<Tried> tried = new ArrayList<>();
        return transaction(transaction -> transaction
                        .query("savepoint command")
                        .execute()
                        .chain(() -> each(transaction, commands, tried))
                        .replaceWith(tried))
                .onItemOrFailure()
                .transformToUni((done, failure) -> failure == null ? answered(done) : oneByOne(commands));
    }

    private static Uni<Void> each(SqlConnection transaction, List<Waiting> commands, List<Tried> tried) {
        if (tried.size() == commands.size()) {
            return Uni.createFrom().voidItem();
        }
        Waiting next = commands.get(tried.size());
        return Uni.createFrom()
                .deferred(() -> next.work.apply(transaction))
                .onItemOrFailure()
                .transformToUni((done, failure) -> {
                    tried.add(new Tried(next, done, failure));
                    return transaction
                            .query(
                                    failure == null
                                            ? "release savepoint command; savepoint command"
                                            : "rollback to savepoint command")
                            .execute();
                })
                .chain(() -> each(transaction, commands, tried));
    }

    /** Answers what is durable or refused; who only lost a race tries again. */
    private Uni<Void> answered(List<Tried> tried) {
        List<Waiting> again = new ArrayList<>();
        for (Tried one : tried) {
            if (one.done != null) {
                one.waiting.caller.complete(one.done.sent);
            } else if (one.failure instanceof ProblemException) {
                one.waiting.caller.completeExceptionally(one.failure);
            } else {
                again.add(one.waiting);
            }
        }
        return oneByOne(again);
    }

    private Uni<Void> oneByOne(List<Waiting> commands) {
        Uni<Void> one = Uni.createFrom().voidItem();
        for (Waiting command : commands) {
            one = one.chain(() -> alone(command));
        }
        return one;
    }

    private Uni<Void> alone(Waiting command) {
        return Uni.createFrom()
                .deferred(() -> transaction(transaction ->
                        command.work.apply(transaction).map(done -> List.of(new Tried(command, done, null)))))
                .onFailure(LostRaces::is)
                .retry()
                .atMost(RETRIES)
                .onItemOrFailure()
                .transform((tried, failure) -> {
                    if (failure == null) {
                        command.caller.complete(done(tried.get(0)).sent);
                    } else {
                        command.caller.completeExceptionally(failure);
                    }
                    return tried;
                })
                .replaceWithVoid();
    }

    private static Done done(Tried tried) {
        if (tried.done == null) {
            throw new IllegalStateException("not done");
        }
        return tried.done;
    }

    /**
     * A transaction with its end of the log. The commit is sent right behind it, without waiting for an answer in between, for
     * everybody else waits at the log's end meanwhile.
     */
    private Uni<List<Tried>> transaction(Function<SqlConnection, Uni<List<Tried>>> work) {
        CompletableFuture<Void> appended = new CompletableFuture<>();
        return pool.withTransaction(
                        transaction -> work.apply(transaction).invoke(tried -> append(transaction, tried, appended)))
                .call(() -> Uni.createFrom().completionStage(appended))
                .invoke(log::committed);
    }

    private void append(SqlConnection transaction, List<Tried> tried, CompletableFuture<Void> appended) {
        List<Event> events = new ArrayList<>();
        List<Audit> audits = new ArrayList<>();
        for (Tried one : tried) {
            if (one.done != null) {
                events.addAll(one.done.events);
                audits.addAll(one.done.audits);
            }
        }
        if (events.isEmpty() && audits.isEmpty()) {
            appended.complete(null);
            return;
        }
        CompletionStage<Long> end = log.append(transaction, events, audits).subscribeAsCompletionStage();
        end.whenComplete((last, failure) -> {
            if (failure == null) {
                appended.complete(null);
            } else {
                appended.completeExceptionally(failure);
            }
        });
    }
}
