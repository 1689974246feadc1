package dev.muster.allocation.plan;

/**
 * Points in space in an order in which runs of neighbours are compact: halves by the widest axis, again and again
 * (Bentley 1975, k-d tree).
 */
final class SpatialOrder {

    private final int[] x;
    private final int[] y;
    private final int[] z;
    private final int[] order;

    SpatialOrder(int[] x, int[] y, int[] z) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.order = new int[x.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        split(0, order.length);
    }

    /** Where each point stands in the order. */
    int[] rank() {
        int[] rank = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
        }
        return rank;
    }

    private void split(int from, int to) {
        if (to - from > 1) {
            int[] axis = widest(from, to);
            int middle = (from + to) >>> 1;
            select(axis, from, to - 1, middle);
            split(from, middle);
            split(middle, to);
        }
    }

    private int[] widest(int from, int to) {
        long dx = extent(x, from, to);
        long dy = extent(y, from, to);
        long dz = extent(z, from, to);
        if (dx >= dy && dx >= dz) {
            return x;
        }
        return dy >= dz ? y : z;
    }

    private long extent(int[] axis, int from, int to) {
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int i = from; i < to; i++) {
            low = Math.min(low, axis[order[i]]);
            high = Math.max(high, axis[order[i]]);
        }
        return (long) high - low;
    }

    /** Quickselect (Hoare 1961) with the index as a tie-breaker, so that the order depends on nothing else. */
    private void select(int[] axis, int first, int last, int wanted) {
        int low = first;
        int high = last;
        while (low < high) {
            int pivot = order[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (before(axis, order[i], pivot)) {
                    i++;
                }
                while (before(axis, pivot, order[j])) {
                    j--;
                }
                if (i <= j) {
                    int swap = order[i];
                    order[i++] = order[j];
                    order[j--] = swap;
                }
            }
            if (wanted <= j) {
                high = j;
            } else if (wanted >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    private static boolean before(int[] axis, int a, int b) {
        return axis[a] != axis[b] ? axis[a] < axis[b] : a < b;
    }
}
