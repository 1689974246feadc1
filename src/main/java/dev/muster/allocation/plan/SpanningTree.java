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
    /** Price of a unit at each node; 0 at the root. */
    final long[] price;

    /** Links of each node side by side, as a walk over a subtree needs them all. */
    private final int[] link;

    /** @param start parents and flows of a strongly feasible tree */
    SpanningTree(Group group, TreeStart start) {
        sources = group.sources();
        root = sources + group.needs();
        parent = start.parent;
        flow = start.flow;
        price = new long[root + 1];
        link = new int[LINKS * (root + 1)];
        Arrays.fill(link, NIL);
        link[LINKS * root + DEPTH] = 0;
        parent[root] = NIL;
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
                link[LINKS * node + DEPTH] = link[LINKS * up + DEPTH] + 1;
                if (node < sources) {
                    long cost = up == root ? -group.keeping[node] : group.cost(node, up - sources);
                    price[node] = price[up] - cost;
                } else {
                    long cost = up == root ? group.missing[node - sources] : group.cost(up, node - sources);
                    price[node] = price[up] + cost;
                }
            }
            if (link[LINKS * node + CHILD] != NIL) {
                node = link[LINKS * node + CHILD];
                continue;
            }
            while (node != root && link[LINKS * node + NEXT] == NIL) {
                node = parent[node];
            }
            if (node == root) {
                return;
            }
            node = link[LINKS * node + NEXT];
        }
    }

    private void adopt(int node, int by) {
        parent[node] = by;
        int first = link[LINKS * by + CHILD];
        link[LINKS * node + NEXT] = first;
        link[LINKS * node + BEFORE] = NIL;
        if (first != NIL) {
            link[LINKS * first + BEFORE] = node;
        }
        link[LINKS * by + CHILD] = node;
    }

    private void leave(int node) {
        int before = link[LINKS * node + BEFORE];
        int after = link[LINKS * node + NEXT];
        if (before == NIL) {
            link[LINKS * parent[node] + CHILD] = after;
        } else {
            link[LINKS * before + NEXT] = after;
        }
        if (after != NIL) {
            link[LINKS * after + BEFORE] = before;
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
            if (link[LINKS * a + DEPTH] >= link[LINKS * b + DEPTH]) {
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
        int level = link[LINKS * parent[top] + DEPTH] + 1;
        while (true) {
            price[node] += by;
            int at = LINKS * node;
            link[at + DEPTH] = level;
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
            }
        }
        return forest;
    }
}
