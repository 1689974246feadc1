package dev.muster.allocation.plan;

import dev.muster.allocation.plan.Terms.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Plans that forget a little: the choices of a unit are cut into as few lots as can be in which all overlap, and from each
 * lot one may be chosen. Every plan is one of these, so the best of these is no worse. A lot is a source of one unit; lots
 * that may serve the same needs hold the same item.
 */
final class UnitRelaxation {

    private final List<Duty> needs;
    private final Objective objective;
    private final int threads;
    private final BooleanSupplier cancelled;
    private boolean optimal = true;

    UnitRelaxation(List<Duty> needs, Objective objective, int threads, BooleanSupplier cancelled) {
        this.needs = needs;
        this.objective = objective;
        this.threads = threads;
        this.cancelled = cancelled;
    }

    /** Whether all that was solved was solved to its end. */
    boolean isOptimal() {
        return optimal;
    }

    /** The best choices, at most one of each lot. */
    List<UnitChoice> solve(List<UnitChoice> choices) {
        if (choices.isEmpty()) {
            return List.of();
        }
        List<List<UnitChoice>> lots = lots(choices);
        Map<List<Integer>, Integer> items = new LinkedHashMap<>();
        Map<Integer, List<Integer>> itemsOfNeed = new LinkedHashMap<>();
        Map<Integer, Integer> unitPlaces = new LinkedHashMap<>();
        Map<Integer, Integer> needPlaces = new LinkedHashMap<>();
        Map<List<Integer>, List<Lot>> sources = new LinkedHashMap<>();
        for (int i = 0; i < lots.size(); i++) {
            List<UnitChoice> lot = lots.get(i);
            List<Integer> serves =
                    lot.stream().map(UnitChoice::need).sorted().distinct().toList();
            Integer item = items.get(serves);
            if (item == null) {
                item = items.size();
                items.put(serves, item);
                for (int need : serves) {
                    itemsOfNeed.computeIfAbsent(need, n -> new ArrayList<>()).add(item);
                    needPlaces.putIfAbsent(needs.get(need).place(), needPlaces.size());
                }
            }
            int place = lot.get(0).place();
            unitPlaces.putIfAbsent(place, unitPlaces.size());
            sources.computeIfAbsent(List.of(place, item), s -> new ArrayList<>())
                    .add(new Lot(i, 1, Demand.NO_LIMIT));
        }
        Instance instance = new Instance(
                times(choices, unitPlaces, needPlaces),
                new Terms(Set.of(), true, objective, Integer.MAX_VALUE, 1),
                sources.entrySet().stream()
                        .map(entry -> new Source(
                                place(unitPlaces, entry.getKey().get(0)),
                                entry.getKey().get(1),
                                0,
                                entry.getValue()))
                        .toList(),
                demands(itemsOfNeed, unitPlaces.size(), needPlaces),
                List.of());
        Plan plan = new Planner(threads).plan(instance, Progress.NONE, cancelled);
        optimal &= plan.certificate().optimal();
        return chosen(plan, lots);
    }

    /** A unit's choices, cut where the first of those left ends (the fewest lots: intervals are perfect graphs). */
    private static List<List<UnitChoice>> lots(List<UnitChoice> choices) {
        Map<Integer, List<UnitChoice>> byUnit = new LinkedHashMap<>();
        choices.forEach(choice ->
                byUnit.computeIfAbsent(choice.unit(), u -> new ArrayList<>()).add(choice));
        List<List<UnitChoice>> lots = new ArrayList<>();
        for (List<UnitChoice> own : byUnit.values()) {
            own.sort(Comparator.comparingLong(UnitChoice::until).thenComparingInt(UnitChoice::need));
            List<UnitChoice> left = own;
            while (!left.isEmpty()) {
                long end = left.get(0).until();
                lots.add(left.stream().filter(choice -> choice.from() < end).toList());
                left = left.stream().filter(choice -> choice.from() >= end).toList();
            }
        }
        return lots;
    }

    private TravelMatrix times(
            List<UnitChoice> choices, Map<Integer, Integer> unitPlaces, Map<Integer, Integer> needPlaces) {
        int size = unitPlaces.size() + needPlaces.size();
        int[][] minutes = new int[size][size];
        for (int[] row : minutes) {
            Arrays.fill(row, TravelTimes.NO_WAY);
        }
        for (UnitChoice choice : choices) {
            int to = unitPlaces.size()
                    + place(needPlaces, needs.get(choice.need()).place());
            minutes[place(unitPlaces, choice.place())][to] = choice.minutes();
        }
        return new TravelMatrix(minutes);
    }

    private List<Demand> demands(
            Map<Integer, List<Integer>> itemsOfNeed, int unitPlaces, Map<Integer, Integer> needPlaces) {
        List<Demand> demands = new ArrayList<>();
        itemsOfNeed.keySet().stream().sorted().forEach(n -> {
            Duty need = needs.get(n);
            List<Integer> items = Objects.requireNonNull(itemsOfNeed.get(n));
            List<Substitute> others = items.subList(1, items.size()).stream()
                    .map(item -> new Substitute(item, 0))
                    .toList();
            for (boolean held : new boolean[] {true, false}) {
                int count = held ? need.held() : need.open();
                if (count > 0) {
                    demands.add(new Demand(
                            2L * n + (held ? 1 : 0),
                            unitPlaces + place(needPlaces, need.place()),
                            items.get(0),
                            others,
                            need.demandClass(held),
                            count,
                            Demand.NO_LIMIT,
                            Set.of()));
                }
            }
        });
        return demands;
    }

    private static int place(Map<Integer, Integer> places, int place) {
        return Objects.requireNonNull(places.get(place));
    }

    private static List<UnitChoice> chosen(Plan plan, List<List<UnitChoice>> lots) {
        List<UnitChoice> chosen = new ArrayList<>();
        Map<Integer, Map<Integer, UnitChoice>> byNeed = new HashMap<>();
        for (Assignment assignment : plan.assignments()) {
            int lot = (int) assignment.lot().id();
            int need = (int) (assignment.demand().id() / 2);
            chosen.add(Objects.requireNonNull(
                    byNeed.computeIfAbsent(lot, l -> byNeed(lots.get(l))).get(need)));
        }
        return chosen;
    }

    private static Map<Integer, UnitChoice> byNeed(List<UnitChoice> lot) {
        Map<Integer, UnitChoice> byNeed = new HashMap<>();
        lot.forEach(choice -> byNeed.put(choice.need(), choice));
        return byNeed;
    }
}
