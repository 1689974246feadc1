package dev.muster.allocation.plan;

import dev.muster.allocation.plan.Terms.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans one part of the needs: branch and bound (Land and Doig 1960) over plans in which a unit may be at several places at
 * once as long as the needs fall into different lots of its calendar. Where all needs of every unit overlap, the first such
 * plan is the answer already.
 */
final class UnitSearch {

    /** What a plan is worth: units of each class, the best class first, then the minutes travelled. */
    private record Value(List<Integer> served, long minutes) implements Comparable<Value> {
        @Override
        public int compareTo(Value other) {
            for (int i = 0; i < served.size(); i++) {
                int compared = Integer.compare(other.served.get(i), served.get(i));
                if (compared != 0) {
                    return compared;
                }
            }
            return Long.compare(minutes, other.minutes);
        }
    }

    /** A relaxed plan: no plan without the excluded choices is worth more. */
    private record Node(int number, Set<UnitChoice> excluded, List<UnitChoice> chosen, Value value) {}

    private final List<Duty> needs;
    private final List<UnitChoice> choices;
    private final Objective objective;
    private final int steps;
    private final Function<List<UnitChoice>, Collection<UnitChoice>> misfits;
    private final BooleanSupplier cancelled;
    private final UnitRelaxation relaxation;
    private final TreeMap<DemandClass, Integer> placeOfClass = new TreeMap<>();
    private final PriorityQueue<Node> open = new PriorityQueue<>(
            Comparator.comparing(Node::value).thenComparing(Node::number, Comparator.reverseOrder()));

    private List<UnitChoice> best = List.of();
    private @Nullable Value bestValue;
    private int made;
    private boolean proven = true;

    UnitSearch(
            List<Duty> needs,
            List<UnitChoice> choices,
            Objective objective,
            int threads,
            int steps,
            Function<List<UnitChoice>, Collection<UnitChoice>> misfits,
            BooleanSupplier cancelled) {
        this.needs = needs;
        this.choices = choices;
        this.objective = objective;
        this.steps = steps;
        this.misfits = misfits;
        this.cancelled = cancelled;
        this.relaxation = new UnitRelaxation(needs, objective, threads, cancelled);
        for (UnitChoice choice : choices) {
            Duty need = needs.get(choice.need());
            placeOfClass.put(need.demandClass(true), 0);
            placeOfClass.put(need.demandClass(false), 0);
        }
        int place = 0;
        for (Map.Entry<DemandClass, Integer> entry : placeOfClass.entrySet()) {
            entry.setValue(place++);
        }
    }

    /** Whether there is provably nothing better than what {@link #run} gave. */
    boolean isProven() {
        return proven;
    }

    List<UnitChoice> run() {
        keep(filled(choices.stream().filter(UnitChoice::stands).toList(), choices));
        add(Set.of());
        while (!open.isEmpty()) {
            Node node = open.poll();
            if (objective == Objective.LEAST_TOTAL_TIME && bestValue != null && node.value.compareTo(bestValue) >= 0) {
                return settled();
            }
            UnitChoice[] both = conflict(node.chosen);
            if (both != null) {
                proven &= objective == Objective.LEAST_TOTAL_TIME;
                keep(filled(node.chosen, choices));
                branch(node, both);
            } else {
                Collection<UnitChoice> unfit = misfits.apply(node.chosen);
                if (unfit.isEmpty()) {
                    best = node.chosen;
                    return settled();
                }
                proven = false;
                keep(filled(node.chosen, choices));
                Set<UnitChoice> more = new HashSet<>(node.excluded);
                more.addAll(unfit);
                add(more);
            }
        }
        return settled();
    }

    private void branch(Node node, UnitChoice[] both) {
        for (UnitChoice one : both) {
            Set<UnitChoice> more = new HashSet<>(node.excluded);
            more.add(one);
            add(more);
        }
    }

