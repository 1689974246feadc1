package dev.muster.allocation.planning;

import dev.muster.allocation.Facts;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.plan.Demand;
import dev.muster.allocation.plan.DemandClass;
import dev.muster.allocation.plan.Instance;
import dev.muster.allocation.plan.Reservation;
import dev.muster.allocation.plan.ShipmentLimits;
import dev.muster.allocation.plan.Substitute;
import dev.muster.allocation.plan.Terms;
import dev.muster.allocation.plan.TravelTimes;
import dev.muster.allocation.planning.Reading.OpenLine;
import dev.muster.incident.OwnStock;
import dev.muster.request.Urgency;
import dev.muster.travel.Journeys;
import dev.muster.travel.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes instances of what was read. A line is two demands: what it has reserved and may be moved, and what is open; the
 * first comes before the second in its class, so that a plan never takes from a line what only its own class or a lower one
 * would gain (R6).
 */
final class Drafting {

    private static final int LEVELS = Rank.NO_INCIDENT;

    private final Reading reading;
    private final Facts facts;
    private final Wish wish;
    private final Journeys journeys;
    private final TravelMemory travel;
    private final List<PlanLine> lines = new ArrayList<>();
    private boolean approximate;

    Drafting(Reading reading, Wish wish, Journeys journeys, TravelMemory travel) {
        this.reading = reading;
        this.facts = reading.facts();
        this.wish = wish;
        this.journeys = journeys;
        this.travel = travel;
    }

