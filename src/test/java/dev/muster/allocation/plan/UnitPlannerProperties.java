package dev.muster.allocation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.plan.Terms.Objective;
import dev.muster.request.Urgency;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Plans of units beside a look at every possible plan, on worlds small enough for that. */
class UnitPlannerProperties {

    private record World(List<Duty> duties, List<UnitChoice> choices) {}

    /** Few people, who may be members of teams as well, and needs whose times overlap in every way. */
    private static World world(long seed, boolean sameTime) {
        Random random = new Random(seed);
        int units = 1 + random.nextInt(4);
        int needs = 1 + random.nextInt(4);
        int[][] minutes = new int[units][needs];
        for (int[] row : minutes) {
            Arrays.setAll(row, i -> random.nextInt(4) * 10);
        }
        List<Duty> duties = new ArrayList<>();
        List<UnitChoice> choices = new ArrayList<>();
        List<UnitChoice> standing = new ArrayList<>();
        for (int n = 0; n < needs; n++) {
            long from = sameTime ? 0 : random.nextInt(6);
            long until = sameTime ? 1 : from + 1 + random.nextInt(4);
            int held = 0;
            for (int u = 0; u < units; u++) {
                if (random.nextInt(4) > 0) {
                    Set<Integer> people = new HashSet<>(Set.of(u));
                    if (u == units - 1 && units > 2) {
                        people.add(0);
                    }
                    UnitChoice choice = new UnitChoice(n, u, u, minutes[u][n], from, until, people, true);
                    boolean stands = random.nextInt(3) == 0 && standing.stream().noneMatch(choice::excludes);
                    held += stands ? 1 : 0;
                    UnitChoice told = new UnitChoice(n, u, u, minutes[u][n], from, until, people, stands);
                    choices.add(told);
                    if (stands) {
                        standing.add(told);
                    }
                }
            }
            Urgency urgency = random.nextBoolean() ? Urgency.STAT : Urgency.ROUTINE;
            duties.add(new Duty(1 + random.nextInt(2), urgency, random.nextInt(3) == 0, n, held, random.nextInt(3)));
        }
        return new World(duties, choices);
    }

    private static UnitPlan plan(World world, int steps) {
        return new UnitPlanner(1, steps)
                .plan(world.duties, world.choices, Objective.LEAST_TOTAL_TIME, chosen -> List.of(), () -> false);
    }

    private static List<Long> value(World world, List<UnitChoice> chosen) {
        long[] value = new long[41];
        for (int n = 0; n < world.duties.size(); n++) {
            Duty duty = world.duties.get(n);
            int need = n;
            int served = (int) chosen.stream().filter(c -> c.need() == need).count();
            int held = Math.min(served, duty.held());
            value[place(duty.demandClass(true))] -= held;
            value[place(duty.demandClass(false))] -= served - held;
        }
        value[40] = chosen.stream().mapToLong(UnitChoice::minutes).sum();
        return Arrays.stream(value).boxed().toList();
    }

    private static int place(DemandClass demandClass) {
        return ((demandClass.level() - 1) * 2 + (demandClass.urgency() == Urgency.STAT ? 0 : 1)) * 4
                + (demandClass.held() ? 0 : 2)
                + (demandClass.keySite() ? 0 : 1);
    }

    private static boolean better(List<Long> a, List<Long> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).equals(b.get(i))) {
                return a.get(i) < b.get(i);
            }
        }
        return false;
    }

    private static List<Long> best(World world, int from, List<UnitChoice> chosen, List<Long> best) {
        List<Long> found = best;
        if (from == world.choices.size()) {
            List<Long> value = value(world, chosen);
            return found.isEmpty() || better(value, found) ? value : found;
        }
        UnitChoice next = world.choices.get(from);
        Duty duty = world.duties.get(next.need());
        boolean wanted = chosen.stream().filter(c -> c.need() == next.need()).count() < duty.held() + duty.open();
        if (wanted && chosen.stream().noneMatch(next::excludes)) {
            chosen.add(next);
            found = best(world, from + 1, chosen, found);
            chosen.remove(chosen.size() - 1);
        }
        return best(world, from + 1, chosen, found);
    }

    private static void checkPossible(World world, UnitPlan plan) {
        List<UnitChoice> all = plan.chosen().stream().flatMap(List::stream).toList();
        for (UnitChoice one : all) {
            assertThat(world.choices).contains(one);
            assertThat(all.stream().filter(other -> other != one)).noneMatch(one::excludes);
        }
        for (int n = 0; n < world.duties.size(); n++) {
            assertThat(plan.chosen().get(n))
                    .hasSizeLessThanOrEqualTo(
                            world.duties.get(n).held() + world.duties.get(n).open());
        }
    }

    @Property(tries = 1_500)
    void shouldBeTheBestThereIs(@ForAll long seed, @ForAll boolean sameTime) {
        World world = world(seed, sameTime);
        UnitPlan plan = plan(world, 10_000);
        checkPossible(world, plan);
        assertThat(plan.proven()).isEqualTo(plan.parts());
        List<UnitChoice> all = plan.chosen().stream().flatMap(List::stream).toList();
        assertThat(value(world, all)).isEqualTo(best(world, 0, new ArrayList<>(), List.of()));
        assertThat(plan(world, 10_000)).isEqualTo(plan);
    }

    /** Without proof it is still possible, and no worse than what stands. */
    @Property(tries = 500)
    void shouldNeverBeWorseThanWhatStands(@ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int steps) {
        World world = world(seed, false);
        UnitPlan plan = plan(world, steps);
        checkPossible(world, plan);
        List<UnitChoice> all = plan.chosen().stream().flatMap(List::stream).toList();
        List<UnitChoice> standing =
                world.choices.stream().filter(UnitChoice::stands).toList();
        assertThat(better(value(world, standing), value(world, all))).isFalse();
        if (plan.proven() == plan.parts()) {
            assertThat(value(world, all)).isEqualTo(best(world, 0, new ArrayList<>(), List.of()));
        }
    }

    /** Where nothing better is to be had, everything stays. */
    @Property(tries = 500)
    void shouldMoveNothingForNothing(@ForAll long seed) {
        World world = world(seed, true);
        List<UnitChoice> standing =
                world.choices.stream().filter(UnitChoice::stands).toList();
        UnitPlan plan = plan(world, 10_000);
        List<UnitChoice> all = plan.chosen().stream().flatMap(List::stream).toList();
        if (value(world, standing).equals(value(world, all))) {
            assertThat(all).containsExactlyInAnyOrderElementsOf(standing);
        }
    }
}
