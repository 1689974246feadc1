package dev.muster.allocation.plan;

import java.util.Arrays;

/** The arcs that the simplex looks at: a growing list of source, need and cost. */
final class Arcs {

    int[] source;
    int[] need;
    int[] cost;
    int size;

    Arcs(int capacity) {
        source = new int[capacity];
        need = new int[capacity];
        cost = new int[capacity];
    }

    void add(int s, int d, int arcCost) {
        if (size == source.length) {
            int capacity = size + size / 2 + 64;
            source = Arrays.copyOf(source, capacity);
            need = Arrays.copyOf(need, capacity);
            cost = Arrays.copyOf(cost, capacity);
        }
        source[size] = s;
        need[size] = d;
        cost[size++] = arcCost;
    }
}
