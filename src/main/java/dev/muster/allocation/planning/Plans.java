package dev.muster.allocation.planning;

import dev.muster.allocation.Facts;
import dev.muster.allocation.planning.PlanStore.New;
import dev.muster.allocation.planning.PlanStore.Stored;
import dev.muster.platform.Commands;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Plans: asked for, looked at, stopped. */
@ApplicationScoped
class Plans {

    /** A plan, and whether it was made now or asked for before. */
    record Submitted(Stored plan, boolean fresh, @Nullable CompletableFuture<PlanState> end) {}

    private final ReadingStore readings;
    private final PlanStore store;
    private final PlanRunner runner;
    private final Commands commands;
    private final PlanningConfig config;

    Plans(ReadingStore readings, PlanStore store, PlanRunner runner, Commands commands, PlanningConfig config) {
        this.readings = readings;
        this.store = store;
        this.runner = runner;
        this.commands = commands;
        this.config = config;
    }

    /**
     * Takes a wish in; it is planned afterwards. Refuses at once what can be seen at once.
     *
     * @param policy whose automatic plan it is, null if somebody asks for it
     */
    Uni<Submitted> submit(@Nullable UUID given, Wish wish, @Nullable String policy, String actor) {
        UUID id = given == null ? Ids.next() : given;
        String fingerprint = commands.claim(id, "plan.make", wish, actor).fingerprint();
        Uni<Optional<Stored>> before = given == null ? Uni.createFrom().item(Optional.empty()) : store.find(id);
        return before.chain(found -> found.isPresent()
                ? Uni.createFrom().item(same(found.get(), fingerprint))
                : check(wish).chain(lines -> make(new New(id, wish, fingerprint, policy, actor, lines))));
    }

    private static Submitted same(Stored plan, String fingerprint) {
        if (!plan.fingerprint().equals(fingerprint)) {
            throw Problem.of(ProblemType.COMMAND_CONFLICT, "command-conflict", plan.id())
                    .asException();
        }
        return new Submitted(plan, false, null);
    }

    private Uni<Submitted> make(New plan) {
        if (!runner.takePlace()) {
            throw Problem.of(
                            ProblemType.TOO_MANY_REQUESTS,
                            "plan.queue-full",
                            config.parallelRuns() + config.waitingRuns())
                    .asException();
        }
        return store.create(plan, runner.process(), config.lease())
                .onFailure()
                .invoke(failure -> runner.giveUpPlace())
                .chain(created -> {
                    CompletableFuture<PlanState> end =
                            created ? runner.start(plan.id(), plan.wish(), plan.policy() != null) : null;
                    if (!created) {
                        runner.giveUpPlace();
                    }
                    return get(plan.id())
                            .map(stored ->
                                    created ? new Submitted(stored, true, end) : same(stored, plan.fingerprint()));
                });
    }

    /** Gives the number of lines in scope. */
    private Uni<Integer> check(Wish wish) {
        return readings.facts()
                .chain(facts -> readings.requests(wish.whatIf().urgencies().stream()
                                .map(Wish.OtherUrgency::request)
                                .toList())
                        .chain(requests -> policy(wish).map(policy -> {
                            checkKnown(wish, facts, requests, policy);
                            return facts;
                        })))
                .chain(facts -> readings.size(facts, wish.scope(), config.largestInstance()))
                .invoke(lines -> {
                    if (lines == 0) {
                        throw Problem.of(ProblemType.RULE_BROKEN, "plan.nothing")
                                .asException();
                    }
                    if (lines > config.largestInstance()) {
                        throw Problem.of(ProblemType.RULE_BROKEN, "plan.too-large", config.largestInstance())
                                .asException();
                    }
                });
    }

    private Uni<Boolean> policy(Wish wish) {
        String code = wish.whatIf().policy();
        return code == null
                ? Uni.createFrom().item(true)
                : readings.policy(code).map(Optional::isPresent);
    }

    private static void checkKnown(Wish wish, Facts facts, Set<UUID> requests, boolean policy) {
        Violations violations = new Violations();
        Wish.Scope scope = wish.scope();
        all(violations, "scope.items", "item.unknown", scope.items(), code -> facts.itemOf(code) != null);
        all(violations, "scope.regions", "region.unknown", scope.regions(), facts::hasRegion);
        all(violations, "scope.sites", "site.unknown", scope.sites(), code -> facts.siteOf(code) != null);
        all(
                violations,
                "scope.incidents",
                "incident.unknown",
                scope.incidents(),
                code -> facts.incidentOf(code) != null);
        Wish.WhatIf whatIf = wish.whatIf();
        all(violations, "whatIf.closedSites", "site.unknown", whatIf.closedSites(), code -> facts.siteOf(code) != null);
        for (int i = 0; i < whatIf.extraStock().size(); i++) {
            Wish.ExtraStock extra = whatIf.extraStock().get(i);
            String at = "whatIf.extraStock[" + i + "]";
            violations.check(facts.siteOf(extra.site()) != null, at + ".site", "site.unknown", extra.site());
            Facts.Item item = facts.itemOf(extra.item());
            violations.check(item != null, at + ".item", "item.unknown", extra.item());
            violations.check(
                    item == null || "SUPPLY".equals(item.kind()), at + ".item", "plan.extra-not-supply", extra.item());
        }
        for (int i = 0; i < whatIf.urgencies().size(); i++) {
            UUID request = whatIf.urgencies().get(i).request();
            violations.check(
                    requests.contains(request), "whatIf.urgencies[" + i + "].request", "plan.request-unknown", request);
        }
        violations.check(policy, "whatIf.policy", "plan.policy-unknown", String.valueOf(whatIf.policy()));
        violations.throwIfAny();
    }

    private static void all(
            Violations violations, String field, String message, List<String> codes, Predicate<String> known) {
        for (int i = 0; i < codes.size(); i++) {
            violations.check(known.test(codes.get(i)), field + "[" + i + "]", message, codes.get(i));
        }
    }

    /** Refuses with 404 if there is no such plan. */
    Uni<Stored> get(UUID id) {
        return store.find(id)
                .map(found -> found.orElseThrow(() ->
                        Problem.of(ProblemType.NOT_FOUND, "plan.unknown", id).asException()));
    }

    /**
     * Stops a plan; the best found so far is kept. Refuses (409) one that has ended.
     *
     * @param anyones whether the actor may stop plans of others
     */
    Uni<Stored> cancel(UUID id, String actor, boolean anyones) {
        return get(id).chain(plan -> {
                    if (!anyones && !plan.actor().equals(actor)) {
                        throw Problem.of(ProblemType.FORBIDDEN, "plan.of-another", plan.actor())
                                .asException();
                    }
                    return store.requestCancel(id, actor);
                })
                .chain(cancelled -> {
                    runner.cancel(id);
                    return get(id).invoke(plan -> {
                        if (!cancelled) {
                            throw Problem.of(ProblemType.ILLEGAL_TRANSITION, "plan.ended", id, plan.state())
                                    .asException();
                        }
                    });
                });
    }
}
