package dev.muster.allocation.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans. Same instance, same plan, with any number of threads; only a plan that was stopped depends on when.
 * Instances may be planned at the same time.
 */
public final class Planner {

    private final int threads;

    /** @param threads how many work on one plan, 1 or more */
    public Planner(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
        this.threads = threads;
    }

    /** Plans on all processors, to the end. */
    public static Plan plan(Instance instance) {
        return new Planner(Runtime.getRuntime().availableProcessors()).plan(instance, Progress.NONE, () -> false);
    }

    /**
     * Plans from nothing.
     *
     * @param progress hears of it
     * @param cancelled asked often, from several threads; once true, the best plan so far is given, with its gap
     */
    public Plan plan(Instance instance, Progress progress, BooleanSupplier cancelled) {
        return new Run(instance, null, progress, cancelled).plan();
    }

    /**
     * Plans what has changed since another plan; its parts that have not changed are taken over, the others start from
     * its basis. The plan is as good and as proven as one from nothing; among equally good ones it may be another.
     */
    public Plan replan(Plan before, Instance instance, Progress progress, BooleanSupplier cancelled) {
        return new Run(instance, before, progress, cancelled).plan();
    }

    /** One plan in the making. */
    private final class Run {

        private final Instance instance;
        private final Progress progress;
        private final BooleanSupplier cancelled;
        private final List<Part> parts;
        private final Map<List<Integer>, Integer> before = new HashMap<>();
        private final @Nullable Plan known;
        private final List<Integer> order = new ArrayList<>();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReferenceArray<PartPlan> plans;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private int planned;

        Run(Instance instance, @Nullable Plan known, Progress progress, BooleanSupplier cancelled) {
            this.instance = instance;
            this.known = known;
            this.progress = progress;
            this.cancelled = () -> failure.get() != null || cancelled.getAsBoolean();
            this.parts = instance.parts();
            this.plans = new AtomicReferenceArray<>(parts.size());
            for (int i = 0; i < parts.size(); i++) {
                order.add(i);
            }
            order.sort(Comparator.comparingLong((Integer i) -> -parts.get(i).size()));
            boolean comparable = known != null
                    && known.instance().travel() == instance.travel()
                    && known.instance().terms().equals(instance.terms());
            if (known != null && comparable) {
                List<Part> old = known.instance().parts();
                for (int i = 0; i < old.size(); i++) {
                    before.put(old.get(i).items(), i);
                }
            }
        }

        Plan plan() {
            List<Thread> workers = new ArrayList<>();
            for (int i = 1; i < Math.min(threads, parts.size()); i++) {
                Thread worker = new Thread(this::work, "plan-" + i);
                worker.setDaemon(true);
                worker.start();
                workers.add(worker);
            }
            work();
            workers.forEach(Run::await);
            Throwable failed = failure.get();
            if (failed != null) {
                throw new IllegalStateException("Planning failed", failed);
            }
            List<PartPlan> done = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                done.add(plans.get(i));
            }
            return new Plan(instance, done);
        }

        private static void await(Thread worker) {
            boolean interrupted = false;
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void work() {
            try {
                for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
                    int part = order.get(i);
                    plans.set(part, planPart(parts.get(part)));
                    report(parts.get(part));
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }

        private synchronized void report(Part part) {
            planned += part.demands().length;
            progress.report(planned, instance.demands().size());
        }

        private PartPlan planPart(Part part) {
            Integer old = before.get(part.items());
            if (known == null || old == null) {
                return PartPlanner.plan(part, null, cancelled);
            }
            PartPlan plan = known.part(old);
            boolean same = plan.proof().optimal()
                    && part.sameAs(known.instance().parts().get(old));
            return same ? plan : PartPlanner.plan(part, plan, cancelled);
        }
    }
}
