package dev.muster.bench.plan;

import dev.muster.allocation.plan.DemandClass;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a solver reached, and in what time. */
final class Tally {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    final Map<DemandClass, Long> unserved = new TreeMap<>();
    BigInteger quantityMinutes = BigInteger.ZERO;
    long buildNanos;
    long solveNanos;
    long cpuNanos;
    long arcs;

    void built(long nanos) {
        buildNanos += nanos;
    }

    /** Runs a solver on this thread, and adds up its time. */
    <T> T timed(Supplier<T> solver) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        T solution = solver.get();
        solveNanos += System.nanoTime() - wall;
        cpuNanos += THREADS.getCurrentThreadCpuTime() - cpu;
        return solution;
    }

    /** Flow on an arc of an item. */
    void count(ItemFlow item, int arc, long flow) {
        int tail = item.tail[arc];
        int head = item.head[arc];
        arcs++;
        if (tail == item.root()) {
            unserved.merge(item.classOfNeed.get(head - item.sources), flow, Long::sum);
        } else if (head != item.root()) {
            long minutes = item.minutes(arc);
            quantityMinutes = quantityMinutes.add(BigInteger.valueOf(minutes).multiply(BigInteger.valueOf(flow)));
        }
    }

    @Override
    public String toString() {
        String classes = unserved.values().stream().map(String::valueOf).collect(Collectors.joining(" "));
        return "unserved " + classes + ", quantity × minutes " + quantityMinutes;
    }
}
