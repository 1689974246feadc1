package dev.muster.allocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.engine.Rank;
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
import dev.muster.stock.KitStore;
import dev.muster.stock.StockStore;
import dev.muster.unit.Booking;
import dev.muster.unit.UnitStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of the decision loop: load what the commands may touch, decide, save with the commands' ids and
 * answers. Either all of it stands or nothing does; a command that is refused leaves its id free and the others alone.
 */
@ApplicationScoped
class Batch {

    /** What came of the commands, and the items to be looked at again at once. */
    record Result(Map<UUID, Outcome> outcomes, Set<Integer> unfinished) {}

    /** What a transaction did, to be remembered once it is committed. */
    private record Saved(Result result, @Nullable Loaded loaded, Map<Integer, Long> turns, boolean changed) {}

    private final Pool pool;
    private final Commands commands;
    private final BatchLoader loader;
    private final StockStore stock;
    private final KitStore kits;
    private final TeamKitStore teamKits;
    private final RequestStore requests;
    private final AllocationStore allocations;
    private final UnitStore units;
    private final AllocationConfig config;
    private final EventLog log;
    private final ObjectMapper json;

    Batch(
            Pool pool,
            Commands commands,
            BatchLoader loader,
            StockStore stock,
            KitStore kits,
            TeamKitStore teamKits,
            RequestStore requests,
            AllocationStore allocations,
            UnitStore units,
            AllocationConfig config,
            EventLog log,
            ObjectMapper json) {
        this.pool = pool;
        this.commands = commands;
        this.loader = loader;
        this.stock = stock;
        this.kits = kits;
        this.teamKits = teamKits;
        this.requests = requests;
        this.allocations = allocations;
        this.units = units;
        this.config = config;
        this.log = log;
        this.json = json;
    }

    /**
     * Runs the commands, whose ids must differ, as one transaction.
     *
     * @param claims of those commands that have one effect however often they are sent, by id
     */
    Uni<Result> run(List<Command> batch, Map<UUID, Claim> claims) {
        return pool.withTransaction(transaction -> run(transaction, batch, claims))
                .invoke(saved -> {
                    if (saved.loaded != null) {
                        loader.keep(saved.loaded, saved.turns);
                    }
                    if (saved.changed) {
                        log.committed();
                    }
                })
                .map(Saved::result);
    }

    private Uni<Saved> run(SqlConnection transaction, List<Command> batch, Map<UUID, Claim> claims) {
        Map<UUID, Outcome> outcomes = new HashMap<>();
        return Uni.combine()
                .all()
                .unis(commands.known(transaction, claims.keySet()), loader.begin(transaction))
                .withUni((known, begun) -> {
                    known.forEach((id, before) -> outcomes.put(id, again(id, claims.get(id), before)));
                    List<Command> fresh = batch.stream()
                            .filter(command -> !outcomes.containsKey(command.id()))
                            .toList();
                    return fresh.isEmpty()
                            ? Uni.createFrom().item(new Saved(new Result(outcomes, Set.of()), null, Map.of(), false))
                            : decide(transaction, begun, fresh, claims, outcomes);
                });
    }

    /** A command sent before: the first answer again, or a conflict. */
    private static Outcome again(UUID id, @Nullable Claim claim, Known known) {
        return claim != null && known.isSameAs(claim)
                ? new Outcome.Done(known.json(), true)
                : new Outcome.Refused(Problem.of(ProblemType.COMMAND_CONFLICT, "command-conflict", id));
    }

    private Uni<Saved> decide(
            SqlConnection transaction,
            Loaded begun,
            List<Command> fresh,
            Map<UUID, Claim> claims,
            Map<UUID, Outcome> outcomes) {
        return loader.load(transaction, begun, fresh).chain(loaded -> {
            BatchDecision decision = new BatchDecision(loaded);
            decision.run(fresh);
            return preempt(transaction, decision)
                    .chain(() -> preemptUnits(transaction, decision))
                    .chain(() -> {
                        decision.finish();
                        return save(transaction, decision, claims, outcomes);
                    });
        });
    }

