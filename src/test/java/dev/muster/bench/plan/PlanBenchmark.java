package dev.muster.bench.plan;

import com.sun.management.OperatingSystemMXBean;
import dev.muster.allocation.plan.ClassTotal;
import dev.muster.allocation.plan.Demand;
import dev.muster.allocation.plan.Instance;
import dev.muster.allocation.plan.Plan;
import dev.muster.allocation.plan.Planner;
import dev.muster.allocation.plan.Progress;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Plans regions and lets others plan them, side by side in one run. Arguments: sizes, rivals ({@code greedy},
 * {@code ortools}, {@code jgrapht}), {@code growth}, {@code runs=3}, {@code threads=2}, {@code seed=1}, {@code most=1000000} requests of the growth.
 */
final class PlanBenchmark {

    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final List<String> words;
    private final int threads;
    private final int runs;
    private final long seed;

    private PlanBenchmark(List<String> words) {
        this.words = words;
        this.threads = (int) setting("threads", 2);
        this.runs = (int) setting("runs", 3);
        this.seed = setting("seed", 1);
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        PlanBenchmark benchmark = new PlanBenchmark(List.of(arguments));
        benchmark.run();
    }

    private long setting(String name, long otherwise) {
        return words.stream()
                .filter(word -> word.startsWith(name + "="))
                .mapToLong(word -> Long.parseLong(word.substring(name.length() + 1)))
                .findFirst()
                .orElse(otherwise);
    }

    private void run() throws Exception {
        System.out.printf(
                "seed %d, %d threads of %d, best of %d runs%n",
                seed, threads, Runtime.getRuntime().availableProcessors(), runs);
        System.out.printf("%-9s %-16s %9s %9s %6s  %s%n", "size", "solver", "wall ms", "CPU ms", "MB", "result");
        for (String word : words) {
            if (List.of("S", "M", "L", "N").contains(word)) {
                compare(Scale.of(word));
            }
        }
        if (words.contains("growth")) {
            grow((int) setting("most", 1_000_000));
        }
    }

    /** Ten times as many requests again and again, and the power of their number that the time grows with. */
    private void grow(int most) throws Exception {
        long before = 0;
        for (int requests = 1_000; requests <= most; requests *= 10) {
            Scale scale = new Scale(requests + "", (int) (20 * Math.sqrt(requests)), requests / 1_000 + 19, requests);
            long cpu = compare(scale).cpuNanos;
            if (before > 0) {
                System.out.printf(
                        "%27sCPU grows as requests to the power %.2f%n", "", Math.log10((double) cpu / before));
            }
            before = cpu;
        }
    }

    /** Plans one size, beside the rivals; answers what planning took. */
    private Timed<Plan> compare(Scale scale) throws Exception {
        Instance instance = Region.instance(scale, seed);
        Timed<Plan> planned =
                measured(scale, "muster", () -> new Planner(threads).plan(instance, Progress.NONE, () -> false));
        Plan plan = planned.result;
        System.out.printf("%27s%s%n", "", summary(plan));
        Demand added = Demand.of(-1, instance.demands().get(0).site(), 0, Region.classOf(2), 60, 1440);
        Instance more = instance.withDemand(added);
        Timed<Plan> again = measured(
                scale, "muster, 1 more", () -> new Planner(threads).replan(plan, more, Progress.NONE, () -> false));
        System.out.printf(
                "%27s%.1f %% of the CPU of planning from nothing; optimal %s%n",
                "",
                100.0 * again.cpuNanos / planned.cpuNanos,
                again.result.certificate().optimal());
        if (words.contains("greedy")) {
            Tally tally = measured(scale, "greedy", () -> Greedy.solve(instance)).result;
            System.out.printf("%27s%s%n", "", tally);
        }
        if (words.contains("ortools")) {
            OrTools.load();
            rival(scale, "ortools", instance, OrTools::solve, planned);
        }
        if (words.contains("jgrapht")) {
            rival(scale, "jgrapht", instance, JGraphT::solve, planned);
        }
        return planned;
    }

    private record Timed<T>(T result, long wallNanos, long cpuNanos) {}

    private interface Rival {
        void solve(ItemFlow item, Tally tally);
    }

    /** One run of a rival, item by item; its time is that of solving alone, not of making arcs. */
    private static void rival(Scale scale, String name, Instance instance, Rival rival, Timed<Plan> muster) {
        Tally tally = new Tally();
        ItemFlow.each(instance, scale.items(), item -> rival.solve(item, tally));
        System.out.printf(
                "%-9s %-16s %9.1f %9.1f %6s  %s, %,d arcs, handing over %d ms%n",
                scale.name(),
                name,
                tally.solveNanos / 1e6,
                tally.cpuNanos / 1e6,
                "",
                tally,
                tally.arcs,
                tally.buildNanos / 1_000_000);
        System.out.printf(
                "%27s%.1f times the CPU of muster, %.1f times its wall clock; quantity × minutes %s%n",
                "",
                (double) tally.cpuNanos / muster.cpuNanos,
                (double) tally.solveNanos / muster.wallNanos,
                tally.quantityMinutes.equals(muster.result.quantityMinutes()) ? "equal" : "DIFFER");
    }

    /** Best of the runs, after one to warm up; with {@code runs=0} the first alone. */
    private <T> Timed<T> measured(Scale scale, String solver, Callable<T> work) throws Exception {
        if (runs > 0) {
            work.call();
        }
        T result;
        long wall = Long.MAX_VALUE;
        long cpu = Long.MAX_VALUE;
        int run = 0;
        do {
            ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
            long cpuBefore = MACHINE.getProcessCpuTime();
            long before = System.nanoTime();
            result = work.call();
            wall = Math.min(wall, System.nanoTime() - before);
            cpu = Math.min(cpu, MACHINE.getProcessCpuTime() - cpuBefore);
        } while (++run < runs);
        System.out.printf(
                "%-9s %-16s %9.1f %9.1f %6d%n", scale.name(), solver, wall / 1e6, cpu / 1e6, peak() / 1_000_000);
        return new Timed<>(result, wall, cpu);
    }

    /** Peak of the heap, garbage included. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static String summary(Plan plan) {
        String unserved = plan.classes().stream()
                .map(ClassTotal::unserved)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        return "unserved " + unserved + ", quantity × minutes " + plan.quantityMinutes() + ", optimal "
                + plan.certificate().optimal() + ", gap " + plan.certificate().gap();
    }
}