    /**
     * @throws dev.muster.platform.ProblemException if travel times cannot be measured
     * @throws IllegalArgumentException if quantities add up to more than the planner takes
     */
    Draft draft() {
        addLines();
        Together together = new Together(lines);
        Map<List<Pace>, List<Integer>> byPaces = new LinkedHashMap<>();
        Map<Integer, List<Pace>> pacesOf = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            PlanLine line = lines.get(i);
            if (!line.goods.isEmpty()) {
                List<Pace> paces = pacesOf.computeIfAbsent(together.of(i), group -> paces(line, line.goods.get(0)));
                approximate |=
                        line.goods.stream().anyMatch(item -> !paces(line, item).equals(paces));
                byPaces.computeIfAbsent(paces, p -> new ArrayList<>()).add(i);
            }
        }
        Map<List<Pace>, TravelTimes> times = new HashMap<>();
        byPaces.keySet().forEach(paces -> times.put(paces, travel.between(facts, paces)));
        Shelves shelves = new Shelves(reading, wish);
        new Holding(reading, wish, shelves, this::policy)
                .share(lines, i -> times.get(pacesOf.getOrDefault(together.of(i), List.of())));
        List<Instance> instances = new ArrayList<>();
        byPaces.forEach((paces, members) ->
                instances.add(instance(Objects.requireNonNull(times.get(paces)), members, shelves)));
        boolean[] keySites = new boolean[lines.size()];
        int[] groups = new int[lines.size()];
        for (int i = 0; i < keySites.length; i++) {
            keySites[i] = isKey(lines.get(i).line);
            groups[i] = together.of(i);
        }
        return new Draft(reading, lines, keySites, groups, instances, approximate, wish.objective());
    }

    private boolean isKey(OpenLine line) {
        return facts.site(line.site()).keySite();
    }

    private Policy policy(int level) {
        Policy supposed = reading.supposed();
        return supposed == null ? facts.policy(level) : supposed;
    }

    private void addLines() {
        Map<UUID, Urgency> urgencies = new HashMap<>();
        wish.whatIf().urgencies().forEach(other -> urgencies.put(other.request(), other.urgency()));
        for (OpenLine read : reading.lines()) {
            Urgency other = urgencies.get(read.key().request());
            OpenLine line = other == null ? read : read.as(other);
            lines.add(new PlanLine(line, policy(line.level()), goods(line), excluded(line)));
        }
        lines.sort(Comparator.comparing(line -> line.rank(isKey(line.line))));
    }

    private List<Integer> goods(OpenLine line) {
        Facts.Item asked = facts.item(line.item());
        List<Integer> goods = new ArrayList<>(List.of(line.item()));
        if (line.substitutesAllowed()) {
            goods.addAll(asked.substitutes());
        }
        Policy policy = policy(line.level());
        goods.removeIf(item -> journeys.serving(
                        policy.modes(), facts.item(item).facts().storageClass())
                .isEmpty());
        return goods;
    }

    private Set<Integer> excluded(OpenLine line) {
        Set<Integer> excluded = new HashSet<>();
        reading.takenBack().getOrDefault(line.key(), Set.of()).forEach(site -> excluded.add(order(site)));
        if (policy(line.level()).ownStock() != OwnStock.FIRST && anyOwnStock()) {
            excluded.add(order(line.site()));
        }
        return excluded;
    }

    private boolean anyOwnStock() {
        for (int level = 1; level <= LEVELS; level++) {
            if (policy(level).ownStock() == OwnStock.FIRST) {
                return true;
            }
        }
        return false;
    }

    private int order(int site) {
        return facts.site(site).facts().order();
    }

    private List<Pace> paces(PlanLine line, int item) {
        return journeys.paces(
                journeys.serving(line.policy.modes(), facts.item(item).facts().storageClass()));
    }

    private Instance instance(TravelTimes times, List<Integer> members, Shelves shelves) {
        List<Demand> demands = new ArrayList<>();
        List<Reservation> reservations = new ArrayList<>();
        Set<Integer> items = new HashSet<>();
        for (int i : members) {
            PlanLine line = lines.get(i);
            line.longestWay = times.longest();
            items.addAll(line.goods);
            if (line.movableUnits() + line.lostUnits() > 0) {
                demands.add(demand(i, times, true, line.lostUnits()));
                line.movable.forEach(held ->
                        reservations.add(new Reservation(Draft.held(i), held.position(), held.quantity(), true)));
            }
            if (line.line.left() > 0) {
                demands.add(demand(i, times, false, line.line.left()));
            }
        }
        return new Instance(times, terms(), shelves.sources(items), demands, reservations);
    }

    private Demand demand(int i, TravelTimes times, boolean held, long quantity) {
        PlanLine line = lines.get(i);
        List<Substitute> substitutes = new ArrayList<>();
        for (int place = 1; place < line.goods.size(); place++) {
            long penalty = place * (times.longest() + 1L);
            substitutes.add(new Substitute(line.goods.get(place), (int) Math.min(penalty, Substitute.MOST_MINUTES)));
        }
        return new Demand(
                held ? Draft.held(i) : Draft.open(i),
                order(line.line.site()),
                line.goods.get(0),
                substitutes,
                line.demandClass(held, isKey(line.line)),
                quantity,
                reach(line.line),
                line.excluded);
    }

    private int reach(OpenLine line) {
        if (!wish.whatIf().inTime()) {
            return Demand.NO_LIMIT;
        }
        long minutes = Duration.between(reading.now(), line.neededBy()).toMinutes();
        return (int) Math.max(0, Math.min(minutes, Demand.NO_LIMIT));
    }

    private Terms terms() {
        Map<Integer, ShipmentLimits> limits = new HashMap<>();
        Set<DemandClass> belowFloor = new HashSet<>();
        for (int level = 1; level <= LEVELS; level++) {
            Policy policy = policy(level);
            limits.put(level, new ShipmentLimits(policy.maxSources(), policy.smallestShipment()));
            for (Urgency urgency :
                    policy.belowFloorLevels().contains(level) ? policy.belowFloor() : Set.<Urgency>of()) {
                for (int kind = 0; kind < 4; kind++) {
                    belowFloor.add(new DemandClass(level, urgency, kind < 2, kind % 2 == 0));
                }
            }
        }
        return new Terms(belowFloor, anyOwnStock(), wish.objective(), limits);
    }

    /** Which lines share goods: a union of what each may be served with. */
    private static final class Together {

        private final Map<Integer, Integer> parent = new HashMap<>();
        private final List<PlanLine> lines;

        Together(List<PlanLine> lines) {
            this.lines = lines;
            for (PlanLine line : lines) {
                line.goods.forEach(item -> join(line.line.item(), item));
            }
        }

        int of(int line) {
            return find(lines.get(line).line.item());
        }

        private void join(int a, int b) {
            int one = find(a);
            int other = find(b);
            if (one != other) {
                parent.put(Math.max(one, other), Math.min(one, other));
            }
        }

        private int find(int item) {
            int at = item;
            @Nullable Integer up = parent.get(at);
            while (up != null) {
                at = up;
                up = parent.get(at);
            }
            return at;
        }
    }
}
