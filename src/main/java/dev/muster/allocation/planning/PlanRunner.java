package dev.muster.allocation.planning;

import dev.muster.allocation.plan.Instance;
import dev.muster.allocation.plan.Plan;
import dev.muster.allocation.plan.Planner;
import dev.muster.allocation.plan.Progress;
import dev.muster.allocation.plan.UnitPlan;
import dev.muster.allocation.plan.UnitPlanner;
import dev.muster.allocation.planning.PlanResult.Kept;
import dev.muster.allocation.planning.PlanResult.LineRow;
import dev.muster.allocation.planning.PlanResult.Stopped;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemException;
import dev.muster.travel.Journeys;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Makes plans, a bounded number at a time, on threads of their own, and says how far they are. */
@ApplicationScoped
class PlanRunner {

    private static final Logger LOG = Logger.getLogger(PlanRunner.class);
    private static final int ROWS_AT_ONCE = 5_000;

    /** A plan at work or waiting for its turn. */
    private static final class Run {
        final UUID id;
        final Wish wish;
        final boolean remembered;
        final CompletableFuture<PlanState> end = new CompletableFuture<>();
        volatile boolean cancelled;
        volatile int planned;
        volatile long deadline = Long.MAX_VALUE;

        Run(UUID id, Wish wish, boolean remembered) {
            this.id = id;
            this.wish = wish;
            this.remembered = remembered;
        }

        boolean stops() {
            return cancelled || System.nanoTime() - deadline > 0;
        }
    }

