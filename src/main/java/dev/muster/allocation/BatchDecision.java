package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.AllocationStore.SourcesOf;
import dev.muster.allocation.engine.Decision;
import dev.muster.allocation.engine.Demand;
import dev.muster.allocation.engine.Explanation;
import dev.muster.allocation.engine.Grant;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.Reason;
import dev.muster.allocation.engine.Rules;
import dev.muster.allocation.engine.units.UnitExplanation;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.request.Line;
import dev.muster.request.Request;
import dev.muster.stock.Position;
import dev.muster.stock.StockStore.Posting;
import dev.muster.travel.Journey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The middle of a batch, between what was read and what is written: commands first change stock and needs, in the order
 * in which they came; then everything that is short and might be served is decided together by the rules, in R1 order, then
 * plans are applied and what they leave short is decided; then what is still short may take back what lower classes hold. A refused command changes nothing and disturbs no
 * other. Pure: works on {@link Loaded} alone.
 */
final class BatchDecision {

    /** Why a line got what a plan gave it. */
    record ByPlan(UUID plan, @JsonUnwrapped Explanation why) {}

    /** Why a line got the units that a plan gave it. */
    record UnitsByPlan(UUID plan, @JsonUnwrapped UnitExplanation why) {}

    /** An explanation of a line, to be kept. */
    record Explained(LineKey line, String policy, Object explanation) {}

    /** What a movement is of, where its entries do not say so: a kit, and how many. */
    record Headed(int item, long kits) {}

    final Loaded loaded;

    final Map<UUID, Problem> refused = new LinkedHashMap<>();
    final List<Command> done = new ArrayList<>();
    final Map<UUID, List<Posting>> postings = new LinkedHashMap<>();
    /** Movements of kits that go with teams. */
    final Map<UUID, Headed> headed = new LinkedHashMap<>();
    /** What left with teams, and what came back. */
    final List<TeamKitStore.Gone> kitsGone = new ArrayList<>();

    final List<TeamKitStore.Gone> kitsBack = new ArrayList<>();
    /** What became of teams' kits, by command. */
    final Map<UUID, List<TeamMoved.KitMoved>> kitsMoved = new HashMap<>();

    /** Lots of kits that were assembled, not stored yet. */
    final List<Position> openedKits = new ArrayList<>();

    final List<Allocation> reserved = new ArrayList<>();
    final List<Allocation> ended = new ArrayList<>();
    /** What officers chose, by command: two may choose for one line at once. */
    final Map<UUID, List<Allocation>> chosen = new HashMap<>();

    final List<Explained> explained = new ArrayList<>();
    /** Plans applied, by command. */
    final Map<UUID, PlanApplication> plans = new HashMap<>();
    /** Reservations that a plan ended: which. */
    final Map<UUID, UUID> endedByPlan = new HashMap<>();

    /** Items of which something was granted while more lines are short than were read: look again at once. */
    final Set<Integer> unfinished = new HashSet<>();

    final AllOrNothing all;

    /** The part that is about kits. */
    final KitWork kits;

    /** How many of those {@link #reserved} were reserved before plans were applied. */
    int reservedBeforePlans;

    /** The part that is about units. */
    final UnitWork units;

    private final Rules rules;
    private final Set<Integer> lookAgain = new HashSet<>();
    private final Set<LineKey> asked = new HashSet<>();
    private final List<LineKey> stillShort = new ArrayList<>();

    /** Lines that lost a reservation since they were last decided: why they get what they get is news. */
    private final Set<LineKey> bereft = new HashSet<>();

    BatchDecision(Loaded loaded) {
        this.loaded = loaded;
        this.rules = new Rules(loaded.book, loaded.world, loaded.now);
        this.units = new UnitWork(this);
        this.kits = new KitWork(this);
        this.all = new AllOrNothing(this);
    }

