package dev.muster.allocation.plan;

import java.util.Arrays;

/**
 * Makes a strongly feasible spanning tree of any forest of arcs: flows follow from supplies and needs, from the leaves
 * up; where one would run backwards, arcs are cut and what hangs on them is hung on the root instead.
 */
final class TreeStart {

    final int[] parent;
    final long[] flow;

    private final Group group;
    private final int sources;
    private final int root;
    private final int[] firstArc;
    private final int[] neighbour;

    TreeStart(Group group, Forest forest) {
        this.group = group;
        this.sources = group.sources();
        this.root = sources + group.needs();
        this.parent = new int[root + 1];
        this.flow = new long[root + 1];
        this.firstArc = new int[root + 2];
        this.neighbour = new int[2 * forest.size];
        connect(forest);
        int[] order = hang(forest.shortNeeds());
        for (int i = order.length - 1; i >= 0; i--) {
            if (order[i] < sources) {
                settleSource(order[i]);
            } else {
                settleNeed(order[i]);
            }
        }
    }

    private void connect(Forest forest) {
        for (int i = 0; i < forest.size; i++) {
            firstArc[forest.source[i] + 1]++;
            firstArc[forest.need[i] + sources + 1]++;
        }
        for (int node = 0; node <= root; node++) {
            firstArc[node + 1] += firstArc[node];
        }
        int[] free = Arrays.copyOf(firstArc, root);
        for (int i = 0; i < forest.size; i++) {
            int s = forest.source[i];
            int d = forest.need[i] + sources;
            neighbour[free[s]++] = d;
            neighbour[free[d]++] = s;
        }
    }

    /** Gives every node a parent, the root to one node of each tree; answers the nodes, parents before children. */
    private int[] hang(int[] shortNeeds) {
        Arrays.fill(parent, -1);
        int[] order = new int[root];
        int done = 0;
        int known = 0;
        for (int i = 0; i < shortNeeds.length + root; i++) {
            int top = i < shortNeeds.length ? sources + shortNeeds[i] : i - shortNeeds.length;
            if (parent[top] < 0) {
                parent[top] = root;
                order[known++] = top;
            }
            for (; done < known; done++) {
                int node = order[done];
                for (int at = firstArc[node]; at < firstArc[node + 1]; at++) {
                    int other = neighbour[at];
                    if (other != parent[node]) {
                        parent[other] = node;
                        order[known++] = other;
                    }
                }
            }
        }
        return order;
    }

    /** A source sends what its needs below do not take upwards; if they take too much, the least urgent lose it. */
    private void settleSource(int s) {
        long left = group.supply[s];
        for (int i = firstArc[s]; i < firstArc[s + 1]; i++) {
            left -= parent[neighbour[i]] == s ? flow[neighbour[i]] : 0;
        }
        while (left < 0) {
            int worst = -1;
            for (int i = firstArc[s]; i < firstArc[s + 1]; i++) {
                int need = neighbour[i];
                if (parent[need] == s
                        && (worst < 0 || group.missing[need - sources] < group.missing[worst - sources])) {
                    worst = need;
                }
            }
            left += flow[worst];
            parent[worst] = root;
        }
        flow[s] = left;
    }

    /** A need draws what its sources below do not give from above; if they give enough, it hangs on one of them. */
    private void settleNeed(int need) {
        long short_ = group.asked[need - sources];
        for (int i = firstArc[need]; i < firstArc[need + 1]; i++) {
            short_ -= parent[neighbour[i]] == need ? flow[neighbour[i]] : 0;
        }
        while (short_ <= 0) {
            int giver = -1;
            for (int i = firstArc[need]; i < firstArc[need + 1]; i++) {
                int s = neighbour[i];
                if (parent[s] == need && (giver < 0 || flow[s] > flow[giver])) {
                    giver = s;
                }
            }
            parent[giver] = root;
            long given = short_ + flow[giver];
            if (given > 0) {
                flow[giver] -= given;
                parent[need] = giver;
                flow[need] = given;
                return;
            }
            short_ = given;
        }
        flow[need] = short_;
    }
}
