package dev.muster.demo;

import dev.muster.demo.Positions.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Plays the scenario: look at stock, decide the step's deeds, send them spread over the step's time, note the step as
 * played, wait for the next. Everything runs on one event loop, one thing after the other; a step that takes longer than
 * its time delays the next. If a call cannot be made in all its tries, the step goes on where it stopped, later.
 */
final class Player {

    private static final Logger LOG = Logger.getLogger(Player.class);
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final io.vertx.core.Context loop;
    private final Waiting waiting;
    private final Clock clock;
    private final DemoConfig config;
    private final Province province;
    private final Positions positions;
    private final Calls calls;
    private final Tally tally = new Tally();

    private volatile Pace pace;
    private volatile boolean paused;
    private volatile boolean stopped;
    private volatile Scene.@Nullable State shown;

    // Touched by the event loop only
    private @Nullable Scene scene;
    private Instant due = Instant.EPOCH;
    private long timer = NO_TIMER;
    private boolean busy;

    /** @param service for instance {@code http://127.0.0.1:8080} */
    Player(Vertx vertx, Clock clock, DemoConfig config, Positions positions, String service) {
        this.vertx = vertx;
        this.loop = vertx.getDelegate().getOrCreateContext();
        this.waiting = new Waiting(vertx);
        this.clock = clock;
        this.config = config;
        this.province = ProvinceFiles.read();
        this.positions = positions;
        this.calls = new Calls(vertx, waiting, service, config);
        this.pace = new Pace(config.speed(), config.minNeededByAhead());
    }

    void start() {
        loop.runOnContext(x -> begin());
    }

    void stop() {
        stopped = true;
        loop.runOnContext(x -> {
            cancelTimer();
            calls.close();
        });
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        loop.runOnContext(x -> playFromNow());
    }

    /** Takes effect with the next step, and that begins at once if none is under way. */
    void speed(double simulatedSecondsPerSecond) {
        pace = new Pace(simulatedSecondsPerSecond, config.minNeededByAhead());
        loop.runOnContext(x -> playFromNow());
    }

    double speed() {
        return pace.speed();
    }

    boolean isRunning() {
        return !paused && !stopped && shown != null;
    }

    /** Null until the province is loaded. */
    Scene.@Nullable State state() {
        return shown;
    }

    /** What was done since this process began to play, by kind. */
    Map<String, Long> counts() {
        return tally.counts();
    }

    private void begin() {
        positions
                .begin(UUID.randomUUID(), config.seed())
                .chain(this::prepare)
                .chain(this::set)
                .subscribe()
                .with(this::begun, failure -> later("begin", failure, this::begin));
    }

    private Uni<Position> prepare(Position position) {
        if (position.prepared()) {
            return Uni.createFrom().item(position);
        }
        long started = System.nanoTime();
        LocalDate firstDay = LocalDate.ofInstant(position.began(), ZoneOffset.UTC);
        FirstStock firstStock = new FirstStock(province, new Chance(position.seed()), scenario(position)::id, firstDay);
        return new Preparation(province, firstStock, calls, config.parallelCalls())
                .load()
                .chain(positions::prepared)
                .invoke(() -> LOG.infof("Demo: province loaded in %d ms", (System.nanoTime() - started) / 1_000_000))
                .replaceWith(position);
    }

    private Uni<Scene> set(Position position) {
        Scenario scenario = scenario(position);
        Observation observation = new Observation(calls, province, scenario);
        return observation.ownRequests(position.step()).map(open -> {
            Course course = new Course(province, position.seed(), position.step());
            Performance performance = new Performance(calls, province, position.run(), open, tally);
            return new Scene(position, course, scenario, open, performance, observation);
        });
    }

    private Scenario scenario(Position position) {
        return new Scenario(province, position.run(), position.seed(), config.maxOpenRequests());
    }

    private void begun(Scene begun) {
        scene = begun;
        Scene.State state = begun.state();
        shown = state;
        LOG.infof(
                "Demo: playing seed %d from day %d on, %.0f simulated seconds per second",
                state.seed(), state.day(), pace.speed());
        playFromNow();
    }

    private void playFromNow() {
        if (scene != null && !busy) {
            due = clock.instant();
            schedule(Duration.ZERO, () -> playStep(scene));
        }
    }

    private void playStep(@Nullable Scene playing) {
        if (playing == null || stopped || paused || busy) {
            return;
        }
        busy = true;
        Instant now = clock.instant();
        playing.look(now, now.minus(config.maxPictureAge()))
                .invoke(() -> playing.decide(LocalDate.ofInstant(now, ZoneOffset.UTC)))
                .chain(() -> perform(playing, pace.between(playing.left())))
                .chain(() -> stopped ? Uni.createFrom().item(true) : positions.played(playing.step()))
                .subscribe()
                .with(mine -> played(playing, mine), failure -> {
                    busy = false;
                    later("play a step", failure, () -> playStep(playing));
                });
    }

    private Uni<Void> perform(Scene playing, Duration pause) {
        if (playing.left() == 0 || stopped) {
            return Uni.createFrom().voidItem();
        }
        return playing.doNext(pace, clock.instant())
                .chain(() -> waiting.of(pause))
                .chain(() -> perform(playing, pause));
    }

    private void played(Scene playing, boolean mine) {
        busy = false;
        if (!mine) {
            LOG.warn("Demo: another process plays the scenario on this database; this one stops");
            stopped = true;
        }
        if (stopped) {
            return;
        }
        playing.stepDone();
        shown = playing.state();
        due = due.plus(pace.step());
        Duration ahead = Duration.between(clock.instant(), due);
        if (ahead.isNegative()) {
            due = clock.instant();
        }
        schedule(ahead, () -> playStep(playing));
    }

    private void later(String what, Throwable failure, Runnable again) {
        if (!stopped) {
            calls.note(what, String.valueOf(failure), "tried again in " + config.maxBackOff());
            schedule(config.maxBackOff(), again);
        }
    }

    private void schedule(Duration delay, Runnable next) {
        cancelTimer();
        timer = vertx.getDelegate().setTimer(Math.max(1, delay.toMillis()), x -> {
            timer = NO_TIMER;
            next.run();
        });
    }

    private void cancelTimer() {
        if (timer != NO_TIMER) {
            vertx.getDelegate().cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
