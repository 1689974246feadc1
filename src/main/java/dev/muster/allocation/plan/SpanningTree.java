package dev.muster.allocation.plan;

import java.util.Arrays;

/**
 * The basis of a primal network simplex (Dantzig 1951; Ahuja, Magnanti, Orlin 1993, chapter 11): a flow and prices on a
 * spanning tree of sources, needs and a root. An arc from a source to the root is what the source keeps, an arc from
 * the root to a need is what the need misses. Arcs have no upper bounds, so all arcs outside the tree are empty.
 *
 * <p>The tree stays strongly feasible (Cunningham 1976): from every node some flow can be sent to the root along the
 * tree. It cannot cycle therefore, and the price of a node is exactly what one more unit there is worth.
 *
 * <p>Nodes: sources 0 … S−1, needs S … S+D−1, root S+D. A tree arc between a node and its parent always leads from the
 * source to the need: from the node if that is a source, to the node if that is a need.
 *
 * <p>Most needs are leaves. A need's price and depth follow from its parent's and are not kept, and a need without children
 * is not among its parent's: a pivot then touches sources and the few needs between them, not all that hangs there.
 */
final class SpanningTree {

    private static final int NIL = -1;
    private static final int LINKS = 4;
    private static final int DEPTH = 0;
    private static final int CHILD = 1;
    private static final int NEXT = 2;
    private static final int BEFORE = 3;

    final int sources;
    final int root;
    /** Parent of each node; −1 for the root. */
    final int[] parent;
    /** Flow on the arc between a node and its parent. */
    final long[] flow;
    /** Price of a unit at each source, and 0 at the root; those of needs are {@link #needPrice}. */
    final long[] price;

    /** Cost of the arc between a node and its parent. */
    private final long[] up;
    /** Links of each node side by side, as a walk over a subtree needs them all; depth of sources and root only. */
    private final int[] link;

    /** @param start parents and flows of a strongly feasible tree */
    SpanningTree(Group group, TreeStart start) {
        sources = group.sources();
        root = sources + group.needs();
        parent = start.parent;
        flow = start.flow;
        price = new long[root + 1];
        up = new long[root + 1];
        link = new int[LINKS * (root + 1)];
        Arrays.fill(link, NIL);
        link[LINKS * root + DEPTH] = 0;
        parent[root] = NIL;
        for (int node = 0; node < root; node++) {
            up[node] = cost(group, node);
        }
        for (int s = sources - 1; s >= 0; s--) {
            link(s);
        }
        settle();
    }

    /** First prices and depths: no arc of the tree has a reduced cost. */
    private void settle() {
        int[] way = new int[sources];
        for (int s = 0; s < sources; s++) {
            int steps = 0;
            for (int node = s; node != root && link[LINKS * node + DEPTH] == NIL; node = sourceAbove(node)) {
                way[steps++] = node;
            }
            while (steps > 0) {
                int node = way[--steps];
                price[node] = price(parent[node]) - up[node];
                link[LINKS * node + DEPTH] = depth(parent[node]) + 1;
            }
        }
    }

    private int sourceAbove(int s) {
        return parent[s] == root ? root : parent[parent[s]];
    }

    private long cost(Group group, int node) {
        int by = parent[node];
        if (by == root) {
            return node < sources ? -group.keeping[node] : group.missing[node - sources];
        }
        return group.cost(Math.min(node, by), Math.max(node, by) - sources);
    }

    /** What one more unit at a need is worth. */
    long needPrice(int d) {
        return price[parent[sources + d]] + up[sources + d];
    }

    /** What one more unit at a node is worth. */
    long price(int node) {
        return isNeed(node) ? needPrice(node - sources) : price[node];
    }

    private boolean isNeed(int node) {
        return node >= sources && node < root;
    }

    private boolean isLeafNeed(int node) {
        return isNeed(node) && link[LINKS * node + CHILD] == NIL;
    }

    private int depth(int node) {
        return isNeed(node) ? link[LINKS * parent[node] + DEPTH] + 1 : link[LINKS * node + DEPTH];
    }

