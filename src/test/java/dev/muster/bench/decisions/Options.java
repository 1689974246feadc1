package dev.muster.bench.decisions;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param seconds measured in each phase
 * @param warmSeconds before that, unmeasured
 * @param compileSeconds of load before the first phase, so that the service's code is compiled
 * @param clients at a time, for every contender
 * @param batch requests in a call of the batched phases
 * @param shortShare part of the requests that asks for what nobody has
 * @param sites that ask; there are as many depots
 * @param hotDepots depots that hold the hot item
 * @param only demands to run
 * @param basic sign in by HTTP Basic instead of a session's token
 * @param profile record the service by JFR and the database by pg_stat_statements
 * @param attempt SQL to run once the world is loaded, such as another index: what would it bring?
 * @param jvm options for the service's JVM
 * @param soakMinutes 0 for no soak
 * @param soakRate commands a second while soaking
 * @param directory where the service, its database and the results live
 */
record Options(
        double seconds,
        double warmSeconds,
        double compileSeconds,
        int clients,
        int batch,
        double shortShare,
        int items,
        double exponent,
        int sites,
        int hotDepots,
        Set<Needs.Demand> only,
        long seed,
        boolean basic,
        boolean profile,
        @Nullable Path attempt,
        @Nullable String jvm,
        double soakMinutes,
        double soakRate,
        Path directory) {

    static final String USAGE = """
            bench/decisions [option ...]

              --quick              short phases, for a first look
              --seconds N          measured in each phase (12)
              --clients N          clients of each contender (32)
              --batch N            requests in a call of the batched phases (100)
              --short SHARE        part of the requests that asks for what nobody has, 0 to 1 (0)
              --items N            items (200)
              --zipf EXPONENT      how uneven the demand for them is (1)
              --sites N            sites that ask, and depots that hold every item (100)
              --hot-depots N       depots that hold the hot item (1)
              --only zipf|hot      one demand instead of both
              --seed N             of the invented world and its needs
              --auth session|basic how clients show who they are (session)
              --profile            where the time goes: JFR of the service, statements of the database
              --try FILE           SQL to run first, such as another index: what would it bring?
              --jvm OPTIONS        for the service's JVM
              --soak MINUTES       constant mixed load, memory watched
              --rate N             commands a second while soaking (200)
            """;

    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    static Options of(String... words) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < words.length; i++) {
            String name = words[i];
            if (name.equals("--quick") || name.equals("--profile")) {
                given.put(name, "yes");
            } else if (USAGE.contains("  " + name + " ") && name.startsWith("--") && i + 1 < words.length) {
                given.put(name, words[++i]);
            } else {
                throw new Refused("What is " + name + "?\n\n" + USAGE);
            }
        }
        boolean quick = given.containsKey("--quick");
        String only = given.getOrDefault("--only", "both");
        String auth = oneOf("--auth", given.getOrDefault("--auth", "session"), Set.of("session", "basic"));
        oneOf("--only", only, Set.of("both", "zipf", "hot"));
        Options options = new Options(
                number(given, "--seconds", quick ? 2.5 : 12, 0.5, 3600),
                quick ? 0.5 : 3,
                quick ? 6 : 24,
                (int) number(given, "--clients", 32, 1, 80),
                (int) number(given, "--batch", 100, 2, 10_000),
                number(given, "--short", 0, 0, 1),
                (int) number(given, "--items", 200, 1, 9999),
                number(given, "--zipf", 1, 0, 10),
                (int) number(given, "--sites", 100, 1, 9999),
                (int) number(given, "--hot-depots", 1, 1, 9999),
                only.equals("both")
                        ? Set.of(Needs.Demand.values())
                        : Set.of(Needs.Demand.valueOf(only.toUpperCase(java.util.Locale.ROOT))),
                (long) number(given, "--seed", 1, 0, Long.MAX_VALUE),
                auth.equals("basic"),
                given.containsKey("--profile"),
                given.containsKey("--try") ? Path.of(given.get("--try")) : null,
                given.get("--jvm"),
                number(given, "--soak", 0, 0, 10_000),
                number(given, "--rate", 200, 1, 100_000),
                Path.of("target", "bench", "decisions"));
        if (options.hotDepots > options.sites) {
            throw new Refused("--hot-depots: there are " + options.sites + " depots");
        }
        return options;
    }

    /** Longer than a run can take when nothing hangs. */
    double mostSeconds() {
        double phases = 16 * (seconds + warmSeconds);
        return 300 + compileSeconds + 2 * (soakMinutes > 0 ? soakMinutes * 60 : phases);
    }

    private static String oneOf(String name, String value, Set<String> values) {
        if (!values.contains(value)) {
            throw new Refused(name + ": one of " + values);
        }
        return value;
    }

    private static double number(Map<String, String> given, String name, double usual, double least, double most) {
        String text = given.get(name);
        if (text == null) {
            return usual;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // refused below, like a number out of range
        }
        throw new Refused("%s: a number from %s to %s".formatted(name, least, most));
    }
}
