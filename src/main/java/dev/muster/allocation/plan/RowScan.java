package dev.muster.allocation.plan;

import org.jspecify.annotations.Nullable;

/**
 * Looks at every source. The travel times to a site stand in a row of their own, in the order of the sources, so that a
 * look is a walk along two arrays: faster than telling from boxes which sources need no look ({@link BoxTree}), as near
 * the optimum most cost nearly the same, price included. Rows are made when first needed.
 */
final class RowScan extends ArcFinder {

    /** In a row: the source does not serve the site at all. */
    private static final char NEVER_SERVES = Character.MAX_VALUE;
    /** In a row: so many minutes or more. */
    private static final char FAR = NEVER_SERVES - 1;
    /** Cells that a group may have without remembered travel times, in two bytes each. */
    private static final long MOST_CELLS = 64_000_000;

    private final int sources;
    /** Sources before the first floor; the others serve only needs that may go below. */
    private final int aboveFloors;

    /** Row of each need: one for all needs of a site. */
    private final int[] rowOf;

    private final char[] @Nullable [] rows;
    private final int[] lengthOf;
    /** Needs that any travel time within reach serves at just that cost. */
    private final boolean[] plain;

    RowScan(Group group) {
        super(group);
        sources = group.sources();
        aboveFloors = aboveFloors(group);
        rowOf = rowOf(group);
        int count = rowOf.length == 0 ? 0 : rowOf[rowOf.length - 1] + 1;
        rows = new char[count][];
        lengthOf = new int[count];
        plain = new boolean[rowOf.length];
        for (int d = 0; d < rowOf.length; d++) {
            int seen = group.needBelowFloor[d] ? sources : aboveFloors;
            lengthOf[rowOf[d]] = Math.max(lengthOf[rowOf[d]], seen);
            plain[d] = group.excluded[d].length == 0 && isIndifferent(group.taste[d]);
        }
    }

    /** Whether the rows of a group are few enough. */
    static boolean fits(Group group) {
        int[] rowOf = rowOf(group);
        return rowOf.length == 0 || (rowOf[rowOf.length - 1] + 1L) * group.sources() <= MOST_CELLS;
    }

    private static int aboveFloors(Group group) {
        int first = 0;
        while (first < group.sources() && !group.sourceFloor[first]) {
            first++;
        }
        for (int s = first; s < group.sources(); s++) {
            if (!group.sourceFloor[s]) {
                return group.sources();
            }
        }
        return first;
    }

    private static int[] rowOf(Group group) {
        int[] rowOf = new int[group.needs()];
        for (int d = 1; d < rowOf.length; d++) {
            rowOf[d] = rowOf[d - 1] + (group.needSite[d] == group.needSite[d - 1] ? 0 : 1);
        }
        return rowOf;
    }

    private static boolean isIndifferent(int[] taste) {
        for (int penalty : taste) {
            if (penalty != 0) {
                return false;
            }
        }
        return true;
    }

    private char[] row(int d) {
        int at = rowOf[d];
        char[] row = rows[at];
        if (row == null) {
            row = made(group.needSite[d], lengthOf[at]);
            rows[at] = row;
        }
        return row;
    }

    private char[] made(int to, int length) {
        char[] row = new char[length];
        for (int s = 0; s < length; s++) {
            int from = group.sourceSite[s];
            int minutes = from == to ? 0 : group.travel.minutes(from, to);
            boolean serves =
                    minutes != TravelTimes.NO_WAY && minutes <= group.sourceLife[s] && (group.ownStock || from != to);
            row[s] = serves ? (char) Math.min(minutes, FAR) : NEVER_SERVES;
        }
        return row;
    }

    @Override
    void search(int d) {
        char[] row = row(d);
        long[] priceOf = price;
        int seen = Math.min(row.length, group.needBelowFloor[d] ? sources : aboveFloors);
        int reach = Math.min(group.needReach[d], FAR);
        long below = limit();
        for (int s = 0; s < seen; s++) {
            int minutes = row[s];
            if (minutes + priceOf[s] < below && minutes <= reach) {
                offer(s, cost(s, d, minutes));
                below = limit();
            }
        }
    }

    private int cost(int s, int d, int minutes) {
        return plain[d] && minutes < FAR ? minutes : group.cost(s, d);
    }

    @Override
    void raise(int d, long worth, long[] least) {
        char[] row = row(d);
        int seen = Math.min(row.length, group.needBelowFloor[d] ? sources : aboveFloors);
        int reach = Math.min(group.needReach[d], FAR);
        for (int s = 0; s < seen; s++) {
            int minutes = row[s];
            if (worth - minutes > least[s] && minutes <= reach) {
                int cost = cost(s, d, minutes);
                least[s] = cost == Group.NONE ? least[s] : Math.max(least[s], worth - cost);
            }
        }
    }
}
