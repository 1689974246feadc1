package dev.muster.allocation.plan;

import java.util.Arrays;

/** The arcs that the simplex looks at, by need: their sources and costs. More are gathered and then taken in together. */
final class Arcs {

    /** Arcs into need d stand at {@code first[d]} … {@code first[d + 1] − 1}. */
    final int[] first;

    int[] source = {};
    int[] cost = {};

    private int[] newNeed;
    private int[] newSource;
    private int[] newCost;
    private int added;

    Arcs(int needs, int capacity) {
        first = new int[needs + 1];
        newNeed = new int[capacity];
        newSource = new int[capacity];
        newCost = new int[capacity];
    }

    int size() {
        return source.length;
    }

    /** How many were gathered since the last {@link #takeIn}. */
    int added() {
        return added;
    }

    /** Gathers an arc; needs must come in ascending order. */
    void add(int s, int d, int arcCost) {
        if (added == newNeed.length) {
            int capacity = added + added / 2 + 64;
            newNeed = Arrays.copyOf(newNeed, capacity);
            newSource = Arrays.copyOf(newSource, capacity);
            newCost = Arrays.copyOf(newCost, capacity);
        }
        newNeed[added] = d;
        newSource[added] = s;
        newCost[added++] = arcCost;
    }

    /** Puts what was gathered behind the other arcs of each need. */
    void takeIn() {
        int[] toSource = new int[source.length + added];
        int[] toCost = new int[toSource.length];
        int from = 0;
        int at = 0;
        int next = 0;
        for (int d = 0; d < first.length - 1; d++) {
            int known = first[d + 1] - from;
            System.arraycopy(source, from, toSource, at, known);
            System.arraycopy(cost, from, toCost, at, known);
            from += known;
            at += known;
            for (; next < added && newNeed[next] == d; next++) {
                toSource[at] = newSource[next];
                toCost[at++] = newCost[next];
            }
            first[d + 1] = at;
        }
        if (next < added) {
            throw new IllegalStateException("Need " + newNeed[next] + " does not come in order");
        }
        source = toSource;
        cost = toCost;
        added = 0;
    }
}