    private void add(Set<UnitChoice> excluded) {
        if (made >= steps || cancelled.getAsBoolean()) {
            proven = false;
            open.clear();
            made = steps;
            return;
        }
        List<UnitChoice> left =
                choices.stream().filter(choice -> !excluded.contains(choice)).toList();
        List<UnitChoice> chosen = relaxation.solve(left);
        proven &= relaxation.isOptimal();
        open.add(new Node(made++, excluded, chosen, value(chosen)));
    }

    /** What is needed first is kept first, then comes what else fits, nearest first. */
    private List<UnitChoice> filled(List<UnitChoice> wanted, List<UnitChoice> all) {
        List<UnitChoice> order = new ArrayList<>(wanted);
        order.sort(byRank().thenComparing(UnitChoice::stands, Comparator.reverseOrder()));
        List<UnitChoice> rest = new ArrayList<>(all);
        rest.sort(byRank().thenComparingInt(UnitChoice::minutes).thenComparingInt(UnitChoice::unit));
        order.addAll(rest);
        Map<Integer, Integer> count = new HashMap<>();
        Map<Integer, List<UnitChoice>> calendars = new HashMap<>();
        List<UnitChoice> filled = new ArrayList<>();
        for (UnitChoice choice : order) {
            Duty need = needs.get(choice.need());
            boolean wants = count.getOrDefault(choice.need(), 0) < need.held() + need.open();
            if (wants && isFree(choice, calendars)) {
                count.merge(choice.need(), 1, Integer::sum);
                choice.people()
                        .forEach(person -> calendars
                                .computeIfAbsent(person, p -> new ArrayList<>())
                                .add(choice));
                filled.add(choice);
            }
        }
        filled.removeAll(misfits.apply(filled));
        return filled;
    }

    private Comparator<UnitChoice> byRank() {
        return Comparator.comparing(
                        (UnitChoice choice) -> needs.get(choice.need()).demandClass(choice.stands()))
                .thenComparingInt(UnitChoice::need);
    }

    private static boolean isFree(UnitChoice choice, Map<Integer, List<UnitChoice>> calendars) {
        return choice.people().stream()
                .noneMatch(person ->
                        calendars.getOrDefault(person, List.of()).stream().anyMatch(choice::excludes));
    }

    private void keep(List<UnitChoice> found) {
        Value value = value(found);
        if (bestValue == null || value.compareTo(bestValue) < 0) {
            best = found;
            bestValue = value;
        }
    }

    private Value value(List<UnitChoice> chosen) {
        Map<Integer, Integer> count = new HashMap<>();
        long minutes = 0;
        for (UnitChoice choice : chosen) {
            count.merge(choice.need(), 1, Integer::sum);
            minutes += choice.minutes();
        }
        Integer[] served = new Integer[placeOfClass.size()];
        Arrays.fill(served, 0);
        count.forEach((n, units) -> {
            Duty need = needs.get(n);
            int held = Math.min(units, need.held());
            served[placeOfClass.getOrDefault(need.demandClass(true), 0)] += held;
            served[placeOfClass.getOrDefault(need.demandClass(false), 0)] += units - held;
        });
        return new Value(List.of(served), minutes);
    }

    /** Two choices that cannot both be, null if there are none. */
    private static UnitChoice @Nullable [] conflict(List<UnitChoice> chosen) {
        Map<Integer, List<UnitChoice>> calendars = new TreeMap<>();
        chosen.forEach(choice -> choice.people()
                .forEach(person -> calendars
                        .computeIfAbsent(person, p -> new ArrayList<>())
                        .add(choice)));
        for (List<UnitChoice> calendar : calendars.values()) {
            calendar.sort(Comparator.comparingLong(UnitChoice::from).thenComparingInt(UnitChoice::need));
            for (int i = 1; i < calendar.size(); i++) {
                if (calendar.get(i).from() < calendar.get(i - 1).until()) {
                    return new UnitChoice[] {calendar.get(i - 1), calendar.get(i)};
                }
            }
        }
        return null;
    }

    /** The same, as near as can be to what stands. */
    private List<UnitChoice> settled() {
        List<UnitChoice> settled = new UnitSettling(choices, best).settle();
        return misfits.apply(settled).isEmpty() ? settled : best;
    }
}