    /** R6, where a short line wants something that a lower class holds. */
    private Uni<Void> preempt(SqlConnection transaction, BatchDecision decision) {
        Map<Integer, Integer> wanted = decision.wantedBack();
        if (wanted.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return loader.takeable(transaction, wanted, decision.loaded)
                .invoke(takeable -> decision.preempt(takeable.reservations(), takeable.waiting()))
                .replaceWithVoid();
    }

    /** R6, where a short line wants units that a lower class is booked for. */
    private Uni<Void> preemptUnits(SqlConnection transaction, BatchDecision decision) {
        Map<LineKey, List<List<Booking>>> wanted = decision.units.wantedBack(config.preemptableReservations());
        Set<UUID> requests = wanted.values().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .map(booking -> Objects.requireNonNull(booking.task()).request())
                .collect(Collectors.toSet());
        if (requests.isEmpty() && wanted.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return this.requests.standing(transaction, requests).chain(standing -> {
            Map<UUID, Integer> classes = new HashMap<>();
            standing.forEach(one -> classes.put(
                    one.request(),
                    Rank.demandClass(
                            one.level() == null ? Rank.NO_INCIDENT : FactsStore.level(one.level()), one.urgency())));
            Set<UUID> holders = decision.units.holders(wanted, classes);
            return holders.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : loader.holders(transaction, holders, decision.loaded).invoke(decision.units::preempt);
        });
    }

    /**
     * Sends everything without waiting in between: first what needs no text, so that the database works on it while the
     * texts are made. The statements follow one another on the connection, so the end of the log is locked last.
     */
    private Uni<Saved> save(
            SqlConnection transaction, BatchDecision decision, Map<UUID, Claim> claims, Map<UUID, Outcome> outcomes) {
        Uni<Void> rows = sent(rows(transaction, decision));
        BatchResult result = new BatchResult(decision);
        List<Answer> answers = new ArrayList<>();
        for (Command command : decision.done) {
            String answer = write(result.answer(command));
            outcomes.put(command.id(), new Outcome.Done(answer, false));
            Claim claim = claims.get(command.id());
            if (claim != null) {
                answers.add(new Answer(claim, 201, answer));
            }
        }
        decision.refused.forEach((id, problem) -> outcomes.put(id, new Outcome.Refused(problem)));
        List<AllocationStore.Decided> decided = decision.explained.stream()
                .map(e -> new AllocationStore.Decided(e.line(), e.policy(), write(e.explanation())))
                .toList();
        Uni<Void> texts = sent(List.of(allocations.keep(transaction, decided), commands.keep(transaction, answers)));
        Map<Integer, Long> turns = new HashMap<>();
        List<Event> events = result.events();
        List<Audit> audits = result.audits(claims);
        Uni<Void> end = sent(List.of(
                stock.turns(transaction, decision.loaded.items.keySet())
                        .invoke(turns::putAll)
                        .replaceWithVoid(),
                events.isEmpty() && audits.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : log.append(transaction, events, audits).replaceWithVoid()));
        Result done = new Result(outcomes, decision.unfinished);
        return Uni.combine()
                .all()
                .unis(rows, texts, end)
                .discardItems()
                .replaceWith(() -> new Saved(done, decision.loaded, turns, !events.isEmpty()));
    }

    private List<Uni<Void>> rows(SqlConnection transaction, BatchDecision decision) {
        List<Request> changed = decision.loaded.requests.values().stream()
                .filter(Request::changed)
                .toList();
        List<Uni<Void>> rows = new ArrayList<>();
        rows.add(kits.open(transaction, decision.openedKits));
        rows.add(stock.save(transaction, decision.loaded.book.changed()));
        rows.add(stock.post(
                transaction,
                decision.postings.values().stream().flatMap(List::stream).toList()));
        rows.add(teamKits.insert(transaction, decision.kitsGone));
        rows.add(teamKits.returned(transaction, decision.kitsBack));
        rows.addAll(requests.save(transaction, changed));
        rows.add(allocations.insert(transaction, decision.reserved));
        rows.add(allocations.end(transaction, decision.ended));
        UnitCalendar calendar = decision.units.calendar;
        // what is over first, so that it stands in nobody's way
        rows.add(units.change(
                transaction,
                calendar.changed().stream().filter(c -> !c.state().live()).toList()));
        rows.add(units.change(
                transaction,
                calendar.changed().stream().filter(c -> c.state().live()).toList()));
        rows.add(units.insert(transaction, calendar.fresh()));
        rows.add(units.move(transaction, calendar.moved()));
        return rows;
    }

    /** Sends statements now, in this order; gives what will come of them. */
    private static Uni<Void> sent(List<Uni<Void>> statements) {
        CompletableFuture<Void> all =
                Uni.combine().all().unis(statements).discardItems().subscribeAsCompletionStage();
        return Uni.createFrom().completionStage(all);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }
}
