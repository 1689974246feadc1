package dev.muster.allocation.plan;

import java.util.Arrays;

/** Arcs without a cycle, source to need: where a spanning tree begins. */
final class Forest {

    int[] source = new int[64];
    int[] need = new int[64];
    int size;

    void add(int s, int d) {
        if (size == source.length) {
            source = Arrays.copyOf(source, 2 * size);
            need = Arrays.copyOf(need, 2 * size);
        }
        source[size] = s;
        need[size++] = d;
    }
}
