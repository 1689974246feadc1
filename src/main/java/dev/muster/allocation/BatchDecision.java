package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.AllocationStore.SourcesOf;
import dev.muster.allocation.engine.Decision;
import dev.muster.allocation.engine.Demand;
import dev.muster.allocation.engine.Grant;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.Reason;
import dev.muster.allocation.engine.Rules;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.request.Line;
import dev.muster.request.Request;
import dev.muster.stock.Position;
import dev.muster.stock.StockStore.Posting;
import dev.muster.travel.Journey;
import dev.muster.travel.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The middle of a batch, between what was read and what is written: commands first change stock and needs, in the order
 * in which they came; then everything that is short and might be served is decided together by the rules, in R1 order.
 * A refused command changes nothing and disturbs no other. Pure: works on {@link Loaded} alone.
 */
final class BatchDecision {

    /** An explanation of a line, to be kept. */
    record Explained(LineKey line, Object explanation) {}

    final Loaded loaded;
    final Policy policy;
    final BiFunction<Place, Place, Journey> journey;

    final Map<UUID, Problem> refused = new LinkedHashMap<>();
    final List<Command> done = new ArrayList<>();
    final Map<UUID, List<Posting>> postings = new LinkedHashMap<>();
    final List<Allocation> reserved = new ArrayList<>();
    final List<Allocation> ended = new ArrayList<>();
    /** What officers chose, by command: two may choose for one line at once. */
    final Map<UUID, List<Allocation>> chosen = new HashMap<>();

    final List<Explained> explained = new ArrayList<>();

    /** Items of which something was granted while more lines are short than were read: look again at once. */
    final Set<Integer> unfinished = new HashSet<>();

    private final Set<Integer> lookAgain = new HashSet<>();
    private final Set<LineKey> asked = new HashSet<>();

    BatchDecision(Loaded loaded, Policy policy, BiFunction<Place, Place, Journey> journey) {
        this.loaded = loaded;
        this.policy = policy;
        this.journey = journey;
    }

    void run(List<Command> commands) {
        lookAgain.addAll(loaded.lookAgain);
        loaded.overdue.forEach(id -> end(loaded.allocations.get(id), AllocationState.EXPIRED));
        for (Command command : commands) {
            Problem problem = apply(command);
            if (problem == null) {
                done.add(command);
            } else {
                refused.put(command.id(), problem);
            }
        }
        decide();
        loaded.requests.values().stream().filter(Request::changed).forEach(Request::derive);
    }

    private @Nullable Problem apply(Command command) {
        if (command instanceof Command.SubmitRequest submit) {
            return new RequestCommands(this).submit(submit);
        } else if (command instanceof Command.RecordMovement record) {
            return new MovementCommands(this).record(record);
        } else if (command instanceof Command.CancelRequest cancel) {
            return new RequestCommands(this).cancel(cancel);
        } else if (command instanceof Command.StateQuantity state) {
            return new RequestCommands(this).stateQuantity(state);
        } else if (command instanceof Command.ReleaseAllocation release) {
            return release(release);
        } else if (command instanceof Command.ChooseSource choose) {
            return new OfficerChoice(this).choose(choose);
        }
        return null;
    }

    private @Nullable Problem release(Command.ReleaseAllocation command) {
        Allocation allocation = loaded.allocations.get(command.allocation());
        if (allocation == null) {
            return Problem.of(ProblemType.NOT_FOUND, "allocation.unknown", command.allocation());
        }
        if (allocation.state() != AllocationState.RESERVED) {
            return Problem.of(
                    ProblemType.ILLEGAL_TRANSITION, "allocation.not-reserved", allocation.id(), allocation.state());
        }
        end(allocation, AllocationState.RELEASED);
        sources(new LineKey(allocation.request(), allocation.line()))
                .takenBack()
                .add(allocation.source());
        return null;
    }

    /** Ends a reservation: its stock is free, its line short again, and both are looked at. */
    void end(@Nullable Allocation allocation, AllocationState state) {
        Objects.requireNonNull(allocation);
        Allocation end = allocation.ended(state);
        loaded.allocations.put(end.id(), end);
        ended.add(end);
        loaded.book.position(end.position()).release(end.quantity());
        Line line = line(end.request(), end.line());
        line.allocate(-end.quantity());
        line.decided(loaded.now, Reason.NO_STOCK.name());
        lookAgain.add(end.item());
        asked.add(new LineKey(end.request(), end.line()));
    }

    /** This line is to be decided. */
    void ask(Line line) {
        asked.add(new LineKey(line.request(), line.number()));
    }

    /** Stock of this item may have become free. */
    void freed(int item) {
        lookAgain.add(item);
    }

    SourcesOf sources(LineKey key) {
        return loaded.sources.computeIfAbsent(key, k -> new SourcesOf(new HashSet<>(), new HashSet<>()));
    }

