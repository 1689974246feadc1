package dev.muster.asset;

import dev.muster.platform.Audit;
import dev.muster.platform.BackgroundWork;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.security.Roles;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Tells ever higher roles of a hazard that is overdue, step by step, each once: {@code hazard.escalated} with the step and the
 * role, as an event and in the audit log.
 */
@Startup
@ApplicationScoped
public class HazardEscalation {

    private static final int MOST_AT_ONCE = 500;
    private static final Set<String> ROLES = Set.of(Roles.OFFICER, Roles.COMMANDER, Roles.ADMIN, Roles.KEEPER);

    /**
     * A step.
     *
     * @param after the deadline
     * @param to role that is told
     */
    record Step(Duration after, String to) {}

    private final Pool pool;
    private final HazardStore store;
    private final EventLog log;
    private final BackgroundWork work;
    private final List<Step> steps;

    HazardEscalation(Pool pool, HazardStore store, EventLog log, BackgroundWork work, HazardConfig config) {
        this.pool = pool;
        this.store = store;
        this.log = log;
        this.work = work;
        this.steps = steps(config.escalateAfter(), config.escalateTo());
    }

    /** @throws IllegalArgumentException where the settings do not fit together; the service does not start then */
    static List<Step> steps(List<Duration> after, List<String> to) {
        if (after.size() != to.size()) {
            throw new IllegalArgumentException(
                    "muster.hazards.escalate-after and escalate-to are of different lengths: " + after + ", " + to);
        }
        for (int i = 0; i < to.size(); i++) {
            boolean ordered = i == 0 ? !after.get(0).isNegative() : after.get(i).compareTo(after.get(i - 1)) > 0;
            if (!ordered || !ROLES.contains(to.get(i))) {
                throw new IllegalArgumentException("muster.hazards: no step of escalation: " + after.get(i) + " to "
                        + to.get(i) + "; times rise, roles are of " + ROLES);
            }
        }
        return java.util.stream.IntStream.range(0, to.size())
                .mapToObj(i -> new Step(after.get(i), to.get(i)))
                .toList();
    }

    /** Takes every step that is due, those after it in the same look. */
    @Scheduled(
            every = "${muster.hazards.look-every:60s}",
            delayed = "${muster.hazards.look-every:60s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> escalate() {
        return work.run(() -> from(0));
    }

    private Uni<Void> from(int step) {
        return step == steps.size() ? Uni.createFrom().voidItem() : take(step).chain(() -> from(step + 1));
    }

    private Uni<Void> take(int step) {
        Step next = steps.get(step);
        return pool.withTransaction(transaction -> store.escalate(
                                transaction, step, next.after(), next.to(), MOST_AT_ONCE)
                        .call(late -> late.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : log.append(
                                        transaction,
                                        late.stream()
                                                .map(h -> new Event("hazard.escalated", h.id().toString(), "system", h))
                                                .toList(),
                                        late.stream().map(h -> audit(h, next)).toList())))
                .invoke(late -> {
                    if (!late.isEmpty()) {
                        log.committed();
                    }
                })
                .replaceWithVoid();
    }

    private static Audit audit(HazardView hazard, Step step) {
        return new Audit(
                "system",
                "hazard.escalate",
                hazard.id().toString(),
                Map.of("step", Objects.requireNonNull(hazard.escalation()), "to", step.to()));
    }
}
