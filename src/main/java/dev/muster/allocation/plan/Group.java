package dev.muster.allocation.plan;

import java.util.List;

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

    /** The demands of each need, in the order of the instance. */
    final int[][] members;
    /** Positions in the instance's list of sources, of the group's. */
    final int[] stock;

    final List<Integer> items;

    Group(GroupBuilder from) {
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
