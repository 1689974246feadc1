package dev.muster.demo;

import dev.muster.demo.Province.Good;
import dev.muster.demo.Province.Kind;
import dev.muster.demo.Province.Place;

/** Par levels and reserve floors of the scenario's stocked sites, in base units. */
final class Levels {

    private static final double HOSPITAL_PAR_DAYS = 5;
    private static final double HOSPITAL_FLOOR_PART = 0.5;
    private static final double WAREHOUSE_FLOOR_PART = 0.06;

    private Levels() {}

    static long par(Place place, Good good, Needs needs) {
        double par = place.kind() == Kind.WAREHOUSE
                ? good.reserve() * place.share()
                : needs.plannedPerDay(place, good) * HOSPITAL_PAR_DAYS;
        return good.inPacks(par);
    }

    static long floor(Place place, Good good, Needs needs) {
        double part = place.kind() == Kind.WAREHOUSE ? WAREHOUSE_FLOOR_PART : HOSPITAL_FLOOR_PART;
        return Math.round(par(place, good, needs) * part);
    }
}
