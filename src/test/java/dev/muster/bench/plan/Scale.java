package dev.muster.bench.plan;

/**
 * A size of instance.
 *
 * @param name what it is called
 * @param sites how many
 * @param items how many
 * @param requests how many demands
 */
public record Scale(String name, int sites, int items, int requests) {

    static final Scale S = new Scale("S", 100, 20, 1_000);
    static final Scale M = new Scale("M", 1_000, 200, 20_000);
    static final Scale L = new Scale("L", 5_000, 500, 100_000);
    static final Scale N = new Scale("N", 20_000, 1_000, 1_000_000);

    static Scale of(String name) {
        return switch (name) {
            case "S" -> S;
            case "M" -> M;
            case "L" -> L;
            case "N" -> N;
            default -> throw new IllegalArgumentException("No size " + name + ": S, M, L or N");
        };
    }
}
