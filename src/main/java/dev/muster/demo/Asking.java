package dev.muster.demo;

import dev.muster.demo.Deed.Ask;
import dev.muster.demo.Deed.Urgency;
import dev.muster.demo.Deed.Wish;
import dev.muster.demo.Province.Good;
import dev.muster.demo.Province.Kind;
import dev.muster.demo.Province.Place;
import dev.muster.demo.Scenario.IdMaker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which sites ask for what at a step. Every site looks at its needs at its own time. Hospitals whose stock is kept here
 * ask for what runs low, the more urgently the less is left; all sites ask for what they use of the rest.
 */
final class Asking {

    /** The keeper of the demo accounts belongs to this site. */
    static final String KEEPERS_SITE = "HOSP-01";

    private static final int MAX_LINES = 4;
    private static final double REFILL_BELOW_PART_OF_PAR = 0.55;
    private static final double UNKNOWN_PART = 0.12;
    private static final double SUBSTITUTES_PART = 0.5;
    private static final double DAYS_LEFT_UNKNOWN = 99;
    private static final int OPENING_STEPS = 8;
    private static final int DAYS_BETWEEN_KITS = 5;
    private static final int MOST_KITS = 12;

    private final Province province;
    private final IdMaker ids;
    private final Chance chance;
    private final int maxOpen;

    Asking(Province province, IdMaker ids, Chance chance, int maxOpen) {
        this.province = province;
        this.ids = ids;
        this.chance = chance;
        this.maxOpen = maxOpen;
    }

    private record Want(Good good, double quantity, double daysLeft) {}

    List<Deed> deeds(Course course, Picture stock, OpenRequests open) {
        List<Deed> asked = new ArrayList<>();
        for (Place place : province.places()) {
            if (open.size() + asked.size() >= maxOpen) {
                break;
            }
            if (place.asks() && looksAtNeeds(place, course)) {
                asked.addAll(asks(place, course, wants(place, course, stock, open)));
            }
            if (asksForKits(place, course) && !open.asksFor(place.code(), Kits.FIRST_AID)) {
                asked.add(kits(place, course));
            }
        }
        return asked;
    }

    /** At its own step once in some days; on the scenario's first hours everybody once, in turn. */
    private boolean looksAtNeeds(Place place, Course course) {
        if (course.step() < OPENING_STEPS) {
            return chance.below(OPENING_STEPS, "opening", place.code()) == course.step();
        }
        int period = Course.STEPS_PER_DAY * daysBetweenLooks(place);
        return Math.floorMod(course.step() - chance.below(period, "look", place.code()), period) == 0;
    }

    /** Where people are helped outside hospitals, each at its own step once in some days; not in the first hours. */
    private boolean asksForKits(Place place, Course course) {
        int period = Course.STEPS_PER_DAY * DAYS_BETWEEN_KITS;
        return switch (place.kind()) {
            case CLINIC, SHELTER, RESCUE_STATION ->
                course.step() > 2 * OPENING_STEPS
                        && Math.floorMod(course.step() - chance.below(period, "kits", place.code()), period) == 0;
            case HOSPITAL, FIELD_HOSPITAL, WAREHOUSE, SUPPLIER_DEPOT -> false;
        };
    }

    private Ask kits(Place place, Course course) {
        long kits = 2 + chance.below(MOST_KITS, "how many kits", course.step(), place.code());
        Urgency urgency = chance.in(0.2, "kits urgent", course.step(), place.code()) ? Urgency.ASAP : Urgency.URGENT;
        return new Ask(
                ids.id(course.step(), askAboutKits(place)),
                place.code(),
                false,
                urgency,
                incident(place, course),
                List.of(new Wish(Kits.FIRST_AID, kits, false)));
    }

    private int daysBetweenLooks(Place place) {
        return switch (place.kind()) {
            case HOSPITAL, FIELD_HOSPITAL -> 1;
            case CLINIC, SHELTER -> 2;
            case RESCUE_STATION, WAREHOUSE, SUPPLIER_DEPOT -> 3;
        };
    }

