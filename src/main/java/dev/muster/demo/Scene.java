package dev.muster.demo;

import dev.muster.demo.OpenRequests.Open;
import dev.muster.demo.Positions.Position;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The scenario as it stands while it is played: the course, what is known of the service, and what is still to be done of the step. */
final class Scene {

    private static final int LOOKS_PER_STEP = 4;

    private final Position position;
    private final Course course;
    private final Scenario scenario;
    private final OpenRequests open;
    private final Performance performance;
    private final Observation observation;
    private final Queue<Deed> toDo = new ArrayDeque<>();
    private boolean decided;
    private Picture picture = Picture.EMPTY;
    private Instant pictureAt = Instant.MIN;

    Scene(
            Position position,
            Course course,
            Scenario scenario,
            OpenRequests open,
            Performance performance,
            Observation observation) {
        this.position = position;
        this.course = course;
        this.scenario = scenario;
        this.open = open;
        this.performance = performance;
        this.observation = observation;
    }

    /**
     * A look from outside.
     *
     * @param day from 1
     * @param wave of the epidemic, from 1
     * @param simulatedTime the real time of the beginning plus the time simulated since
     * @param level of the epidemic's incident
     * @param newlyIllPerDay in the province
     * @param flood whether there is one now
     */
    record State(
            long seed,
            long step,
            long day,
            int wave,
            int dayOfWave,
            Instant simulatedTime,
            String level,
            long newlyIllPerDay,
            boolean flood,
            int openRequests) {}

    /** Looks at some requests that wait, and at stock if it was last seen before the given time. */
    Uni<Void> look(Instant now, Instant notBefore) {
        Uni<Void> seen = Uni.createFrom().voidItem();
        for (Open request : someWaiting()) {
            seen = seen.chain(() -> performance.look(request));
        }
        if (pictureAt.isAfter(notBefore)) {
            return seen;
        }
        return seen.chain(observation::stock)
                .invoke(stock -> {
                    picture = stock;
                    pictureAt = now;
                })
                .replaceWithVoid();
    }

    private List<Open> someWaiting() {
        List<Open> waiting =
                open.all().stream().filter(request -> !request.complete()).toList();
        if (waiting.isEmpty()) {
            return waiting;
        }
        int first = Math.floorMod(course.step() * LOOKS_PER_STEP, waiting.size());
        return waiting.subList(first, Math.min(waiting.size(), first + LOOKS_PER_STEP));
    }

    /** Decides the step's deeds, unless that is done already and some of them are left. */
    void decide(LocalDate today) {
        if (!decided) {
            toDo.addAll(scenario.deeds(course, picture, open, today));
            decided = true;
        }
    }

    int left() {
        return toDo.size();
    }

    /** Does the next deed; it stays to be done if that fails. */
    Uni<Void> doNext(Pace pace, Instant now) {
        Deed deed = toDo.element();
        return performance
                .perform(deed, course.step(), pace.neededBy(deed, now))
                .invoke(done -> toDo.remove());
    }

    void stepDone() {
        course.advance();
        decided = false;
    }

    long step() {
        return course.step();
    }

    State state() {
        return new State(
                position.seed(),
                course.step(),
                course.day() + 1,
                course.wave() + 1,
                course.dayOfWave() + 1,
                position.began().plusSeconds(course.simulatedSeconds()),
                course.level().name(),
                Math.round(course.epidemic().newIllPerDay()),
                course.flood().rages(),
                open.size());
    }
}
