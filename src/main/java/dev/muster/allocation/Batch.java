package dev.muster.allocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.allocation.engine.Policy;
import dev.muster.platform.Audit;
import dev.muster.platform.Commands;
import dev.muster.platform.Commands.Answer;
import dev.muster.platform.Commands.Claim;
import dev.muster.platform.Commands.Known;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.request.Request;
import dev.muster.request.RequestStore;
import dev.muster.stock.StockStore;
import dev.muster.travel.Journeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * One transaction of the decision loop: claim the commands' ids, load what they may touch, decide, save. Either all of
 * it stands or nothing does; a command that is refused gives its id back and leaves the others alone.
 */
@ApplicationScoped
class Batch {

    /** What came of the commands, and the items to be looked at again at once. */
    record Result(Map<UUID, Outcome> outcomes, Set<Integer> unfinished, boolean changed) {}

    private final Pool pool;
    private final Commands commands;
    private final BatchLoader loader;
    private final StockStore stock;
    private final RequestStore requests;
    private final AllocationStore allocations;
    private final EventLog log;
    private final Journeys journeys;
    private final Policy policy;
    private final ObjectMapper json;

    Batch(
            Pool pool,
            Commands commands,
            BatchLoader loader,
            StockStore stock,
            RequestStore requests,
            AllocationStore allocations,
            EventLog log,
            Journeys journeys,
            AllocationConfig config,
            ObjectMapper json) {
        this.pool = pool;
        this.commands = commands;
        this.loader = loader;
        this.stock = stock;
        this.requests = requests;
        this.allocations = allocations;
        this.log = log;
        this.journeys = journeys;
        this.policy = config.policy().asPolicy();
        this.json = json;
    }

    /** Runs the commands, whose ids must differ, as one transaction. */
    Uni<Result> run(List<Command> batch) {
        Map<UUID, Claim> claims = new HashMap<>();
        for (Command command : batch) {
            if (command.once()) {
                String fingerprint = commands.fingerprint(command.payload());
                claims.put(command.id(), new Claim(command.id(), command.kind(), fingerprint, command.actor()));
            }
        }
        return pool.withTransaction(transaction -> run(transaction, batch, claims))
                .invoke(result -> {
                    if (result.changed) {
                        log.committed();
                    }
                });
    }

    private Uni<Result> run(SqlConnection transaction, List<Command> batch, Map<UUID, Claim> claims) {
        Map<UUID, Outcome> outcomes = new HashMap<>();
        return commands.claim(transaction, claims.values())
                .chain(free -> answerRepeated(transaction, claims, free, outcomes))
                .chain(() -> {
                    List<Command> fresh = batch.stream()
                            .filter(command -> !outcomes.containsKey(command.id()))
                            .toList();
                    return fresh.isEmpty()
                            ? Uni.createFrom().item(new Result(outcomes, Set.of(), false))
                            : decide(transaction, fresh, outcomes);
                });
    }

    /** Commands sent before: the first answer again, or a conflict. */
    private Uni<Void> answerRepeated(
            SqlConnection transaction, Map<UUID, Claim> claims, Set<UUID> free, Map<UUID, Outcome> outcomes) {
        Set<UUID> taken = new HashSet<>(claims.keySet());
        taken.removeAll(free);
        return commands.known(transaction, taken)
                .invoke(known -> taken.forEach(
                        id -> outcomes.put(id, again(Objects.requireNonNull(claims.get(id)), known.get(id)))))
                .replaceWithVoid();
    }

    private static Outcome again(Claim claim, @org.jspecify.annotations.Nullable Known known) {
        if (known != null && known.isSameAs(claim)) {
            return new Outcome.Done(known.json(), true);
        }
        return new Outcome.Refused(Problem.of(ProblemType.COMMAND_CONFLICT, "command-conflict", claim.id()));
    }

    private Uni<Result> decide(SqlConnection transaction, List<Command> fresh, Map<UUID, Outcome> outcomes) {
        return loader.load(transaction, fresh).chain(loaded -> {
            BatchDecision decision = new BatchDecision(loaded, policy, journeys::between);
            decision.run(fresh);
            return save(transaction, decision, outcomes);
        });
    }

    private Uni<Result> save(SqlConnection transaction, BatchDecision decision, Map<UUID, Outcome> outcomes) {
        BatchResult result = new BatchResult(decision);
        List<Answer> answers = new ArrayList<>();
        for (Command command : decision.done) {
            String answer = write(result.answer(command));
            outcomes.put(command.id(), new Outcome.Done(answer, false));
            if (command.once()) {
                answers.add(new Answer(command.id(), 201, answer));
            }
        }
        decision.refused.forEach((id, problem) -> outcomes.put(id, new Outcome.Refused(problem)));
        List<Event> events = result.events();
        List<Audit> audits = result.audits();
        Collection<Request> changed = decision.loaded.requests.values().stream()
                .filter(Request::changed)
                .toList();
        return stock.save(transaction, decision.loaded.book.changed())
                .chain(() -> stock.post(
                        transaction,
                        decision.postings.values().stream()
                                .flatMap(List::stream)
                                .toList()))
                .chain(() -> requests.save(transaction, changed))
                .chain(() -> saveAllocations(transaction, decision))
                .chain(() -> commands.answer(transaction, answers))
                .chain(() -> commands.unclaim(transaction, decision.refused.keySet()))
                .chain(() -> append(transaction, events, audits))
                .replaceWith(() -> new Result(outcomes, decision.unfinished, !events.isEmpty()));
    }

    private Uni<Void> saveAllocations(SqlConnection transaction, BatchDecision decision) {
        List<AllocationStore.Decided> decided = decision.explained.stream()
                .map(e -> new AllocationStore.Decided(e.line(), policy.name(), write(e.explanation())))
                .toList();
        return allocations
                .insert(transaction, decision.reserved)
                .chain(() -> allocations.end(transaction, decision.ended))
                .chain(() -> allocations.keep(transaction, decided));
    }

    private Uni<Void> append(SqlConnection transaction, List<Event> events, List<Audit> audits) {
        return events.isEmpty() && audits.isEmpty()
                ? Uni.createFrom().voidItem()
                : log.append(transaction, events, audits).replaceWithVoid();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }
}
