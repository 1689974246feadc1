package dev.muster.allocation.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.allocation.Command;
import dev.muster.allocation.DecisionLoop;
import dev.muster.allocation.Outcome;
import dev.muster.allocation.PlanAnswer;
import dev.muster.allocation.PlanAnswer.AppliedLine;
import dev.muster.allocation.PlanAnswer.Result;
import dev.muster.allocation.PlannedLine;
import dev.muster.allocation.planning.PlanLineStore.ChangedLine;
import dev.muster.allocation.planning.PlanStore.Stored;
import dev.muster.platform.Commands;
import dev.muster.platform.Commands.Answer;
import dev.muster.platform.Commands.Claim;
import dev.muster.platform.Commands.DoneElsewhere;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts plans into force: part after part through the decision loop, others' commands in between. The ids of the parts
 * follow from the id of the whole, so that sending it again gives the first answer, or goes on where a crash ended it.
 */
@ApplicationScoped
class PlanApplying {

    private static final int TOGETHER_AT_MOST = 10;

    /**
     * What came of it.
     *
     * @param id id of the command
     * @param applied lines that have what the plan gives them
     * @param redecided lines that the rules decided anew
     * @param skipped lines that are there no more
     * @param lines all lines that the plan changes
     */
    public record Applied(UUID id, UUID plan, int applied, int redecided, int skipped, List<AppliedLine> lines) {}

    private final Plans plans;
    private final PlanStore store;
    private final PlanLineStore lines;
    private final DecisionLoop loop;
    private final Commands commands;
    private final Pool pool;
    private final PlanningConfig config;
    private final ObjectMapper json;

    PlanApplying(
            Plans plans,
            PlanStore store,
            PlanLineStore lines,
            DecisionLoop loop,
            Commands commands,
            Pool pool,
            PlanningConfig config,
            ObjectMapper json) {
        this.plans = plans;
        this.store = store;
        this.lines = lines;
        this.loop = loop;
        this.commands = commands;
        this.pool = pool;
        this.config = config;
        this.json = json;
    }

    /**
     * Applies a plan.
     *
     * @param given id of the command; if null, one that follows from the plan and the items
     * @param items codes of items whose lines are meant, with all that share goods with them; all if empty
     */
    Uni<Applied> apply(UUID plan, List<String> items, @Nullable UUID given, String actor) {
        List<String> sorted = items.stream().sorted().distinct().toList();
        UUID id =
                given == null ? Ids.named("plan.apply\u001f" + plan + "\u001f" + String.join("\u001f", sorted)) : given;
        Claim claim = commands.claim(id, "plan.apply-all", new Object[] {plan, sorted}, actor);
        return plans.get(plan)
                .chain(stored -> pool.withConnection(connection -> commands.known(connection, Set.of(id)))
                        .invoke(known -> {
                            Commands.Known before = known.get(id);
                            if (before == null) {
                                requireApplicable(stored);
                            } else if (!before.isSameAs(claim)) {
                                throw Problem.of(ProblemType.COMMAND_CONFLICT, "command-conflict", id)
                                        .asException();
                            }
                        })
                        .chain(() -> requireItems(plan, sorted))
                        .chain(() -> lines.changed(plan, sorted))
                        .chain(changed -> run(id, plan, sorted, parts(changed), actor)))
                .chain(applied -> keep(claim, applied).replaceWith(applied));
    }

    private void requireApplicable(Stored plan) {
        if (plan.kept() == null || plan.asOf() == null) {
            throw Problem.of(ProblemType.ILLEGAL_TRANSITION, "plan.not-made", plan.id(), plan.state())
                    .asException();
        }
        if (plan.hypothetical()) {
            throw Problem.of(ProblemType.RULE_BROKEN, "plan.hypothetical", plan.id())
                    .asException();
        }
        Instant until = plan.asOf().plus(config.applyWithin());
        if (plan.now().isAfter(until)) {
            long minutes = Duration.between(plan.asOf(), plan.now()).toMinutes();
            throw Problem.of(
                            ProblemType.ILLEGAL_TRANSITION,
                            "plan.too-old",
                            plan.id(),
                            minutes,
                            config.applyWithin().toMinutes())
                    .asException();
        }
        if (plan.kept().result().comparison() == PlanResult.Comparison.WORSE) {
            throw Problem.of(ProblemType.ILLEGAL_TRANSITION, "plan.worse", plan.id())
                    .asException();
        }
    }

    private Uni<Void> requireItems(UUID plan, List<String> items) {
        if (items.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return lines.itemsOf(plan, items)
                .invoke(known -> {
                    Violations violations = new Violations();
                    for (int i = 0; i < items.size(); i++) {
                        violations.check(
                                known.contains(items.get(i)), "items[" + i + "]", "plan.item-not-in", items.get(i));
                    }
                    violations.throwIfAny();
                })
                .replaceWithVoid();
    }

    /** Lines that share goods stay together, as far as the bounds let them. */
    private List<List<PlannedLine>> parts(List<ChangedLine> changed) {
        List<List<PlannedLine>> parts = new ArrayList<>();
        List<PlannedLine> part = new ArrayList<>();
        int from = 0;
        while (from < changed.size()) {
            int to = from + 1;
            while (to < changed.size()
                    && changed.get(to).together() == changed.get(from).together()) {
                to++;
            }
            List<PlannedLine> together =
                    changed.subList(from, to).stream().map(ChangedLine::line).toList();
            if (!part.isEmpty() && part.size() + together.size() > config.applyLines()) {
                parts.add(part);
                part = new ArrayList<>();
            }
            for (PlannedLine line : together) {
                if (part.size() >= config.applyLines() * TOGETHER_AT_MOST) {
                    parts.add(part);
                    part = new ArrayList<>();
                }
                part.add(line);
            }
            from = to;
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    private Uni<Applied> run(UUID id, UUID plan, List<String> items, List<List<PlannedLine>> parts, String actor) {
        Uni<List<AppliedLine>> done = Uni.createFrom().item(new ArrayList<>());
        for (int i = 0; i < parts.size(); i++) {
            int number = i;
            done = done.chain(sofar -> loop.submit(new Command.ApplyPlan(
                            Ids.named(id + "/" + number), plan, items, number, parts.get(number), actor))
                    .map(outcome -> {
                        sofar.addAll(answer(outcome).lines());
                        return sofar;
                    }));
        }
        return done.map(all -> new Applied(
                id, plan, count(all, Result.APPLIED), count(all, Result.RE_DECIDED), count(all, Result.SKIPPED), all));
    }

    private PlanAnswer answer(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            throw refused.problem().asException();
        }
        try {
            return json.readValue(((Outcome.Done) outcome).json(), PlanAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Written by us, but unreadable: " + outcome, e);
        }
    }

    private static int count(List<AppliedLine> lines, Result result) {
        return (int) lines.stream().filter(line -> line.result() == result).count();
    }

    /** Notes that the whole is done; sent again, it is told from its parts. */
    private Uni<Void> keep(Claim claim, Applied applied) {
        Map<String, Object> totals =
                Map.of("applied", applied.applied, "redecided", applied.redecided, "skipped", applied.skipped);
        return pool.withTransaction(transaction -> commands.known(transaction, Set.of(claim.id()))
                        .chain(known -> known.isEmpty()
                                ? commands.keep(transaction, List.of(new Answer(claim, 200, write(totals))))
                                : Uni.createFrom().voidItem()))
                .onFailure(DoneElsewhere.class)
                .recoverWithNull()
                .chain(() -> store.applied(applied.plan, claim.actor(), totals))
                .replaceWithVoid();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }
}
