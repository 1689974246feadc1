package dev.muster.allocation.plan;

import java.util.Arrays;

/**
 * The sources of each item in boxes of boxes; a box knows its lowest price and bounds the travel time to it, so whole
 * boxes that cannot matter are left out. The boxes are those of a balanced tree over sources that stand in spatial
 * order (a packed bounding volume hierarchy).
 */
final class BoxTree extends ArcFinder {

    private static final int LEAF = 8;
    private static final int SIDES = 6;

    private final GreatCircle circle;
    private final Tree[] trees;
    private final int[] treeOf;
    private final int[] slotOf;
    private final int[] stack = new int[128];
    private final long[] bounds = new long[128];

    BoxTree(Group group, GreatCircle circle) {
        super(group);
        this.circle = circle;
        int[][] byItem = byItem(group);
        trees = new Tree[byItem.length];
        treeOf = new int[group.sources()];
        slotOf = new int[group.sources()];
        for (int item = 0; item < trees.length; item++) {
            trees[item] = new Tree(byItem[item]);
            for (int slot = 0; slot < byItem[item].length; slot++) {
                treeOf[byItem[item][slot]] = item;
                slotOf[byItem[item][slot]] = slot;
            }
        }
    }

    @Override
    void refresh() {
        for (Tree tree : trees) {
            tree.refresh();
        }
    }

    @Override
    void exhaust(int s) {
        super.exhaust(s);
        trees[treeOf[s]].refresh(slotOf[s]);
    }

    @Override
    void search(int d) {
        int[] taste = group.taste[d];
        for (int item = 0; item < trees.length; item++) {
            if (taste[item] >= 0 && trees[item].sources.length > 0) {
                trees[item].search(d, taste[item]);
            }
        }
    }

    /** The boxes of one item; node 1 is all, node n halves into 2n and 2n + 1. */
    private final class Tree {

        final int[] sources;
        private final int leaves;
        private final int[] x;
        private final int[] y;
        private final int[] z;
        private final int[] box;
        private final long[] lowest;

        Tree(int[] sources) {
            this.sources = sources;
            int n = sources.length;
            int blocks = Math.max(1, (n + LEAF - 1) / LEAF);
            leaves = Integer.highestOneBit(Math.max(1, 2 * blocks - 1));
            x = new int[n];
            y = new int[n];
            z = new int[n];
            box = new int[SIDES * 2 * leaves];
            lowest = new long[2 * leaves];
            for (int i = 0; i < n; i++) {
                int site = group.sourceSite[sources[i]];
                x[i] = circle.x[site];
                y[i] = circle.y[site];
                z[i] = circle.z[site];
            }
            for (int node = 2 * leaves - 1; node > 0; node--) {
                bound(node);
            }
            refresh();
        }

        private void bound(int node) {
            int at = SIDES * node;
            for (int axis = 0; axis < 3; axis++) {
                box[at + axis] = Integer.MAX_VALUE;
                box[at + 3 + axis] = Integer.MIN_VALUE;
            }
            if (node >= leaves) {
                int from = (node - leaves) * LEAF;
                for (int i = from; i < Math.min(from + LEAF, sources.length); i++) {
                    widen(at, x[i], y[i], z[i]);
                }
            } else {
                for (int axis = 0; axis < 3; axis++) {
                    box[at + axis] = Math.min(box[2 * at + axis], box[2 * at + SIDES + axis]);
                    box[at + 3 + axis] = Math.max(box[2 * at + 3 + axis], box[2 * at + SIDES + 3 + axis]);
                }
            }
        }

        private void widen(int at, int px, int py, int pz) {
            box[at] = Math.min(box[at], px);
            box[at + 1] = Math.min(box[at + 1], py);
            box[at + 2] = Math.min(box[at + 2], pz);
            box[at + 3] = Math.max(box[at + 3], px);
            box[at + 4] = Math.max(box[at + 4], py);
            box[at + 5] = Math.max(box[at + 5], pz);
        }

        void refresh() {
            Arrays.fill(lowest, NEVER);
            for (int i = 0; i < sources.length; i++) {
                int node = leaves + i / LEAF;
                lowest[node] = Math.min(lowest[node], price[sources[i]]);
            }
            for (int node = leaves - 1; node > 0; node--) {
                lowest[node] = Math.min(lowest[2 * node], lowest[2 * node + 1]);
            }
        }

        void refresh(int slot) {
            int node = leaves + slot / LEAF;
            int from = (node - leaves) * LEAF;
            long low = NEVER;
            for (int i = from; i < Math.min(from + LEAF, sources.length); i++) {
                low = Math.min(low, price[sources[i]]);
            }
            lowest[node] = low;
            for (node >>= 1; node > 0; node >>= 1) {
                lowest[node] = Math.min(lowest[2 * node], lowest[2 * node + 1]);
            }
        }

        void search(int d, int penalty) {
            int site = group.needSite[d];
            int px = circle.x[site];
            int py = circle.y[site];
            int pz = circle.z[site];
            int reach = group.needReach[d];
            int depth = 0;
            stack[0] = 1;
            bounds[0] = bound(1, px, py, pz, reach, penalty);
            while (depth >= 0) {
                int node = stack[depth];
                if (bounds[depth--] >= limit()) {
                    continue;
                }
                if (node >= leaves) {
                    look(node, d, px, py, pz);
                    continue;
                }
                int left = 2 * node;
                long leftBound = bound(left, px, py, pz, reach, penalty);
                long rightBound = bound(left + 1, px, py, pz, reach, penalty);
                boolean leftFirst = leftBound <= rightBound;
                stack[++depth] = leftFirst ? left + 1 : left;
                bounds[depth] = leftFirst ? rightBound : leftBound;
                stack[++depth] = leftFirst ? left : left + 1;
                bounds[depth] = leftFirst ? leftBound : rightBound;
            }
        }

        /** At most what any arc from the box costs with its price; {@link #NEVER} if all are out of reach. */
        private long bound(int node, int px, int py, int pz, int reach, int penalty) {
            long low = lowest[node];
            if (low >= NEVER) {
                return NEVER;
            }
            int at = SIDES * node;
            long dx = Math.max(0, Math.max(box[at] - px, px - box[at + 3]));
            long dy = Math.max(0, Math.max(box[at + 1] - py, py - box[at + 4]));
            long dz = Math.max(0, Math.max(box[at + 2] - pz, pz - box[at + 5]));
            long chord = dx * dx + dy * dy + dz * dz;
            // A site's own stock costs nothing, not even handling
            int minutes = chord == 0 ? 0 : circle.atLeast(chord);
            return minutes > reach ? NEVER : low + minutes + penalty;
        }

        private void look(int node, int d, int px, int py, int pz) {
            int from = (node - leaves) * LEAF;
            int to = Math.min(from + LEAF, sources.length);
            for (int i = from; i < to; i++) {
                int s = sources[i];
                int minutes = measured(i, px, py, pz);
                if (group.sourceSite[s] == group.needSite[d]) {
                    minutes = 0;
                }
                if (minutes + price[s] < limit()) {
                    offer(s, group.cost(s, d, minutes));
                }
            }
        }

        private int measured(int i, int px, int py, int pz) {
            long dx = x[i] - px;
            long dy = y[i] - py;
            long dz = z[i] - pz;
            return circle.minutes(dx * dx + dy * dy + dz * dz);
        }
    }
}
