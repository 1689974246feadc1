package dev.muster.bench.units;

import dev.muster.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Requests for supplies, people and equipment through the interface of a service with its own PostgreSQL, in turns within one
 * run. Arguments: people, assets, requests of each kind, clients, seed, and a file of sites (none: as many are made up).
 */
final class ServiceScale {

    private static final int ROUND = 50;
    private static final double WARM_UP = 0.1;
    private static final String[] URGENCIES = {"STAT", "ASAP", "URGENT", "ROUTINE"};

    private enum Kind {
        SUPPLY,
        STAFF,
        EQUIPMENT
    }

    /** What was measured of a kind. */
    private static final class Tally {
        final List<Long> micros = new ArrayList<>();
        long served;
    }

    private final Tally[] tallies = {new Tally(), new Tally(), new Tally()};
    private final ServiceProcess service;
    private final ScaleWorld world;
    private final int requests;
    private final int clients;
    private final Random random;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private ServiceScale(ServiceProcess service, ScaleWorld world, int requests, int clients, long seed) {
        this.service = service;
        this.world = world;
        this.requests = requests;
        this.clients = clients;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        int[] numbers =
                Arrays.stream(arguments, 0, 4).mapToInt(Integer::parseInt).toArray();
        long seed = Long.parseLong(arguments[4]);
        ScaleWorld world = arguments.length > 5
                ? ScaleWorld.of(Path.of(arguments[5]), numbers[0], numbers[1], seed)
                : ScaleWorld.madeUp(numbers[0], numbers[1], seed);
        System.out.printf(
                "%,d sites, %,d people, %,d assets; %,d requests of each kind by %d clients; seed %d%n",
                world.sites(), numbers[0], numbers[1], numbers[2], numbers[3], seed);
        Path directory = Files.createTempDirectory("muster-units");
        try (ServiceProcess service = ServiceProcess.start(directory, Map.of())) {
            new ServiceScale(service, world, numbers[2], numbers[3], seed).run();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        world.load(service);
        memory("loaded");
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        int warmUp = (int) (requests * WARM_UP);
        for (int from = -warmUp; from < requests; from += ROUND) {
            for (Kind kind : Kind.values()) {
                round(pool, kind, from >= 0);
            }
        }
        pool.shutdown();
        double supplies = told(Kind.SUPPLY, 0);
        told(Kind.STAFF, supplies);
        told(Kind.EQUIPMENT, supplies);
        memory("at the end");
    }

    private void round(ExecutorService pool, Kind kind, boolean counts)
            throws ExecutionException, InterruptedException {
        List<Future<long[]>> answers = new ArrayList<>();
        for (int i = 0; i < ROUND; i++) {
            String body = body(kind);
            answers.add(pool.submit(() -> send(body)));
        }
        for (Future<long[]> answer : answers) {
            long[] sent = answer.get();
            if (counts) {
                Tally tally = tallies[kind.ordinal()];
                tally.micros.add(sent[0]);
                tally.served += sent[1];
            }
        }
    }

    /** Microseconds until the answer, and 1 if nothing was short. */
    private long[] send(String body) throws IOException {
        long began = System.nanoTime();
        var answer = service.call("POST", "/api/v1/requests", "officer", body);
        long micros = (System.nanoTime() - began) / 1_000;
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return new long[] {micros, answer.body().contains("\"shortage\":0") ? 1 : 0};
    }

    private String body(Kind kind) {
        Instant from = now.plus(Duration.ofHours(12 + random.nextInt(24 * 14)));
        Instant until = from.plus(Duration.ofHours(8 + random.nextInt(48)));
        String line =
                switch (kind) {
                    case SUPPLY ->
                        "{\"item\":\"%s\",\"quantity\":150}"
                                .formatted(world.item("SUP", random.nextInt(ScaleWorld.ITEMS)));
                    case STAFF ->
                        "{\"item\":\"%s\",\"quantity\":2,\"level\":\"INTERMEDIATE\",\"from\":\"%s\",\"until\":\"%s\"}"
                                .formatted(world.item("STF", random.nextInt(ScaleWorld.ITEMS)), from, until);
                    case EQUIPMENT ->
                        "{\"item\":\"%s\",\"quantity\":2,\"from\":\"%s\",\"until\":\"%s\"}"
                                .formatted(world.item("EQP", random.nextInt(ScaleWorld.ITEMS)), from, until);
                };
        return "{\"site\":\"%s\",\"urgency\":\"%s\",\"neededBy\":\"%s\",\"lines\":[%s]}"
                .formatted(world.site(random.nextInt(world.sites())), URGENCIES[random.nextInt(4)], from, line);
    }

    private double told(Kind kind, double supplies) {
        Tally tally = tallies[kind.ordinal()];
        long[] sorted =
                tally.micros.stream().mapToLong(Long::longValue).sorted().toArray();
        double mean = Arrays.stream(sorted).average().orElse(0);
        System.out.printf(
                "%-9s mean %8.1f ms  p50 %8.1f ms  p99 %8.1f ms  %,d of %,d served in full%s%n",
                kind,
                mean / 1e3,
                sorted[sorted.length / 2] / 1e3,
                sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)] / 1e3,
                tally.served,
                sorted.length,
                supplies == 0 ? "" : "  %.2f times the supplies' mean".formatted(mean / supplies));
        return mean;
    }

    private void memory(String when) throws IOException {
        String status = Files.readString(Path.of("/proc/" + service.pid() + "/status"));
        System.out.printf(
                "memory %s: %s%n",
                when,
                status.lines()
                        .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                        .map(line -> line.replaceAll("\\s+", " "))
                        .toList());
    }
}
