package dev.muster.bench.decisions;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The invented country of a run, the same for a seed: sites that ask, depots that hold stock, items. Every item is in
 * every depot, but for {@link #HOT}, which is in few, and {@link #NONE}, which is nowhere. Codes have five characters.
 *
 * @param hotDepots how many of the depots, from the first, hold the hot item
 */
record World(List<Place> askers, List<Place> depots, List<String> items, int hotDepots) {

    /** The one item that everybody asks for. */
    static final String HOT = "I-HOT";

    /** An item that nobody has: what is asked of it is short. */
    static final String NONE = "I-NIL";

    /** Units of an item in a depot that holds it: more than a run can ask for. */
    static final long STOCK = 1_000_000_000L;

    /** A site, in degrees of WGS 84. */
    record Place(String code, double latitude, double longitude) {}

    /** Stock of an item at a depot. */
    record Holding(Place depot, String item) {}

    static World of(Options options) {
        SplittableRandom random = new SplittableRandom(options.seed());
        List<String> items = new ArrayList<>();
        for (int i = 1; i <= options.items(); i++) {
            items.add("I%04d".formatted(i));
        }
        return new World(
                places("H", options.sites(), random),
                places("D", options.sites(), random),
                List.copyOf(items),
                options.hotDepots());
    }

    /** Spread over some 750 km by 450 km. */
    private static List<Place> places(String letter, int count, SplittableRandom random) {
        List<Place> places = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            places.add(
                    new Place("%s%04d".formatted(letter, i), random.nextDouble(29, 33), random.nextDouble(108, 116)));
        }
        return List.copyOf(places);
    }

    /** Those that ask and those that hold stock. */
    List<Place> places() {
        List<Place> places = new ArrayList<>(askers);
        places.addAll(depots);
        return places;
    }

    List<Holding> holdings() {
        List<Holding> holdings = new ArrayList<>();
        for (String item : items) {
            depots.forEach(depot -> holdings.add(new Holding(depot, item)));
        }
        depots.subList(0, hotDepots).forEach(depot -> holdings.add(new Holding(depot, HOT)));
        return holdings;
    }

    /** Great-circle distance of two places on a sphere, km. */
    static double kilometres(Place a, Place b) {
        double latitude = Math.toRadians(b.latitude - a.latitude);
        double longitude = Math.toRadians(b.longitude - a.longitude);
        double h = Math.pow(Math.sin(latitude / 2), 2)
                + Math.cos(Math.toRadians(a.latitude))
                        * Math.cos(Math.toRadians(b.latitude))
                        * Math.pow(Math.sin(longitude / 2), 2);
        return 2 * 6371 * Math.asin(Math.sqrt(h));
    }
}
