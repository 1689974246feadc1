package dev.muster.demo;

import dev.muster.demo.Deed.Fetch;
import dev.muster.demo.Deed.TakeBack;
import dev.muster.demo.Deed.Urgency;
import dev.muster.demo.Deed.Withdraw;
import dev.muster.demo.OpenRequests.Open;
import dev.muster.demo.Scenario.IdMaker;
import java.util.ArrayList;
import java.util.List;

/**
 * When requests end. A request that is served is fetched after some hours; one that is not stays as long as its site has
 * patience, then what is reserved is fetched and the rest is withdrawn. Now and then an officer takes a reservation back.
 */
final class Closing {

    private static final int MAX_PER_STEP = 4;
    private static final double TAKEN_BACK_PER_STEP = 0.012;
    private static final double WITHDRAWN_PART = 0.06;
    private static final int STEPS_PER_HOUR = Course.STEPS_PER_DAY / 24;

    private final IdMaker ids;
    private final Chance chance;

    Closing(IdMaker ids, Chance chance) {
        this.ids = ids;
        this.chance = chance;
    }

    List<Deed> deeds(Course course, OpenRequests open) {
        List<Deed> deeds = new ArrayList<>();
        for (Open request : open.all()) {
            if (deeds.size() >= MAX_PER_STEP) {
                break;
            }
            long age = course.step() - request.step();
            if (age >= patience(request) || request.complete() && age >= fetchingSteps(request)) {
                deeds.add(end(course, request));
            } else if (request.urgency() == Urgency.ROUTINE
                    && age > 2
                    && chance.in(TAKEN_BACK_PER_STEP / 30, "take back", course.step(), request.id())) {
                deeds.add(new TakeBack(
                        ids.id(course.step(), "take back " + request.id()), request.id(), "needed elsewhere"));
            }
        }
        return deeds;
    }

    private Deed end(Course course, Open request) {
        return chance.in(WITHDRAWN_PART, "withdraw", request.id())
                ? new Withdraw(ids.id(course.step(), "withdraw " + request.id()), request.id(), "no longer needed")
                : new Fetch(ids.id(course.step(), "fetch " + request.id()), request.id());
    }

    /** From reservation to fetching; the urgent are fetched first. */
    private long fetchingSteps(Open request) {
        double hours =
                switch (request.urgency()) {
                    case STAT -> 3;
                    case ASAP -> 6;
                    case URGENT -> 10;
                    case ROUTINE -> 16;
                };
        return Math.round(hours * chance.between(0.7, 1.5, "fetch", request.id()) * STEPS_PER_HOUR);
    }

    /** How long a site waits for what is missing before it helps itself otherwise. */
    static long longestPatienceSteps() {
        return 150L * STEPS_PER_HOUR;
    }

    private long patience(Open request) {
        double hours =
                switch (request.urgency()) {
                    case STAT -> 36;
                    case ASAP -> 54;
                    case URGENT -> 76;
                    case ROUTINE -> 104;
                };
        return Math.min(
                longestPatienceSteps(),
                Math.round(hours * chance.between(0.7, 1.4, "patience", request.id()) * STEPS_PER_HOUR));
    }
}
