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
 */
final class SpanningTree {

    private static final int NIL = -1;

    final int sources;
    final int root;
    /** Parent of each node; −1 for the root. */
    final int[] parent;
    /** Flow on the arc between a node and its parent. */
    final long[] flow;
    /** Price of a unit at each node; 0 at the root. */
    final long[] price;

    private final int[] depth;
    private final int[] firstChild;
    private final int[] next;
    private final int[] previous;

    /** @param start parents and flows of a strongly feasible tree */
    SpanningTree(Group group, TreeStart start) {
        sources = group.sources();
        root = sources + group.needs();
        parent = start.parent;
        flow = start.flow;
        price = new long[root + 1];
        depth = new int[root + 1];
        firstChild = new int[root + 1];
        next = new int[root + 1];
        previous = new int[root + 1];
        Arrays.fill(firstChild, NIL);
        parent[root] = NIL;
        next[root] = NIL;
        previous[root] = NIL;
        for (int node = root - 1; node >= 0; node--) {
            adopt(node, parent[node]);
        }
        price(group);
    }

    /** Prices and depths from the root down: no arc of the tree has a reduced cost. */
    private void price(Group group) {
        int node = root;
        while (true) {
            if (node != root) {
                int up = parent[node];
                depth[node] = depth[up] + 1;
                if (node < sources) {
                    long cost = up == root ? -group.keeping[node] : group.cost(node, up - sources);
                    price[node] = price[up] - cost;
                } else {
                    long cost = up == root ? group.missing[node - sources] : group.cost(up, node - sources);
                    price[node] = price[up] + cost;
                }
            }
            if (firstChild[node] != NIL) {
                node = firstChild[node];
                continue;
            }
            while (node != root && next[node] == NIL) {
                node = parent[node];
            }
            if (node == root) {
                return;
            }
            node = next[node];
        }
    }

    private void adopt(int node, int by) {
        parent[node] = by;
        int first = firstChild[by];
        next[node] = first;
        previous[node] = NIL;
        if (first != NIL) {
            previous[first] = node;
        }
        firstChild[by] = node;
    }

    private void leave(int node) {
        int before = previous[node];
        int after = next[node];
        if (before == NIL) {
            firstChild[parent[node]] = after;
        } else {
            next[before] = after;
        }
        if (after != NIL) {
            previous[after] = before;
        }
    }

    /**
     * Lets an arc enter the tree, sends as much along its cycle as fits, and lets the arc leave that has become empty:
     * of several the last one in the direction of the cycle, seen from its top.
     *
     * @param tail a source or the root
     * @param head a need or the root
     * @param reduced reduced cost of the arc, below zero
     */
    void enter(int tail, int head, long reduced) {
        int a = tail;
        int b = head;
        int leavingTail = NIL;
        int leavingHead = NIL;
        long leastTail = Long.MAX_VALUE;
        long leastHead = Long.MAX_VALUE;
        while (a != b) {
            if (depth[a] >= depth[b]) {
                if (a < sources && flow[a] < leastTail) {
                    leastTail = flow[a];
                    leavingTail = a;
                }
                a = parent[a];
            } else {
                if (b >= sources && flow[b] <= leastHead) {
                    leastHead = flow[b];
                    leavingHead = b;
                }
                b = parent[b];
            }
        }
        long amount = Math.min(leastTail, leastHead);
        if (amount > 0) {
            push(tail, a, amount, true);
            push(head, a, amount, false);
        }
        if (leastHead <= leastTail) {
            exchange(head, leavingHead, tail, amount);
            shift(head, reduced);
        } else {
            exchange(tail, leavingTail, head, amount);
            shift(tail, -reduced);
        }
    }

    private void push(int from, int top, long amount, boolean tailSide) {
        for (int node = from; node != top; node = parent[node]) {
            flow[node] += node < sources == tailSide ? -amount : amount;
        }
    }

    /** Hangs the subtree below the leaving arc by its node {@code inner} under {@code outer}. */
    private void exchange(int inner, int leaving, int outer, long amount) {
        int node = inner;
        int newParent = outer;
        long newFlow = amount;
        while (true) {
            int oldParent = parent[node];
            long oldFlow = flow[node];
            leave(node);
            adopt(node, newParent);
            flow[node] = newFlow;
            if (node == leaving) {
                return;
            }
            newParent = node;
            newFlow = oldFlow;
            node = oldParent;
        }
    }

    /** Changes the prices of a subtree, and sets its depths. */
    private void shift(int top, long by) {
        int node = top;
        while (true) {
            price[node] += by;
            depth[node] = depth[parent[node]] + 1;
            if (firstChild[node] != NIL) {
                node = firstChild[node];
                continue;
            }
            while (node != top && next[node] == NIL) {
                node = parent[node];
            }
            if (node == top) {
                return;
            }
            node = next[node];
        }
    }

    /** The arcs of the tree that do not touch the root. */
    Forest forest() {
        Forest forest = new Forest();
        for (int node = 0; node < root; node++) {
            if (parent[node] != root) {
                forest.add(Math.min(node, parent[node]), Math.max(node, parent[node]) - sources);
            }
        }
        return forest;
    }
}