    /** Does everything but {@link #preempt}. */
    void run(List<Command> commands) {
        lookAgain.addAll(loaded.lookAgain);
        loaded.overdue.forEach(id -> end(loaded.allocations.get(id), AllocationState.EXPIRED));
        units.over(loaded.overdueBookings);
        commands.stream().filter(c -> !(c instanceof Command.ApplyPlan)).forEach(this::doOrRefuse);
        decideAll();
        reservedBeforePlans = reserved.size();
        if (commands.stream().anyMatch(Command.ApplyPlan.class::isInstance)) {
            commands.stream().filter(Command.ApplyPlan.class::isInstance).forEach(this::doOrRefuse);
            decideAll();
        }
        refuseInPart(false);
    }

    /** Refuses who wants all or nothing and cannot have all; what it would have had is decided on again. */
    private void refuseInPart(boolean last) {
        while (all.refuseNext(last)) {
            decideAll();
        }
    }

    /** Decides, and again where kits are then to be had in another way than it seemed. */
    private void decideAll() {
        kits.divide();
        decide();
        if (kits.divideAgain()) {
            decide();
        }
        if (kits.settle()) {
            decide();
        }
    }

    /** When all is decided: what follows from it for the states of requests. */
    void finish() {
        refuseInPart(true);
        kits.finish();
        loaded.requests.values().stream().filter(Request::changed).forEach(Request::derive);
    }

