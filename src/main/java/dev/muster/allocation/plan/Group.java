package dev.muster.allocation.plan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Items that can stand in for each other, with all that is had and asked of them: one transportation problem.
 *
 * <p>Sources 0 … S−1 are what a site has of an item, apart by shelf life and by being its floor; needs 0 … D−1 are alike
 * demands of a site taken together. A unit from source s to need d costs {@link #cost}; a unit that a need does not get
 * costs {@link #missing}; a unit of a floor that stays earns {@link #keeping}. These weights order the classes: they are
 * steps of more than any change of travel time that one unit's change of class can bring about (a cycle in the network
 * passes each source and need once, so it is at most min(S, D) times the highest cost).
 */
final class Group {

    /** No arc. */
    static final int NONE = Integer.MAX_VALUE;

    final TravelTimes travel;
    final boolean ownStock;

    final int[] sourceSite;
    final int[] sourceItem;
    final int[] sourceLife;
    final boolean[] sourceFloor;
    final long[] supply;
    /** Reward per unit left at a source; above zero for floors only. */
    final long[] keeping;

    final int[] needSite;
    final int[] needReach;
    final boolean[] needBelowFloor;
    final long[] asked;
    /** Cost per unit not served. */
    final long[] missing;
    /** Penalty minutes by item of the group, below zero where the item does not serve. */
    final int[][] taste;

    final int[][] excluded;

    /** The classes in sight and the floor, best first: what one unit of each weighs. */
    final Weights weights;

    /** The demands of each need: positions in the part's list, in order. */
    final int[][] members;
    /** Where each source stands in the part's list. */
    final int[] stock;

    final List<Integer> items;

    /** Number of each need's class among all classes, for comparing groups. */
    final long[] needRank;

    Group(GroupBuilder from) {
        needRank = from.needRank;
        travel = from.travel;
        ownStock = from.terms.ownStock();
        items = from.items;
        stock = from.stock;
        weights = from.weights;
        sourceSite = from.sourceSite;
        sourceItem = from.sourceItem;
        sourceLife = from.sourceLife;
        sourceFloor = from.sourceFloor;
        supply = from.supply;
        keeping = from.keeping;
        needSite = from.needSite;
        needReach = from.needReach;
        needBelowFloor = from.needBelowFloor;
        asked = from.asked;
        missing = from.missing;
        taste = from.taste;
        excluded = from.excluded;
        members = from.members;
    }

    /** The same with some of its sources and needs only, and other quantities. */
    Group(Group of, int[] sources, int[] needs, long[] supply, long[] asked) {
        travel = of.travel;
        ownStock = of.ownStock;
        items = of.items;
        weights = of.weights;
        this.supply = supply;
        this.asked = asked;
        stock = picked(of.stock, sources);
        sourceSite = picked(of.sourceSite, sources);
        sourceItem = picked(of.sourceItem, sources);
        sourceLife = picked(of.sourceLife, sources);
        sourceFloor = picked(of.sourceFloor, sources);
        keeping = picked(of.keeping, sources);
        needSite = picked(of.needSite, needs);
        needReach = picked(of.needReach, needs);
        needRank = picked(of.needRank, needs);
        needBelowFloor = picked(of.needBelowFloor, needs);
        missing = picked(of.missing, needs);
        taste = Arrays.stream(needs).mapToObj(d -> of.taste[d]).toArray(int[][]::new);
        excluded = Arrays.stream(needs).mapToObj(d -> of.excluded[d]).toArray(int[][]::new);
        members = Arrays.stream(needs).mapToObj(d -> of.members[d]).toArray(int[][]::new);
    }

    private static int[] picked(int[] values, int[] places) {
        return Arrays.stream(places).map(i -> values[i]).toArray();
    }

    private static long[] picked(long[] values, int[] places) {
        return Arrays.stream(places).mapToLong(i -> values[i]).toArray();
    }

    private static boolean[] picked(boolean[] values, int[] places) {
        boolean[] picked = new boolean[places.length];
        for (int i = 0; i < places.length; i++) {
            picked[i] = values[places[i]];
        }
        return picked;
    }

    /** The same with some of the needs only. */
    Group only(int[] needs) {
        return new Group(this, IntStream.range(0, sources()).toArray(), needs, supply, picked(asked, needs));
    }

    int sources() {
        return supply.length;
    }

    int needs() {
        return asked.length;
    }

    /** What a unit from source s to need d costs in minutes, penalty of substitutes included, or {@link #NONE}. */
    int cost(int s, int d) {
        int from = sourceSite[s];
        int to = needSite[d];
        int minutes = from == to ? 0 : travel.minutes(from, to);
        return minutes == TravelTimes.NO_WAY ? NONE : cost(s, d, minutes);
    }

    /** The same with the minutes known. */
    int cost(int s, int d, int minutes) {
        int penalty = taste[d][sourceItem[s]];
        boolean served = penalty >= 0
                && minutes <= needReach[d]
                && minutes <= sourceLife[s]
                && (needBelowFloor[d] || !sourceFloor[s])
                && (ownStock || sourceSite[s] != needSite[d]);
        return served && !excludes(d, sourceSite[s]) ? minutes + penalty : NONE;
    }

    /** What a unit that lasts, above the floor, would cost from any site to need d, or {@link #NONE}. */
    int costFrom(int site, int item, int d) {
        int penalty = taste[d][item];
        boolean own = site == needSite[d];
        int minutes = own ? 0 : travel.minutes(site, needSite[d]);
        boolean served = penalty >= 0
                && minutes != TravelTimes.NO_WAY
                && minutes <= needReach[d]
                && (ownStock || !own)
                && !excludes(d, site);
        return served ? minutes + penalty : NONE;
    }

    private boolean excludes(int d, int site) {
        for (int other : excluded[d]) {
            if (other == site) {
                return true;
            }
        }
        return false;
    }

    /** Travel time of an arc, without penalty. */
    int minutes(int s, int d) {
        return sourceSite[s] == needSite[d] ? 0 : travel.minutes(sourceSite[s], needSite[d]);
    }
}
