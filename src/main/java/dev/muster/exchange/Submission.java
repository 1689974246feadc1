package dev.muster.exchange;

import dev.muster.allocation.Command;
import dev.muster.allocation.DecisionLoop;
import dev.muster.allocation.Outcome;
import dev.muster.exchange.ImportStore.Stored;
import dev.muster.exchange.LookupStore.Key;
import dev.muster.platform.Problem;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemType;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How one import hands commands to the decision loop, and remembers what it brought in. Blocks. */
final class Submission {

    /** Starts the message of a reason that is a problem's detail. */
    static final String WHOLE = "refused.";

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Stored job;
    private final DecisionLoop loop;
    private final LookupStore lookups;
    private final ImportConfig config;

    Submission(Stored job, DecisionLoop loop, LookupStore lookups, ImportConfig config) {
        this.job = job;
        this.loop = loop;
        this.lookups = lookups;
        this.config = config;
    }

    String actor() {
        return job.actor();
    }

    /** What was brought in before under these keys. */
    Map<UUID, String> known(Collection<UUID> keys) {
        return lookups.known(keys).await().atMost(config.stepTimeout());
    }

    void remember(List<Key> keys) {
        lookups.remember(job.kind(), job.id(), keys).await().atMost(config.stepTimeout());
    }

    /** What an entry is that was brought in before. */
    static ImportTarget.Outcome again(String before, String now) {
        return before.equals(now)
                ? ImportTarget.Outcome.UNCHANGED
                : ImportTarget.Outcome.rejected(List.of(Violation.of("quantity", "import-other-value", before)));
    }

    /**
     * Outcomes in the order of the commands. Those that found the loop too busy are sent again after a pause; if it stays
     * busy or the database is away this fails, and the import goes on later.
     */
    List<Outcome> submit(List<? extends Command> commands) {
        List<Outcome> outcomes =
                new ArrayList<>(loop.submitAll(commands).await().atMost(config.stepTimeout()));
        long end = System.nanoTime() + config.stepTimeout().toNanos();
        for (int i = 0; i < outcomes.size(); i++) {
            while (outcomes.get(i) instanceof Outcome.Refused refused && passes(refused.problem())) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("Not decided: " + refused.problem());
                }
                pause();
                outcomes.set(i, loop.submit(commands.get(i)).await().atMost(config.stepTimeout()));
            }
        }
        return outcomes;
    }

    private static boolean passes(Problem problem) {
        return problem.type() == ProblemType.TOO_MANY_REQUESTS
                || problem.type() == ProblemType.UNAVAILABLE
                || problem.type() == ProblemType.INTERNAL;
    }

    private static void pause() {
        Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE).await().indefinitely();
    }

    /** A refusal as reasons of rows. */
    static List<Violation> reasons(Problem problem) {
        return problem.violations().isEmpty()
                ? List.of(Violation.of(
                        "row", WHOLE + problem.detail(), problem.args().toArray()))
                : problem.violations();
    }
}