    private List<Want> wants(Place place, Course course, Picture stock, OpenRequests open) {
        List<Want> wants = new ArrayList<>();
        for (Good good : province.supplies()) {
            if (!open.asksFor(place.code(), good.code())) {
                double perDay = course.usePerDay(place, good);
                if (place.stocked() && good.hospitalStock()) {
                    addRefill(wants, place, good, perDay, course, stock);
                } else {
                    addUse(wants, place, good, perDay, course);
                }
            }
        }
        return wants;
    }

    private void addRefill(List<Want> wants, Place place, Good good, double perDay, Course course, Picture stock) {
        long par = Levels.par(place, good, course.needs());
        long left = stock.onHand(place.code(), good.code());
        double wanted = Math.max(par, 4 * perDay);
        if (left < wanted * REFILL_BELOW_PART_OF_PAR) {
            wants.add(new Want(good, wanted - left, left / Math.max(perDay, 0.001)));
        }
    }

    /** What is used until the next look; small needs are gathered by asking only now and then. */
    private void addUse(List<Want> wants, Place place, Good good, double perDay, Course course) {
        double quantity = perDay * (daysBetweenLooks(place) + 1);
        double smallest = good.packs().isEmpty() ? 1 : good.packs().get(0).quantity();
        if (quantity > 0 && chance.in(0.6 * quantity / smallest, "use", course.step(), place.code(), good.code())) {
            wants.add(new Want(good, quantity, DAYS_LEFT_UNKNOWN));
        }
    }

    /** One request, of the few things that are most pressing; its urgency is that of the first. */
    private List<Ask> asks(Place place, Course course, List<Want> wants) {
        if (wants.isEmpty()) {
            return List.of();
        }
        List<Want> pressing = wants.stream()
                .sorted(Comparator.comparingDouble(Want::daysLeft)
                        .thenComparingDouble(
                                w -> chance.of("order", course.step(), w.good().code())))
                .limit(1 + chance.below(MAX_LINES, "lines", course.step(), place.code()))
                .toList();
        Urgency urgency = urgency(pressing.get(0), place, course);
        List<Wish> lines = pressing.stream().map(w -> wish(w, place, course)).toList();
        return List.of(new Ask(
                ids.id(course.step(), askAbout(place)),
                place.code(),
                place.code().equals(KEEPERS_SITE),
                urgency,
                incident(place, course),
                lines));
    }

    static String askAboutKits(Place place) {
        return "ask kits " + place.code();
    }

    static String askAbout(Place place) {
        return "ask " + place.code();
    }

    /** By what is left, if that is known; most people do not exaggerate. */
    private Urgency urgency(Want first, Place place, Course course) {
        double hasty = chance.of("hasty", course.step(), place.code());
        if (first.daysLeft() == DAYS_LEFT_UNKNOWN) {
            return hasty < 0.04
                    ? Urgency.STAT
                    : hasty < 0.18 ? Urgency.ASAP : hasty < 0.5 ? Urgency.URGENT : Urgency.ROUTINE;
        }
        if (first.daysLeft() < 0.3) {
            return hasty < 0.3 ? Urgency.STAT : Urgency.ASAP;
        }
        if (first.daysLeft() < 0.9) {
            return hasty < 0.4 ? Urgency.ASAP : Urgency.URGENT;
        }
        return first.daysLeft() < 1.8 ? Urgency.URGENT : Urgency.ROUTINE;
    }

    private Wish wish(Want want, Place place, Course course) {
        Good good = want.good();
        boolean cannotSay =
                !place.stocked() && chance.in(UNKNOWN_PART, "unknown", course.step(), place.code(), good.code());
        boolean substitutes = !good.substitutes().isEmpty()
                && chance.in(SUBSTITUTES_PART, "substitutes", course.step(), place.code(), good.code());
        return new Wish(good.code(), cannotSay ? null : good.inPacks(want.quantity()), substitutes);
    }

    private String incident(Place place, Course course) {
        boolean forFlood = (place.kind() == Kind.SHELTER || place.kind() == Kind.RESCUE_STATION)
                && course.flood().reaches(province.prefectureOf(place.region()));
        return forFlood ? Scenario.floodCode(course.wave()) : Scenario.epidemicCode(course.wave());
    }
}
