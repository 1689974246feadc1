package dev.muster.demo;

/** Repeatable chance: the same seed and words always give the same number, in whatever order they are asked for. */
record Chance(long seed) {

    /** In [0, 1). */
    double of(Object... words) {
        long h = seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        for (Object word : words) {
            h = mix(h
                    ^ (word instanceof Number n
                            ? n.longValue()
                            : word.toString().hashCode()));
        }
        return (mix(h) >>> 11) * 0x1.0p-53;
    }

    double between(double low, double high, Object... words) {
        return low + (high - low) * of(words);
    }

    /** One of 0 … bound − 1. */
    int below(int bound, Object... words) {
        return (int) (of(words) * bound);
    }

    boolean in(double probability, Object... words) {
        return of(words) < probability;
    }

    /** SplitMix64's finaliser. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
