package dev.muster.allocation;

import dev.muster.platform.Commands;
import dev.muster.platform.Commands.Claim;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.request.Urgency;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one dispatcher (统一调配) of this process. Commands that change stock or needs wait in a bounded queue; whatever
 * waits when the last batch is done is the next one, up to a bound; where more waits, what is most urgent goes first. It
 * never waits when there is something to do, and decides one batch at a time; other processes on the same database take
 * turns with it, item by item.
 */
@ApplicationScoped
public class DecisionLoop {

    private static final Logger LOG = Logger.getLogger(DecisionLoop.class);

    private record Waiting(Command command, @Nullable Claim claim, CompletableFuture<Outcome> caller) {}

    /** What was sent together and is decided together. */
    private record Group(int urgency, long number, List<Waiting> commands) implements Comparable<Group> {

        /**
         * What is no request changes what there is to give, or takes little time: it goes first. A part of a plan lets
         * what is needed within hours pass.
         */
        static int urgency(Command command) {
            if (command instanceof Command.ApplyPlan) {
                return 1 + Urgency.URGENT.ordinal();
            }
            return command instanceof Command.SubmitRequest submit
                            && submit.request().urgency() != null
                    ? 1 + submit.request().urgency().ordinal()
                    : 0;
        }

        @Override
        public int compareTo(Group other) {
            int byUrgency = Integer.compare(urgency, other.urgency);
            return byUrgency != 0 ? byUrgency : Long.compare(number, other.number);
        }
    }

    private final Batch batch;
    private final Commands commands;
    private final AllocationConfig config;
    private final Context context;
    private final PriorityQueue<Group> queue = new PriorityQueue<>();
    private long groups;
    private int waiting;
    private boolean running;

    DecisionLoop(Batch batch, Commands commands, AllocationConfig config, Vertx vertx) {
        this.batch = batch;
        this.commands = commands;
        this.config = config;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
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
    public Uni<List<Outcome>> submitAll(List<? extends Command> together) {
        if (together.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Waiting> group = new ArrayList<>();
        List<Uni<Outcome>> outcomes = new ArrayList<>();
        for (Command command : together) {
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            group.add(new Waiting(command, claim(command), answer));
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

    private @Nullable Claim claim(Command command) {
        return command.once() ? commands.claim(command.id(), command.kind(), command.payload(), command.actor()) : null;
    }

    private boolean offer(List<Waiting> group) {
        int urgency =
                group.stream().mapToInt(w -> Group.urgency(w.command)).min().orElse(0);
        synchronized (queue) {
            if (waiting + group.size() > config.queueCommands()) {
                return false;
            }
            waiting += group.size();
            return queue.add(new Group(urgency, groups++, group));
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
        List<Group> later = new ArrayList<>();
        Set<UUID> ids = new HashSet<>();
        synchronized (queue) {
            while (!queue.isEmpty() && fits(next.size(), queue.peek().commands.size())) {
                Group group = queue.remove();
                for (Waiting command : group.commands) {
                    if (ids.add(command.command.id())) {
                        next.add(command);
                    } else {
                        later.add(new Group(group.urgency, group.number, List.of(command)));
                    }
                }
            }
            queue.addAll(later);
            waiting -= next.size();
        }
        return next;
    }

    private boolean fits(int taken, int more) {
        return taken == 0 || taken + more <= config.batchCommands();
    }

    private Uni<Void> decide(List<Waiting> waiting, int attempt) {
        Map<UUID, Claim> claims = new HashMap<>();
        waiting.forEach(w -> {
            if (w.claim != null) {
                claims.put(w.command.id(), w.claim);
            }
        });
        return batch.run(waiting.stream().map(Waiting::command).toList(), claims)
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

    /** Looks again at the shortages of these items, and at overdue reservations, some time. */
    private void lookAgain(Set<Integer> items) {
        lookedAgain(items).subscribe().with(ignored -> {}, failure -> LOG.error("Not looked again", failure));
    }

    /** Looks again at the shortages of these items, and at overdue reservations. */
    Uni<Void> lookedAgain(Set<Integer> items) {
        return submit(new Command.LookAgain(UUID.randomUUID(), Set.copyOf(items)))
                .replaceWithVoid();
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
