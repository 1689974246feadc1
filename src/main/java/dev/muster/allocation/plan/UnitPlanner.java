package dev.muster.allocation.plan;

import dev.muster.allocation.plan.Terms.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Plans whole units over time: who serves whom, lexicographically best as plans of supplies are, nobody in two places at
 * once. Needs that never compete for anybody at the same time are planned apart. Same needs, same plan; only one that was
 * stopped depends on when.
 */
public final class UnitPlanner {

    private final int threads;
    private final int steps;

    /**
     * @param threads how many work on one plan
     * @param steps the most relaxed plans made for one part where units may serve several needs one after another; then the
     *     best so far is given, unproven
     */
    public UnitPlanner(int threads, int steps) {
        this.threads = threads;
        this.steps = steps;
    }

    /**
     * Plans.
     *
     * @param choices who may serve what; those that stand can all be together
     * @param misfits of choices that do not exclude each other pair by pair, those that cannot be put together with the
     *     ones before; they are not tried again, and what hangs on them is not proven
     * @param cancelled asked often; once true, the best so far is given
     */
    public UnitPlan plan(
            List<Duty> needs,
            List<UnitChoice> choices,
            Objective objective,
            Function<List<UnitChoice>, Collection<UnitChoice>> misfits,
            BooleanSupplier cancelled) {
        List<List<UnitChoice>> chosen = new ArrayList<>();
        needs.forEach(need -> chosen.add(new ArrayList<>()));
        int proven = 0;
        Collection<List<UnitChoice>> parts = parts(needs.size(), choices);
        for (List<UnitChoice> part : parts) {
            UnitSearch search = new UnitSearch(needs, part, objective, threads, steps, misfits, cancelled);
            search.run().forEach(choice -> chosen.get(choice.need()).add(choice));
            proven += search.isProven() ? 1 : 0;
        }
        chosen.forEach(
                list -> list.sort(Comparator.comparingInt(UnitChoice::minutes).thenComparingInt(UnitChoice::unit)));
        return new UnitPlan(chosen, proven, parts.size());
    }

    /** Needs are of one part if somebody could serve both, but not both (union-find over calendars). */
    private static Collection<List<UnitChoice>> parts(int needs, List<UnitChoice> choices) {
        int[] up = new int[needs];
        Arrays.setAll(up, i -> i);
        Map<Integer, List<UnitChoice>> calendars = new HashMap<>();
        for (UnitChoice choice : choices) {
            choice.people()
                    .forEach(person -> calendars
                            .computeIfAbsent(person, p -> new ArrayList<>())
                            .add(choice));
        }
        for (List<UnitChoice> calendar : calendars.values()) {
            calendar.sort(Comparator.comparingLong(UnitChoice::from));
            UnitChoice last = calendar.get(0);
            for (UnitChoice next : calendar) {
                if (next.from() < last.until()) {
                    join(up, last.need(), next.need());
                }
                last = next.until() > last.until() ? next : last;
            }
        }
        Map<Integer, List<UnitChoice>> parts = new LinkedHashMap<>();
        for (UnitChoice choice : choices) {
            parts.computeIfAbsent(top(up, choice.need()), need -> new ArrayList<>())
                    .add(choice);
        }
        return parts.values();
    }

    private static void join(int[] up, int a, int b) {
        int one = top(up, a);
        int other = top(up, b);
        up[Math.max(one, other)] = Math.min(one, other);
    }

    private static int top(int[] up, int need) {
        int i = need;
        while (up[i] != i) {
            up[i] = up[up[i]];
            i = up[i];
        }
        return i;
    }
}
