package dev.muster.allocation;

import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * The one dispatcher (统一调配) of this process. Commands that change stock or needs wait in a bounded queue; whatever
 * waits when the last batch is done is the next one, up to a bound. It never waits when there is something to do, and
 * decides one batch at a time; other processes on the same database take turns with it, item by item.
 */
@ApplicationScoped
public class DecisionLoop {

    private static final Logger LOG = Logger.getLogger(DecisionLoop.class);

    private record Waiting(Command command, CompletableFuture<Outcome> caller) {}

    private final Batch batch;
    private final AllocationConfig config;
    private final Context context;
    private final Deque<List<Waiting>> queue = new ArrayDeque<>();
    private int waiting;
    private boolean running;

    DecisionLoop(Batch batch, AllocationConfig config, Vertx vertx) {
        this.batch = batch;
        this.config = config;
        this.context = vertx.getOrCreateContext();
    }

    /**
     * Decides a command; the answer comes once it is durable. Refused with {@code too-many-requests} when the queue is
     * full, with {@code unavailable} when the database cannot be reached: then nothing has changed, or sending the same
     * command again tells what has.
     */
    public Uni<Outcome> submit(Command command) {
        return submitAll(List.of(command)).map(outcomes -> outcomes.get(0));
    }

    /** Decides many commands together, their demands in R1 order; gives the outcomes in the order sent. */
    public Uni<List<Outcome>> submitAll(List<? extends Command> commands) {
        if (commands.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Waiting> group = new ArrayList<>();
        List<Uni<Outcome>> outcomes = new ArrayList<>();
        for (Command command : commands) {
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            group.add(new Waiting(command, answer));
            outcomes.add(Uni.createFrom().completionStage(answer));
        }
        if (offer(group)) {
            context.runOnContext(ignored -> turn());
        } else {
            Problem full = Problem.of(ProblemType.TOO_MANY_REQUESTS, "queue-full", config.queueCommands());
            group.forEach(w -> w.caller.complete(new Outcome.Refused(full)));
        }
        return Uni.join().all(outcomes).andFailFast();
    }

    private boolean offer(List<Waiting> group) {
        synchronized (queue) {
            if (waiting + group.size() > config.queueCommands()) {
                return false;
            }
            waiting += group.size();
            return queue.add(group);
        }
    }

    private void turn() {
        if (running) {
            return;
        }
        List<Waiting> next = take();
        if (!next.isEmpty()) {
            running = true;
            decide(next, 1).subscribe().with(ignored -> done(), failure -> {
                LOG.error("Batch not decided", failure);
                done();
            });
        }
    }

    private void done() {
        context.runOnContext(ignored -> {
            running = false;
            turn();
        });
    }

    /**
     * The next batch: what was sent together stays together. A command that repeats an id of the batch waits for the
     * first one's answer.
     */
    private List<Waiting> take() {
        List<Waiting> next = new ArrayList<>();
        List<Waiting> later = new ArrayList<>();
        Set<UUID> ids = new HashSet<>();
        synchronized (queue) {
            while (!queue.isEmpty() && fits(next.size(), queue.peek().size())) {
                for (Waiting command : queue.poll()) {
                    (ids.add(command.command.id()) ? next : later).add(command);
                }
            }
            for (int i = later.size() - 1; i >= 0; i--) {
                queue.addFirst(List.of(later.get(i)));
            }
            waiting -= next.size();
        }
        return next;
    }

    private boolean fits(int taken, int more) {
        return taken == 0 || taken + more <= config.batchCommands();
    }

    private Uni<Void> decide(List<Waiting> waiting, int attempt) {
        return batch.run(waiting.stream().map(Waiting::command).toList())
                .invoke(result -> {
                    waiting.forEach(w -> w.caller.complete(result.outcomes().get(w.command.id())));
                    if (!result.unfinished().isEmpty()) {
                        lookAgain(result.unfinished());
                    }
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> recover(waiting, attempt, failure));
    }

    /** Looks again at the shortages of these items, and at overdue reservations. */
    void lookAgain(Set<Integer> items) {
        submit(new Command.LookAgain(UUID.randomUUID(), Set.copyOf(items)))
                .subscribe()
                .with(ignored -> {}, failure -> LOG.error("Not looked again", failure));
    }

    private Uni<Void> recover(List<Waiting> waiting, int attempt, Throwable failure) {
        if (DatabaseFailure.passing(failure)) {
            if (attempt < config.tries()) {
                return later(attempt).chain(() -> decide(waiting, attempt + 1));
            }
            return giveUp(waiting, failure, "", Problem.of(ProblemType.UNAVAILABLE, "database-unavailable"));
        }
        if (waiting.size() == 1) {
            String fault = Ids.next().toString();
            return giveUp(waiting, failure, fault, Problem.of(ProblemType.INTERNAL, "internal", fault));
        }
        LOG.warnf(failure, "A batch of %d failed; deciding its commands one by one", waiting.size());
        Uni<Void> one = Uni.createFrom().voidItem();
        for (Waiting alone : waiting) {
            one = one.chain(() -> decide(List.of(alone), 1));
        }
        return one;
    }

    private static Uni<Void> giveUp(List<Waiting> waiting, Throwable failure, String fault, Problem problem) {
        LOG.errorf(
                failure,
                "Not decided: %s",
                waiting.stream().map(w -> w.command.id()).toList());
        waiting.forEach(w -> w.caller.complete(new Outcome.Refused(problem)));
        return Uni.createFrom().voidItem();
    }

    /** A pause before the next try, on the loop's own context. */
    private Uni<Void> later(int attempt) {
        long millis = Math.min(1000, 20L << attempt);
        return Uni.createFrom()
                .emitter(e -> context.owner().setTimer(millis, id -> context.runOnContext(x -> e.complete(null))));
    }
}
