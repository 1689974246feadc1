package dev.muster.allocation.simulation;

import dev.muster.allocation.Breakage;
import dev.muster.allocation.simulation.Simulation.Failure;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs simulations from the command line: {@code [--seeds N] [--seed S] [--steps K] [--broken HOW]}. */
final class Simulate {

    static final int STEPS = 40;

    private Simulate() {}

    public static void main(String[] args) {
        long seeds = 1000;
        long first = System.nanoTime();
        int steps = STEPS;
        Breakage breakage = Breakage.NONE;
        List<String> words = List.of(args);
        for (int i = 0; i < words.size(); i += 2) {
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            switch (words.get(i)) {
                case "--seeds" -> seeds = Long.parseLong(value);
                case "--seed" -> {
                    first = Long.parseLong(value);
                    seeds = words.contains("--seeds") ? seeds : 1;
                }
                case "--steps" -> steps = Integer.parseInt(value);
                case "--broken" -> breakage = Breakage.valueOf(value);
                default -> {
                    System.err.println("bench/simulate [--seeds N] [--seed S] [--steps K] [--broken HOW]");
                    System.exit(2);
                }
            }
        }
        System.out.println("Seeds from " + first + ", " + seeds + " of them, " + steps + " steps each");
        for (long seed = first; seed < first + seeds; seed++) {
            String report = report(seed, steps, breakage);
            if (report != null) {
                System.out.println(report);
                System.exit(1);
            }
        }
        System.out.println("The core and the reference agree, and every invariant holds");
    }

    /** What went wrong with a seed, in as few steps as show it; null if nothing did. */
    static @Nullable String report(long seed, int steps, Breakage breakage) {
        Script script = Script.of(seed, steps);
        Failure failure = Simulation.run(script, breakage);
        if (failure == null) {
            return null;
        }
        Script shortest = Shrinking.shrink(script, failure, breakage);
        Failure again = Objects.requireNonNull(Simulation.run(shortest, breakage));
        String what = shortest.steps().stream().map(step -> "  " + step).collect(Collectors.joining("\n"));
        String where = again.cause().getStackTrace().length == 0
                ? ""
                : "\n  at " + again.cause().getStackTrace()[0];
        return "bench/simulate --seed " + seed + " --steps " + steps + " fails: " + again.cause() + where
                + "\nSites at " + shortest.latitudes() + ", " + shortest.remembered()
                + " positions remembered, shrunk to:\n" + what;
    }
}
