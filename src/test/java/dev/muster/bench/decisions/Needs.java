package dev.muster.bench.decisions;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * An endless seeded sequence of needs. Sites are drawn evenly, items by Zipf's law or always the hot one, urgencies 5,
 * 15, 30 and 50 in a hundred from the highest. Not for several threads; {@link #split()} gives each its own.
 */
final class Needs {

    /** What is asked for. */
    enum Demand {
        /** The item of rank r is asked for in proportion to r^-exponent. */
        ZIPF,
        /** Everybody asks for the same item. */
        HOT
    }

    private final World world;
    private final Demand demand;
    private final double shortShare;
    private final double[] upTo;
    private final SplittableRandom random;

    /** @param shortShare the part of needs that asks for what nobody has, 0 to 1 */
    Needs(World world, Demand demand, double exponent, double shortShare, long seed) {
        this(world, demand, shortShare, cumulative(world.items().size(), exponent), new SplittableRandom(seed));
    }

    private Needs(World world, Demand demand, double shortShare, double[] upTo, SplittableRandom random) {
        this.world = world;
        this.demand = demand;
        this.shortShare = shortShare;
        this.upTo = upTo;
        this.random = random;
    }

    private static double[] cumulative(int items, double exponent) {
        double[] upTo = new double[items];
        double sum = 0;
        for (int i = 0; i < items; i++) {
            sum += Math.pow(i + 1, -exponent);
            upTo[i] = sum;
        }
        return upTo;
    }

    Needs split() {
        return new Needs(world, demand, shortShare, upTo, random.split());
    }

    Need next() {
        String site = world.askers().get(random.nextInt(world.askers().size())).code();
        return new Need(id(), site, item(), 1 + random.nextInt(Need.MOST), urgency());
    }

    /** Version 7 of RFC 9562, as clients make them: time first, so that indexes grow at one end. */
    private UUID id() {
        long most = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(most, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    private String item() {
        if (shortShare > 0 && random.nextDouble() < shortShare) {
            return World.NONE;
        }
        if (demand == Demand.HOT) {
            return World.HOT;
        }
        int found = Arrays.binarySearch(upTo, random.nextDouble(upTo[upTo.length - 1]));
        return world.items().get(found < 0 ? -found - 1 : found);
    }

    private String urgency() {
        int hundredth = random.nextInt(100);
        if (hundredth < 5) {
            return "STAT";
        }
        if (hundredth < 20) {
            return "ASAP";
        }
        return hundredth < 50 ? "URGENT" : "ROUTINE";
    }
}
