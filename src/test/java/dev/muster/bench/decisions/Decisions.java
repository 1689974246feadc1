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
        if (List.of(words).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.of(words);
        } catch (Options.Refused e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        limit(options.mostSeconds());
        boolean good = false;
        try {
            good = run(options);
        } catch (Throwable e) {
            e.printStackTrace();
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean run(Options options) throws Exception {
        clear(options.directory());
        Muster muster = Muster.start(options);
        // However this program ends, what it started must not outlive it
        Runtime.getRuntime().addShutdownHook(new Thread(muster::close));
        return run(options, World.of(options), muster);
    }

    /** Ends the program if it takes longer than it ever should. */
    private static void limit(double seconds) {
        Thread limit = new Thread(() -> {
            try {
                Thread.sleep((long) (seconds * 1000));
                System.err.printf("Not done after %.0f s%n", seconds);
                System.exit(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        limit.setDaemon(true);
        limit.start();
    }

    private static boolean run(Options options, World world, Muster muster) throws Exception {
        Map<String, String> surroundings;
        // the baseline has tables of its own in the service's database
        muster.superuser("grant create on database muster to muster");
        try (Connection connection = muster.connect()) {
            surroundings = Report.surroundings(connection);
            System.out.println("Seed " + options.seed() + "; " + surroundings);
            Baseline.create(connection, world);
        }
        muster.load(world);
        if (options.attempt() != null) {
            muster.superuser(Files.readString(options.attempt()));
        }
        String authorization = muster.authorization(options.basic());
        if (options.soakMinutes() > 0) {
            return new Soak(options, world, muster, authorization, System.out)
                    .run(options.directory().resolveSibling("soak.json"));
        }
        System.out.println(Report.head());
        List<Measured> measured = new Phases(options, world, muster, authorization, System.out).run();
        Goals.lines(measured).forEach(System.out::println);
        Goals.doubts(measured).forEach(System.out::println);
        Path file = options.directory().resolveSibling("decisions.json");
        Report.write(file, options, surroundings, measured);
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