    private Line line(UUID request, int number) {
        Request owner = Objects.requireNonNull(loaded.requests.get(request), () -> "request " + request);
        return Objects.requireNonNull(owner.line(number), () -> "line " + request + "/" + number);
    }

    private void decide() {
        Map<Rank, Line> lines = new LinkedHashMap<>();
        List<Demand> demands = new ArrayList<>();
        for (Request request : loaded.requests.values()) {
            for (Line line : request.lines()) {
                if (line.left() > 0 && toBeDecided(line)) {
                    Demand demand = demand(request, line);
                    demands.add(demand);
                    lines.put(demand.rank(), line);
                }
            }
        }
        Rules rules = new Rules(loaded.book, world(), policy, loaded.now);
        for (Decision decision : rules.decide(decidable(demands))) {
            keep(decision, Objects.requireNonNull(lines.get(decision.demand().rank())));
        }
    }

    /**
     * Where not all short lines of an item could be read, a line that comes after the last one read must wait for
     * those in between: it stays short now, and the loop looks again at once.
     */
    private List<Demand> decidable(List<Demand> demands) {
        if (loaded.moreShort.isEmpty()) {
            return demands;
        }
        Map<Integer, Rank> last = new LinkedHashMap<>();
        for (Demand demand : demands) {
            Request request =
                    Objects.requireNonNull(loaded.requests.get(demand.rank().request()));
            if (!request.fresh()) {
                last.merge(demand.item(), demand.rank(), (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        }
        List<Demand> decidable = new ArrayList<>();
        for (Demand demand : demands) {
            Rank limit = last.get(demand.item());
            if (loaded.moreShort.contains(demand.item())
                    && limit != null
                    && demand.rank().compareTo(limit) > 0) {
                unfinished.add(demand.item());
                line(demand.rank().request(), demand.rank().line()).decided(loaded.now, Reason.NO_STOCK.name());
            } else {
                decidable.add(demand);
            }
        }
        return decidable;
    }

    private boolean toBeDecided(Line line) {
        if (asked.contains(new LineKey(line.request(), line.number())) || lookAgain.contains(line.item())) {
            return true;
        }
        return line.substitutesAllowed()
                && loaded.facts.items.containsKey(line.item())
                && loaded.facts.item(line.item()).substitutes().stream().anyMatch(lookAgain::contains);
    }

    private Demand demand(Request request, Line line) {
        SourcesOf sources = sources(new LineKey(request.id(), line.number()));
        return new Demand(
                rank(request, line),
                request.site(),
                line.item(),
                line.substitutesAllowed() ? loaded.facts.item(line.item()).substitutes() : List.of(),
                line.left(),
                Set.copyOf(sources.used()),
                Set.copyOf(sources.takenBack()));
    }

    static Rank rank(Request request, Line line) {
        return new Rank(
                level(request.level()),
                request.urgency(),
                request.keySite(),
                request.neededBy(),
                request.submittedAt(),
                request.id(),
                line.number());
    }

    private static int level(@Nullable String level) {
        if (level == null) {
            return Rank.NO_INCIDENT;
        }
        return switch (level) {
            case "I" -> 1;
            case "II" -> 2;
            case "III" -> 3;
            case "IV" -> 4;
            default -> throw new IllegalArgumentException("Response level " + level);
        };
    }

    private Rules.World world() {
        return new Rules.World(
                id -> loaded.facts.site(id).facts(), id -> loaded.facts.item(id).minRemainingLifeDays(), journey);
    }

    private void keep(Decision decision, Line line) {
        LineKey key = new LineKey(line.request(), line.number());
        boolean news = !Objects.equals(reason(decision), line.shortageReason())
                || !decision.grants().isEmpty()
                || line.shortSince() == null;
        for (Grant grant : decision.grants()) {
            reserved.add(allocation(key, grant.lot(), grant.quantity(), grant.journey(), null, null));
            line.allocate(grant.quantity());
            if (loaded.moreShort.contains(grant.lot().item())) {
                unfinished.add(grant.lot().item());
            }
        }
        line.decided(loaded.now, reason(decision));
        if (news) {
            explained.add(new Explained(key, decision.explanation()));
        }
    }

    private static @Nullable String reason(Decision decision) {
        return decision.reason() == null ? null : decision.reason().name();
    }

    Allocation allocation(
            LineKey line,
            Position lot,
            long quantity,
            Journey way,
            @Nullable String officer,
            @Nullable String override) {
        return new Allocation(
                Ids.next(),
                line.request(),
                line.line(),
                lot.id(),
                lot.site(),
                lot.item(),
                lot.lot(),
                quantity,
                AllocationState.RESERVED,
                way.distanceKm(),
                way.minutes(),
                policy.name(),
                officer,
                override,
                loaded.now,
                loaded.now.plus(policy.reservationTime()));
    }
}
