package dev.muster.allocation.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes and checks one history after the other, each with the next seed, until the time is over or one is wrong. */
public final class Histories {

    private static final String USAGE = "usage: bench/history [--minutes N] [--seed S] [--commands N]";

    private Histories() {}

    /** Ends with 1 at the first history that is wrong. */
    public static void main(String[] arguments) throws Exception {
        Duration time = Duration.ofMinutes(10);
        long seed = System.nanoTime();
        int commands = 20_000;
        for (int i = 0; i < arguments.length; i += 2) {
            long value = i + 1 < arguments.length ? Long.parseLong(arguments[i + 1]) : unknown(arguments[i]);
            switch (arguments[i]) {
                case "--minutes" -> time = Duration.ofMinutes(value);
                case "--seed" -> seed = value;
                case "--commands" -> commands = Math.toIntExact(value);
                default -> unknown(arguments[i]);
            }
        }
        long until = System.nanoTime() + time.toNanos();
        do {
            System.out.println("seed " + seed + ", " + commands + " commands");
            long begun = System.nanoTime();
            HistoryRun.Result result = run(seed++, commands);
            System.out.println(result.summary());
            System.out.println(
                    "took " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
            report(result.violations());
        } while (System.nanoTime() < until);
    }

    private static HistoryRun.Result run(long seed, int commands) throws Exception {
        Path directory = Files.createTempDirectory("muster-history-");
        try {
            return new HistoryRun(seed, commands, directory).run();
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void report(List<Violation> violations) {
        violations.forEach(System.out::println);
        if (!violations.isEmpty()) {
            System.exit(1);
        }
        System.out.println("everything holds");
    }

    private static long unknown(String argument) {
        System.err.println("history: what is " + argument + "?\n" + USAGE);
        System.exit(2);
        return 0;
    }
}
