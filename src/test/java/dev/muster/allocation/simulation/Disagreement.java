package dev.muster.allocation.simulation;

/** The core did what it must not, or not what it must. */
final class Disagreement extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Disagreement(String what) {
        super(what);
    }

    static void unless(boolean holds, String what, Object... values) {
        if (!holds) {
            throw new Disagreement(values.length == 0 ? what : what.formatted(values));
        }
    }
}
