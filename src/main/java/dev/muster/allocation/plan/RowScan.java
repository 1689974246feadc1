package dev.muster.allocation.plan;

import java.util.Arrays;
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
    /** Sources that stand together in a block. */
    private static final int BLOCK = 64;

    private final int sources;
    /** Sources before the first floor; the others serve only needs that may go below. */
    private final int aboveFloors;

    /** Row of each need: one for all needs of a site. */
    private final int[] rowOf;

    private final char[] @Nullable [] rows;
    private final int[] lengthOf;
    /** Needs that any travel time within reach serves at just that cost. */
    private final boolean[] plain;

    private final int blocks;
    /** Prices of the sources at the last {@link #refresh}. */
    private final long[] seen;
    /** By block: how far prices have fallen since the beginning, at most. */
    private final long[] fallen;
    /**
     * By need and block: the least time with price when the block was last looked at, plus how far prices had fallen
     * then. Less what they have fallen now it is a bound on the least there is.
     */
    private final long[][] known;

    RowScan(Group group) {
        super(group);
        sources = group.sources();
        aboveFloors = aboveFloors(group);
        rowOf = rowOf(group);
        int count = rowOf.length == 0 ? 0 : rowOf[rowOf.length - 1] + 1;
        rows = new char[count][];
        lengthOf = new int[count];
        plain = new boolean[rowOf.length];
        blocks = (sources + BLOCK - 1) / BLOCK;
        seen = new long[sources];
        fallen = new long[blocks];
        known = new long[rowOf.length][];
        for (int d = 0; d < rowOf.length; d++) {
            lengthOf[rowOf[d]] = Math.max(lengthOf[rowOf[d]], length(d));
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

    private int length(int d) {
        return group.needBelowFloor[d] ? sources : aboveFloors;
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
    void follow(long[] prices) {
        Arrays.fill(known, null);
        Arrays.fill(fallen, 0);
        System.arraycopy(prices, 0, seen, 0, sources);
        super.follow(prices);
    }

    @Override
    void refresh() {
        for (int block = 0; block < blocks; block++) {
            int to = Math.min(sources, (block + 1) * BLOCK);
            long most = 0;
            for (int s = block * BLOCK; s < to; s++) {
                most = Math.max(most, seen[s] - price[s]);
                seen[s] = price[s];
            }
            fallen[block] += most;
        }
    }

    @Override
    void exhaust(int s) {
        super.exhaust(s);
        seen[s] = NEVER;
    }

    @Override
    void search(int d) {
        char[] row = row(d);
        long[] bound = known[d];
        if (bound == null) {
            bound = new long[blocks];
            Arrays.fill(bound, -NEVER);
            known[d] = bound;
        }
        int length = length(d);
        int reach = Math.min(group.needReach[d], FAR);
        for (int block = 0, from = 0; from < length; block++, from += BLOCK) {
            if (bound[block] - fallen[block] < limit()) {
                bound[block] = look(d, row, from, Math.min(length, from + BLOCK), reach) + fallen[block];
            }
        }
    }

    /** Offers the arcs from one block; answers the least time with price. */
    private long look(int d, char[] row, int from, int to, int reach) {
        long least = NEVER;
        long below = limit();
        for (int s = from; s < to; s++) {
            int minutes = row[s];
            long value = minutes + seen[s];
            if (value < least && minutes <= reach) {
                least = value;
            }
        }
        for (int s = from; least < below && s < to; s++) {
            int minutes = row[s];
            if (minutes + seen[s] < below && minutes <= reach) {
                offer(s, cost(s, d, minutes));
                below = limit();
            }
        }
        return least;
    }

    private int cost(int s, int d, int minutes) {
        return plain[d] && minutes < FAR ? minutes : group.cost(s, d);
    }
}
