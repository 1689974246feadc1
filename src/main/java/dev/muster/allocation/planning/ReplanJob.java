package dev.muster.allocation.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.allocation.plan.Terms.Objective;
import dev.muster.allocation.planning.Plans.Submitted;
import dev.muster.incident.PolicyLevel;
import dev.muster.incident.PolicySettings;
import dev.muster.platform.ProblemException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Plans by itself where a policy says so, and applies what is better than what stands: when some class gets more, or when
 * nobody gets less and enough travel is saved. Of several processes the one that moves the policy's turn forward does it.
 */
@ApplicationScoped
class ReplanJob {

    private static final Logger LOG = Logger.getLogger(ReplanJob.class);
    private static final String SYSTEM = "system";

    /** A policy whose turn may have come, and the levels it decides. */
    private record Due(String policy, PolicySettings.Replan when, List<PolicyLevel> levels) {}

    private final Pool pool;
    private final Plans plans;
    private final PlanStore store;
    private final PlanApplying applying;
    private final PlanningConfig config;
    private final ObjectMapper json;

    ReplanJob(
            Pool pool, Plans plans, PlanStore store, PlanApplying applying, PlanningConfig config, ObjectMapper json) {
        this.pool = pool;
        this.plans = plans;
        this.store = store;
        this.applying = applying;
        this.config = config;
        this.json = json;
    }

    @Scheduled(
            every = "${muster.planning.look-every:10s}",
            delayed = "${muster.planning.look-every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return due().chain(all -> {
            Uni<Void> done = Uni.createFrom().voidItem();
            for (Due due : all) {
                done = done.chain(() -> replan(due));
            }
            return done;
        });
    }

    private Uni<List<Due>> due() {
        return pool.query(
                        "select p.code, v.settings::text, l.level from response_level_policy l "
                                + "join policy p on p.code = l.policy join policy_version v on v.code = p.code and v.version = p.version "
                                + "where v.settings -> 'replan' is not null and v.settings ->> 'replan' is not null order by p.code, l.level")
                .execute()
                .map(rows -> {
                    Map<String, Due> byPolicy = new LinkedHashMap<>();
                    for (Row row : rows) {
                        PolicySettings.Replan when = settings(row.getString(1)).replan();
                        if (when != null) {
                            byPolicy.computeIfAbsent(row.getString(0), code -> new Due(code, when, new ArrayList<>()))
                                    .levels
                                    .add(PolicyLevel.valueOf(row.getString(2)));
                        }
                    }
                    return List.copyOf(byPolicy.values());
                });
    }

    private PolicySettings settings(String text) {
        try {
            return json.readValue(text, PolicySettings.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Settings of a policy that cannot be read: " + text, e);
        }
    }

    /** Plans once if it is due and this process's turn; a failure is left to the next turn. */
    private Uni<Void> replan(Due due) {
        Duration every = Duration.ofMinutes(due.when.everyMinutes());
        return isNeeded(due)
                .chain(needed -> needed
                        ? store.takeTurn(due.policy, every)
                        : Uni.createFrom().item(false))
                .chain(mine -> mine ? plan(due) : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> {
                    if (failure instanceof ProblemException problem) {
                        LOG.infof("No plan of policy %s this time: %s", due.policy, problem.problem());
                    } else {
                        LOG.errorf(failure, "Plan of policy %s", due.policy);
                    }
                })
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Boolean> isNeeded(Due due) {
        if (!due.when.whenShort()) {
            return Uni.createFrom().item(true);
        }
        return pool.preparedQuery("select exists (select from request_line l join request r on r.id = l.request_id "
                        + "left join incident n on n.id = r.incident_id where l.open and l.quantity is not null "
                        + "and l.allocated < l.quantity and coalesce(n.level, 'NONE') = any($1))")
                .execute(Tuple.tuple()
                        .addArrayOfString(
                                due.levels.stream().map(PolicyLevel::name).toArray(String[]::new)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private Uni<Void> plan(Due due) {
        Wish wish = new Wish(
                new Wish.Scope(List.of(), List.of(), List.of(), List.of(), List.of(), List.copyOf(due.levels)),
                new Wish.WhatIf(List.of(), List.of(), List.of(), null, false),
                Wish.Movable.BY_POLICY,
                Objective.LEAST_TOTAL_TIME);
        return plans.submit(null, wish, due.policy, SYSTEM).chain(this::applyIfBetter);
    }

    private Uni<Void> applyIfBetter(Submitted submitted) {
        if (submitted.end() == null) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .completionStage(submitted.end())
                .chain(state -> plans.get(submitted.plan().id()))
                .chain(plan -> plan.state() == PlanState.DONE
                                && plan.kept() != null
                                && isWorthIt(plan.kept().result())
                        ? applying.apply(plan.id(), List.of(), null, SYSTEM).replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    /** What a policy asks for and no plan heeds is left to decisions: a plan would undo it. */
    private boolean isWorthIt(PlanResult result) {
        if (!result.disregards().isEmpty()) {
            return false;
        }
        return switch (result.comparison()) {
            case SERVES_MORE, SOONER -> true;
            case NEARER ->
                new BigDecimal(result.quantityMinutes())
                                .compareTo(new BigDecimal(result.quantityMinutesNow())
                                        .multiply(BigDecimal.valueOf(1 - config.leastSaving())))
                        <= 0;
            case EQUAL, WORSE -> false;
        };
    }
}
