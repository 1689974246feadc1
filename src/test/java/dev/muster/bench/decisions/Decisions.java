package dev.muster.bench.decisions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The program: starts service and database, measures, checks, reports, and stops all it started. */
public final class Decisions {

    private Decisions() {}

    /** @param words see {@link Options#USAGE}; ends with 2 when they are not understood, with 1 when anything is wrong */
    public static void main(String... words) throws Exception {
        Options options;
        try {
            options = Options.of(words);
        } catch (Options.Refused e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(options) ? 0 : 1);
    }

    private static boolean run(Options options) throws Exception {
        clear(options.directory());
        World world = World.of(options);
        try (Muster muster = Muster.start(options)) {
            // Ctrl-C and TERM end this program; what it started must not outlive it
            Thread stop = new Thread(muster::close);
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                return run(options, world, muster);
            } finally {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
    }

    private static boolean run(Options options, World world, Muster muster) throws Exception {
        Map<String, String> surroundings;
        try (Connection connection = muster.connect()) {
            surroundings = Report.surroundings(connection);
            System.out.println("Seed " + options.seed() + "; " + surroundings);
            Baseline.create(connection, world);
        }
        muster.load(world);
        String authorization = muster.authorization(options.basic());
        System.out.println(Report.head());
        List<Measured> results = new Phases(options, world, muster, authorization, System.out).run();
        Path file = options.directory().resolveSibling("decisions.json");
        Report.write(file, options, surroundings, results);
        System.out.println("Everything acknowledged stands, nothing is below zero. Figures: " + file);
        return true;
    }

    private static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> below = Files.walk(directory)) {
                for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(directory);
    }
}
