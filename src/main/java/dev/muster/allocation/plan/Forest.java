package dev.muster.allocation.plan;

import java.util.Arrays;
import java.util.BitSet;

/** Arcs without a cycle, source to need: where a spanning tree begins. */
final class Forest {

    int[] source = new int[64];
    int[] need = new int[64];
    int size;

    private final BitSet shortNeeds = new BitSet();

    void add(int s, int d) {
        if (size == source.length) {
            source = Arrays.copyOf(source, 2 * size);
            need = Arrays.copyOf(need, 2 * size);
        }
        source[size] = s;
        need[size++] = d;
    }

    /** A need that misses something: its tree had best hang on it. */
    void addShort(int d) {
        shortNeeds.set(d);
    }

    int[] shortNeeds() {
        return shortNeeds.stream().toArray();
    }
}