    /** Puts a node among the children of its parent; a need that was a leaf comes among its own parent's first. */
    private void link(int node) {
        int by = parent[node];
        if (isLeafNeed(by)) {
            link(by);
        }
        int first = link[LINKS * by + CHILD];
        link[LINKS * node + NEXT] = first;
        link[LINKS * node + BEFORE] = NIL;
        if (first != NIL) {
            link[LINKS * first + BEFORE] = node;
        }
        link[LINKS * by + CHILD] = node;
    }

    /** The opposite of {@link #link}. */
    private void unlink(int node) {
        int by = parent[node];
        int before = link[LINKS * node + BEFORE];
        int after = link[LINKS * node + NEXT];
        if (after != NIL) {
            link[LINKS * after + BEFORE] = before;
        }
        if (before != NIL) {
            link[LINKS * before + NEXT] = after;
            return;
        }
        link[LINKS * by + CHILD] = after;
        if (isLeafNeed(by)) {
            unlink(by);
        }
    }

    /**
     * Lets an arc enter the tree, sends as much along its cycle as fits, and lets the arc leave that has become empty:
     * of several the last one in the direction of the cycle, seen from its top.
     *
     * @param tail a source or the root
     * @param head a need or the root
     * @param cost of the arc
     * @param reduced reduced cost of the arc, below zero
     */
    void enter(int tail, int head, long cost, long reduced) {
        int a = tail;
        int b = head;
        int ahead = depth(a) - depth(b);
        int leavingTail = NIL;
        int leavingHead = NIL;
        long leastTail = Long.MAX_VALUE;
        long leastHead = Long.MAX_VALUE;
        while (a != b) {
            if (ahead >= 0) {
                if (a < sources && flow[a] < leastTail) {
                    leastTail = flow[a];
                    leavingTail = a;
                }
                a = parent[a];
                ahead--;
            } else {
                if (b >= sources && flow[b] <= leastHead) {
                    leastHead = flow[b];
                    leavingHead = b;
                }
                b = parent[b];
                ahead++;
            }
        }
        long amount = Math.min(leastTail, leastHead);
        if (amount > 0) {
            push(tail, a, amount, true);
            push(head, a, amount, false);
        }
        if (leastHead <= leastTail) {
            exchange(head, leavingHead, tail, amount, cost);
            shift(head, reduced);
        } else {
            exchange(tail, leavingTail, head, amount, cost);
            shift(tail, -reduced);
        }
    }

    private void push(int from, int top, long amount, boolean tailSide) {
        for (int node = from; node != top; node = parent[node]) {
            flow[node] += node < sources == tailSide ? -amount : amount;
        }
    }

    /** Hangs the subtree below the leaving arc by its node {@code inner} under {@code outer}. */
    private void exchange(int inner, int leaving, int outer, long amount, long cost) {
        int node = inner;
        int newParent = outer;
        long newFlow = amount;
        long newCost = cost;
        while (true) {
            int oldParent = parent[node];
            long oldFlow = flow[node];
            long oldCost = up[node];
            boolean linked = !isLeafNeed(node);
            if (linked) {
                unlink(node);
            }
            parent[node] = newParent;
            flow[node] = newFlow;
            up[node] = newCost;
            if (linked) {
                link(node);
            }
            if (node == leaving) {
                return;
            }
            newParent = node;
            newFlow = oldFlow;
            newCost = oldCost;
            node = oldParent;
        }
    }

    /** Changes the prices of a subtree, and sets its depths. */
    private void shift(int top, long by) {
        if (isLeafNeed(top)) {
            return;
        }
        int node = top;
        int level = depth(parent[top]) + 1;
        while (true) {
            int at = LINKS * node;
            if (node < sources) {
                price[node] += by;
                link[at + DEPTH] = level;
            }
            int child = link[at + CHILD];
            if (child != NIL) {
                node = child;
                level++;
                continue;
            }
            while (node != top && link[LINKS * node + NEXT] == NIL) {
                node = parent[node];
                level--;
            }
            if (node == top) {
                return;
            }
            node = link[LINKS * node + NEXT];
        }
    }

    /** The arcs of the tree that do not touch the root. */
    Forest forest() {
        Forest forest = new Forest();
        for (int node = 0; node < root; node++) {
            if (parent[node] != root) {
                forest.add(Math.min(node, parent[node]), Math.max(node, parent[node]) - sources);
            } else if (isNeed(node)) {
                forest.addShort(node - sources);
            }
        }
        return forest;
    }
}