    private void doOrRefuse(Command command) {
        Problem problem = apply(command);
        if (problem == null) {
            done.add(command);
        } else {
            refused.put(command.id(), problem);
        }
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
        } else if (command instanceof Command.ChooseUnit choose) {
            return new UnitChoice(this).choose(choose);
        } else if (command instanceof Command.BookUnit book) {
            return new UnitCommands(this).book(book);
        } else if (command instanceof Command.ExtendBooking extend) {
            return new UnitCommands(this).extend(extend);
        } else if (command instanceof Command.MoveUnit move) {
            return new UnitMoves(this).move(move);
        } else if (command instanceof Command.ApplyPlan apply) {
            plans.computeIfAbsent(apply.id(), id -> new PlanApplication(this, rules, apply))
                    .apply();
        }
        return null;
    }

    private @Nullable Problem release(Command.ReleaseAllocation command) {
        Allocation allocation = loaded.allocations.get(command.allocation());
        if (allocation == null || command.onlySite() != null) {
            return new UnitCommands(this).release(command);
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
        loaded.book.position(allocation.item(), allocation.position()).release(allocation.quantity());
        end(allocation.ended(state));
        freed(allocation.item());
        asked.add(new LineKey(allocation.request(), allocation.line()));
    }

    /** Notes that a reservation has ended whose stock is free again already. */
    private void end(Allocation end) {
        loaded.allocations.put(end.id(), end);
        ended.add(end);
        Request request = request(end.request());
        Line line = line(end.request(), end.line());
        line.allocate(-end.quantity());
        line.decided(loaded.now, Reason.NO_STOCK.name());
        LineKey key = new LineKey(end.request(), end.line());
        sources(key).add(end.source(), -1);
        bereft.add(key);
        if (end.officer() == null) {
            reservedByRule(end.item(), request, -end.quantity());
        }
    }

    private void reservedByRule(int item, Request request, long delta) {
        Availability.Item stock = loaded.items.get(item);
        if (stock != null) {
            stock.reserve(Rank.demandClass(level(request), request.urgency()), delta);
        }
    }

    /** This line is to be decided. */
    void ask(Line line) {
        units.ask(line);
        asked.add(new LineKey(line.request(), line.number()));
    }

    /** Stock of this item may have become free. */
    void freed(int item) {
        lookAgain.add(item);
        lookAgain.addAll(loaded.servedWithKit.getOrDefault(item, Set.of()));
    }

    /** What became of a team's kits by a command. */
    void kits(UUID command, List<TeamMoved.KitMoved> moved) {
        if (!moved.isEmpty()) {
            kitsMoved.put(command, moved);
        }
    }

    SourcesOf sources(LineKey key) {
        return loaded.sources.computeIfAbsent(key, k -> new SourcesOf());
    }

    private Request request(UUID id) {
        return Objects.requireNonNull(loaded.requests.get(id), () -> "request " + id);
    }

    private Line line(UUID request, int number) {
        return Objects.requireNonNull(request(request).line(number), () -> "line " + request + "/" + number);
    }

    private void decide() {
        List<Demand> demands = new ArrayList<>();
        for (Request request : loaded.requests.values()) {
            for (Line line : request.lines()) {
                if (line.need() == null && line.left() > 0 && toBeDecided(line)) {
                    demands.add(demand(request, line));
                }
            }
        }
        rules.decide(decidable(demands)).forEach(this::keep);
        units.decide(lookAgain);
    }

    /** Forgets what was decided for a request of this batch that is refused after all. */
    void forget(Request request, Command command, Problem problem) {
        reserved.removeIf(a -> {
            boolean its = a.request().equals(request.id());
            if (its) {
                loaded.book.position(a.item(), a.position()).release(a.quantity());
                reservedByRule(a.item(), request, -a.quantity());
                lookAgain.add(a.item());
            }
            return its;
        });
        units.forget(request.id());
        explained.removeIf(e -> e.line().request().equals(request.id()));
        stillShort.removeIf(key -> key.request().equals(request.id()));
        asked.removeIf(key -> key.request().equals(request.id()));
        loaded.requests.remove(request.id());
        done.remove(command);
        refused.put(command.id(), problem);
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
            if (!request(demand.rank().request()).fresh()) {
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

    boolean toBeDecided(Line line) {
        if (asked.contains(new LineKey(line.request(), line.number()))) {
            return true;
        }
        return loaded.decidable(line.item())
                && (lookAgain.contains(line.item())
                        || line.substitutesAllowed()
                                && loaded.facts.item(line.item()).substitutes().stream()
                                        .anyMatch(lookAgain::contains));
    }

    private Demand demand(Request request, Line line) {
        SourcesOf sources = loaded.sources.get(new LineKey(request.id(), line.number()));
        return demand(
                request,
                line,
                line.left(),
                sources == null ? Set.of() : Set.copyOf(sources.live().keySet()));
    }

    private Demand demand(Request request, Line line, long left, Set<Integer> used) {
        SourcesOf sources = loaded.sources.get(new LineKey(request.id(), line.number()));
        return new Demand(
                rank(request, line),
                request.site(),
                line.item(),
                line.substitutesAllowed() ? loaded.facts.item(line.item()).substitutes() : List.of(),
                Objects.requireNonNull(line.quantity()),
                left,
                used,
                sources == null ? Set.of() : Set.copyOf(sources.takenBack()));
    }

    static Rank rank(Request request, Line line) {
        return new Rank(
                level(request),
                request.urgency(),
                request.keySite(),
                request.neededBy(),
                request.submittedAt(),
                request.id(),
                line.number());
    }

    private static int level(Request request) {
        return request.level() == null ? Rank.NO_INCIDENT : FactsStore.level(request.level());
    }

    Policy policy(Request request) {
        return loaded.facts.policy(level(request));
    }

    /** Notes what the rules decided about a line. */
    void keep(Decision decision) {
        note(decision, null);
        if (decision.left() > 0) {
            Rank rank = decision.demand().rank();
            stillShort.add(new LineKey(rank.request(), rank.line()));
        }
    }

    /** Notes what a line got by a plan; what is left is decided with all the rest. */
    void keep(Decision decision, UUID plan) {
        note(decision, plan);
    }

    private void note(Decision decision, @Nullable UUID plan) {
        Request request = request(decision.demand().rank().request());
        Line line = line(request.id(), decision.demand().rank().line());
        LineKey key = new LineKey(line.request(), line.number());
        boolean news = bereft.remove(key)
                || plan != null
                || !Objects.equals(reason(decision), line.shortageReason())
                || !decision.grants().isEmpty()
                || line.shortSince() == null;
        for (Grant grant : decision.grants()) {
            reserve(request, line, grant.lot(), grant.quantity(), grant.journey(), null, null);
            reservedByRule(grant.lot().item(), request, grant.quantity());
            if (loaded.moreShort.contains(grant.lot().item())) {
                unfinished.add(grant.lot().item());
            }
        }
        line.decided(loaded.now, reason(decision));
        if (news) {
            Object why = plan == null ? decision.explanation() : new ByPlan(plan, decision.explanation());
            explained.add(new Explained(key, policy(request).name(), why));
        }
    }

    private static @Nullable String reason(Decision decision) {
        return decision.reason() == null ? null : decision.reason().name();
    }

    /**
     * What short lines would take back from lower classes (R6), and what those whose reservations are taken would then
     * take back in their turn, if anything is reserved for one: for each item the most urgent class that wants it.
     */
    Map<Integer, Integer> wantedBack() {
        Map<Integer, Integer> wanted = new HashMap<>();
        for (LineKey key : stillShort) {
            Request request = request(key.request());
            Line line = line(key.request(), key.line());
            if (!policy(request).mayPreempt(rank(request, line))) {
                continue;
            }
            int demandClass = Rank.demandClass(level(request), request.urgency());
            Set<Integer> items = new HashSet<>(Set.of(line.item()));
            if (line.substitutesAllowed()) {
                items.addAll(loaded.facts.item(line.item()).substitutes());
            }
            if (items.stream().anyMatch(item -> reservedBelow(item, demandClass))) {
                loaded.facts.around(items).stream()
                        .filter(item -> reservedBelow(item, demandClass))
                        .forEach(item -> wanted.merge(item, demandClass, Math::min));
            }
        }
        return wanted;
    }

    private boolean reservedBelow(int item, int demandClass) {
        Availability.Item stock = loaded.items.get(item);
        return stock != null && stock.reservedBelow(demandClass);
    }

    /**
     * R6: short lines take back what lower classes hold; whose reservation was taken is decided again at once, and may
     * take back from still lower ones.
     *
     * @param reservations loaded with their requests
     * @param waiting further short lines, to which falls what is taken back and not needed
     */
    void preempt(Collection<Allocation> reservations, Collection<LineKey> waiting) {
        Set<LineKey> all = new LinkedHashSet<>(stillShort);
        all.addAll(waiting);
        new PreemptionRound(this, rules, reservations).run(all);
    }

    /** What a line still wants, null if nothing. */
    @Nullable
    Demand openDemand(LineKey key) {
        Line line = line(key.request(), key.line());
        return line.left() == 0 ? null : demand(request(key.request()), line);
    }

    /** What a line would still want without some of its reservations, null if nothing. */
    @Nullable
    Demand demandWithout(LineKey key, Collection<Allocation> given) {
        Line line = line(key.request(), key.line());
        long left = line.left() + given.stream().mapToLong(Allocation::quantity).sum();
        return left == 0
                ? null
                : demand(request(key.request()), line, left, sources(key).without(given));
    }

    /** Notes that a reservation was taken back for another request; its stock is free again already. */
    void endPreempted(Allocation allocation, UUID by) {
        end(allocation.preempted(by));
    }

    /** Ends a reservation that a plan gives to others or moves elsewhere. */
    void endPlanned(Allocation allocation, @Nullable UUID by, UUID plan) {
        loaded.book.position(allocation.item(), allocation.position()).release(allocation.quantity());
        end(allocation.preempted(by));
        endedByPlan.put(allocation.id(), plan);
        lookAgain.add(allocation.item());
        asked.add(new LineKey(allocation.request(), allocation.line()));
    }

    Allocation reserve(
            Request request,
            Line line,
            Position lot,
            long quantity,
            Journey way,
            @Nullable String officer,
            @Nullable String override) {
        Policy policy = policy(request);
        Allocation allocation = new Allocation(
                Ids.next(),
                line.request(),
                line.number(),
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
                loaded.now.plus(policy.reservationTime()),
                null);
        reserved.add(allocation);
        line.allocate(quantity);
        sources(new LineKey(line.request(), line.number())).add(lot.site(), 1);
        return allocation;
    }
}