    /** A plan that cannot be made. */
    private static final class NotPlannable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPlannable(IllegalArgumentException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private final UUID process = UUID.randomUUID();

    private final ReadingStore readings;
    private final PlanStore plans;
    private final PlanLineStore lines;
    private final Journeys journeys;
    private final PlanningConfig config;
    private final TravelMemory travel;
    private final ExecutorService workers;
    private final AtomicInteger places = new AtomicInteger();
    private final Map<UUID, Run> runs = new ConcurrentHashMap<>();
    private final Map<Wish, List<Plan>> remembered = new LinkedHashMap<>(16, 0.75f, true);

    PlanRunner(ReadingStore readings, PlanStore plans, PlanLineStore lines, Journeys journeys, PlanningConfig config) {
        this.readings = readings;
        this.plans = plans;
        this.lines = lines;
        this.journeys = journeys;
        this.config = config;
        this.travel = new TravelMemory(config.largestMatrix());
        this.workers = new ThreadPoolExecutor(
                config.parallelRuns(),
                config.parallelRuns(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "plan");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Whose plans these are. */
    UUID process() {
        return process;
    }

    /** Takes a place for a plan; false if there is none. A place taken is used by {@link #start} or {@link #giveUpPlace}. */
    boolean takePlace() {
        int most = config.parallelRuns() + config.waitingRuns();
        return places.getAndUpdate(n -> n < most ? n + 1 : n) < most;
    }

    void giveUpPlace() {
        places.decrementAndGet();
    }

    /**
     * Begins a plan that is stored, once a thread is free.
     *
     * @param remember whether it may start from, and leave, the working of the last plan of the same wish
     * @return how it ended
     */
    CompletableFuture<PlanState> start(UUID id, Wish wish, boolean remember) {
        Run run = new Run(id, wish, remember);
        runs.put(id, run);
        workers.execute(() -> work(run));
        return run.end;
    }

    /** Stops a plan of this process soon; harmless for others. */
    void cancel(UUID id) {
        Run run = runs.get(id);
        if (run != null) {
            run.cancelled = true;
        }
    }

    void stop(@Observes ShutdownEvent event) {
        runs.values().forEach(run -> run.cancelled = true);
        workers.shutdownNow();
    }

    @Scheduled(every = "${muster.planning.tell-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tell() {
        if (runs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<UUID, Integer> planned = new HashMap<>();
        runs.values().forEach(run -> planned.put(run.id, run.planned));
        return plans.tell(process, planned, config.lease())
                .invoke(cancelled -> cancelled.forEach(this::cancel))
                .onFailure()
                .invoke(failure -> LOG.warn("How far plans are was not told", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    @Scheduled(every = "${muster.planning.look-every:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tidy() {
        return plans.abandon().chain(() -> plans.forget(config.keep())).replaceWithVoid();
    }

    private void work(Run run) {
        PlanState state = PlanState.FAILED;
        try {
            run.deadline = System.nanoTime() + config.timeLimit().toNanos();
            state = make(run);
        } catch (ProblemException e) {
            fail(
                    run,
                    Violation.of(
                            "plan", e.problem().detail(), e.problem().args().toArray()));
        } catch (NotPlannable e) {
            LOG.warnf(e, "Plan %s cannot be made", run.id);
            fail(run, Violation.of("plan", "plan.not-plannable"));
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "Plan %s failed", run.id);
            fail(run, Violation.of("plan", "plan.failed"));
        } finally {
            runs.remove(run.id);
            places.decrementAndGet();
            run.end.complete(state);
        }
    }

    private void fail(Run run, Violation reason) {
        try {
            await(plans.end(run.id, process, PlanState.FAILED, reason, null));
        } catch (RuntimeException e) {
            LOG.errorf(e, "That plan %s failed could not be kept; it ends when its lease is over", run.id);
        }
    }

    private PlanState make(Run run) {
        if (run.cancelled) {
            await(plans.end(run.id, process, PlanState.CANCELLED, null, null));
            return PlanState.CANCELLED;
        }
        long start = System.nanoTime();
        Reading reading = await(readings.read(run.wish));
        long read = System.nanoTime();
        Draft draft = draft(reading, run.wish);
        List<Plan> made = plan(run, draft);
        UnitDraft units = new UnitDrafting(reading, run.wish, journeys).draft(config.unitPairs());
        UnitPlan unitPlan = new UnitPlanner(config.threads(), config.unitSteps())
                .plan(units.duties(), units.choices(), run.wish.objective(), units::misfits, run::stops);
        boolean cancelled = run.cancelled;
        Stopped stopped = cancelled ? Stopped.CANCELLED : run.stops() ? Stopped.TIME_LIMIT : null;
        Findings findings = new Findings(draft, made);
        UnitFindings unitFindings = new UnitFindings(reading, units, unitPlan, stopped != null);
        List<LineRow> supplyRows = findings.rows();
        List<LineRow> unitRows = unitFindings.rows();
        List<LineRow> rows = inOrder(supplyRows, unitRows);
        PlanResult result =
                findings.result(rows, unitPlan, stopped, millis(read - start), millis(System.nanoTime() - read));
        List<PlanResult.Advice> advice = new ArrayList<>();
        if (result.optimal()) {
            advice.addAll(new Advising(draft, supplyRows).advice(made, config.advice()));
            advice.addAll(unitFindings.advice(unitRows, config.advice()));
        }
        for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
            await(lines.insert(run.id, rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE))));
        }
        PlanState state = cancelled && !result.optimal() ? PlanState.CANCELLED : PlanState.DONE;
        await(plans.end(run.id, process, state, null, new Kept(result, advice, reading.now())));
        return state;
    }

    /** Lines of supplies and of units in one order of service. */
    private static List<LineRow> inOrder(List<LineRow> supplies, List<LineRow> units) {
        List<LineRow> all = new ArrayList<>(supplies);
        all.addAll(units);
        all.sort(Comparator.comparing(row -> row.line().rank(row.keySite())));
        for (int i = 0; i < all.size(); i++) {
            all.set(i, all.get(i).at(i));
        }
        return all;
    }

    private Draft draft(Reading reading, Wish wish) {
        try {
            return new Drafting(reading, wish, journeys, travel).draft();
        } catch (IllegalArgumentException e) {
            throw new NotPlannable(e);
        }
    }

    private List<Plan> plan(Run run, Draft draft) {
        Planner planner = new Planner(config.threads());
        List<Plan> before = run.remembered ? recall(run.wish) : List.of();
        List<Plan> made = new ArrayList<>();
        int done = 0;
        int all = Math.max(
                1, draft.instances().stream().mapToInt(i -> i.demands().size()).sum());
        for (Instance instance : draft.instances()) {
            int base = done;
            Progress progress = (planned, demands) ->
                    run.planned = (int) ((long) (base + planned) * draft.lines().size() / all);
            made.add(
                    made.size() < before.size()
                            ? planner.replan(before.get(made.size()), instance, progress, run::stops)
                            : planner.plan(instance, progress, run::stops));
            done += instance.demands().size();
        }
        if (run.remembered && !run.stops()) {
            remember(run.wish, made);
        }
        return made;
    }

    /** The plans that the next of the same wish starts from, none if there was none. */
    synchronized List<Plan> recall(Wish wish) {
        return remembered.getOrDefault(wish, List.of());
    }

    private synchronized void remember(Wish wish, List<Plan> made) {
        remembered.put(wish, List.copyOf(made));
        if (remembered.size() > config.remembered()) {
            remembered.remove(remembered.keySet().iterator().next());
        }
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    private <T> T await(Uni<T> uni) {
        return uni.await().atMost(config.stepTimeout());
    }
}
