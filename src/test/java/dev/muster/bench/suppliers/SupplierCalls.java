package dev.muster.bench.suppliers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Suppliers, each with a key and a client of its own, answer everything they are asked for: list, poll, acknowledge, promise,
 * ship. First alone, then beside officers who submit requests at a steady rate. The packaged service with its own database;
 * clients, service and database share the machine.
 */
public final class SupplierCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLIENTS = 32;
    private static final int OFFICERS = 4;
    private static final Map<String, String> SINGLE = Map.of(
            "muster.restock.commands-together", "1", "muster.restock.shared-transactions", String.valueOf(CLIENTS));

    private final ServiceProcess service;
    private final int asksPerClient;
    private final int requestsPerSecond;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> keys = new ArrayList<>();
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong decidingNanos = new AtomicLong();

    private SupplierCalls(ServiceProcess service, int asksPerClient, int requestsPerSecond) {
        this.service = service;
        this.asksPerClient = asksPerClient;
        this.requestsPerSecond = requestsPerSecond;
    }

    /** How a phase went. */
    private record Phase(Latencies latencies, double perSecond) {}

    /** Alone and beside decisions, with one setting of commits. */
    private record Found(Phase alone, Phase beside) {}

    /** Arguments: requests that each supplier answers per phase (20), requests decided per second beside them (100). */
    public static void main(String[] args) throws Exception {
        int asks = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        System.out.printf("%d suppliers, each answering %d requests per phase%n", CLIENTS, asks);
        Found single = run("a commit for each command (baseline)", SINGLE, asks, rate);
        Found shared = run("commits shared", Map.of(), asks, rate);
        System.out.printf(
                "%nShared to single: calls a second alone × %.2f, beside × %.2f%n",
                shared.alone.perSecond / single.alone.perSecond, shared.beside.perSecond / single.beside.perSecond);
        System.out.println("Alone:" + single.alone.latencies.against(shared.alone.latencies));
        System.out.println("Beside:" + single.beside.latencies.against(shared.beside.latencies));
        System.out.println("Shared, beside to alone:" + shared.alone.latencies.against(shared.beside.latencies));
        System.exit(0);
    }

    private static Found run(String what, Map<String, String> commits, int asks, int rate) throws Exception {
        System.out.printf("%n== %s%n", what);
        Map<String, String> settings = new HashMap<>(commits);
        settings.put("muster.security.api-key-calls-per-second", "1000000");
        Path directory = Files.createTempDirectory("bench-suppliers");
        try (ServiceProcess service = ServiceProcess.start(directory, settings)) {
            SupplierCalls bench = new SupplierCalls(service, asks, rate);
            bench.prepare();
            bench.phase("warm-up", 0, false);
            Phase alone = bench.phase("alone", 1, false);
            return new Found(alone, bench.phase("beside " + rate + " requests decided a second", 2, true));
        }
    }

    private void prepare() throws Exception {
        put(
                "/api/v1/sites/DEPOT",
                "{\"code\":\"DEPOT\",\"name\":{\"en\":\"D\"},\"kind\":\"WAREHOUSE\",\"latitude\":31,\"longitude\":114}");
        for (int i = 0; i < CLIENTS; i++) {
            put(
                    "/api/v1/sites/S" + i,
                    "{\"code\":\"S%d\",\"name\":{\"en\":\"S\"},\"kind\":\"CLINIC\",\"latitude\":30,\"longitude\":%d}"
                            .formatted(i, 100 + i % 20));
        }
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 3 * asksPerClient; i++) {
            put(
                    "/api/v1/items/I" + i,
                    "{\"code\":\"I%d\",\"name\":{\"en\":\"I\"},\"kind\":\"SUPPLY\",\"baseUnit\":\"piece\"}"
                            .formatted(i));
            items.append(i == 0 ? "" : ",").append("{\"item\":\"I").append(i).append("\"}");
        }
        put(
                "/api/v1/items/STOCKED",
                "{\"code\":\"STOCKED\",\"name\":{\"en\":\"I\"},\"kind\":\"SUPPLY\",\"baseUnit\":\"piece\"}");
        officer(
                "/api/v1/movements",
                "{\"kind\":\"RECEIPT\",\"site\":\"DEPOT\",\"item\":\"STOCKED\",\"quantity\":1000000000}");
        for (int i = 0; i < CLIENTS; i++) {
            put(
                    "/api/v1/suppliers/B" + i,
                    "{\"code\":\"B%d\",\"name\":{\"en\":\"B\"},\"items\":[%s]}".formatted(i, items));
            keys.add(JSON.readTree(service.call(
                                    "POST",
                                    "/api/v1/api-keys",
                                    "admin",
                                    "{\"organisation\":\"B%d\",\"name\":\"bench\"}".formatted(i))
                            .body())
                    .get("key")
                    .asText());
        }
    }

    private Phase phase(String name, int number, boolean deciding) throws Exception {
        all(CLIENTS, client -> {
            for (int n = 0; n < asksPerClient; n++) {
                officer(
                        "/api/v1/restock-requests",
                        "{\"supplier\":\"B%d\",\"site\":\"S%d\",\"item\":\"I%d\",\"quantity\":10}"
                                .formatted(client, client, number * asksPerClient + n));
            }
        });
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService officers = Executors.newFixedThreadPool(OFFICERS);
        decided.set(0);
        decidingNanos.set(0);
        for (int i = 0; deciding && i < OFFICERS; i++) {
            officers.submit((Callable<Void>) () -> decide(over));
        }
        Latencies latencies = new Latencies();
        long begun = System.nanoTime();
        all(CLIENTS, client -> answer(keys.get(client), latencies));
        double seconds = (System.nanoTime() - begun) / 1e9;
        over.set(true);
        officers.shutdownNow();
        System.out.printf("%n%s: %.1f s, %.0f calls a second%n", name, seconds, latencies.count() / seconds);
        if (deciding) {
            System.out.printf(
                    "  decided meanwhile: %.0f requests a second, %.1f ms each on average%n",
                    decided.get() / seconds, decidingNanos.get() / 1e6 / Math.max(1, decided.get()));
        }
        System.out.print(latencies);
        return new Phase(latencies, latencies.count() / seconds);
    }

    /** A supplier's program: reads all that is new, and answers each. */
    private void answer(String key, Latencies latencies) throws Exception {
        long begun = System.nanoTime();
        call(key, "GET", "/api/v1/supplier/events?limit=1000", null);
        latencies.add("events", System.nanoTime() - begun);
        String soon = Instant.now().plus(Duration.ofDays(2)).toString();
        while (true) {
            begun = System.nanoTime();
            JsonNode asked = call(key, "GET", "/api/v1/supplier/restock-requests?state=SENT&limit=5", null)
                    .get("items");
            latencies.add("list", System.nanoTime() - begun);
            if (asked.isEmpty()) {
                return;
            }
            for (JsonNode one : asked) {
                String path =
                        "/api/v1/supplier/restock-requests/" + one.get("id").asText();
                begun = System.nanoTime();
                call(key, "POST", path + "/acknowledge", "{}");
                latencies.add("acknowledge", System.nanoTime() - begun);
                begun = System.nanoTime();
                call(key, "POST", path + "/promise", "{\"quantity\":10,\"date\":\"%s\"}".formatted(soon));
                latencies.add("promise", System.nanoTime() - begun);
                begun = System.nanoTime();
                call(
                        key,
                        "POST",
                        path + "/ship",
                        "{\"asn\":\"%s\",\"eta\":\"%s\",\"quantity\":10}"
                                .formatted(one.get("id").asText(), soon));
                latencies.add("ship", System.nanoTime() - begun);
            }
        }
    }

    private @Nullable Void decide(AtomicBoolean over) throws Exception {
        long pause = 1_000_000_000L * OFFICERS / requestsPerSecond;
        long next = System.nanoTime();
        String neededBy = Instant.now().plus(Duration.ofDays(1)).toString();
        while (!over.get()) {
            long begun = System.nanoTime();
            officer(
                    "/api/v1/requests",
                    "{\"site\":\"S1\",\"urgency\":\"ROUTINE\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"STOCKED\",\"quantity\":1}]}"
                            .formatted(neededBy));
            decided.incrementAndGet();
            decidingNanos.addAndGet(System.nanoTime() - begun);
            next += pause;
            long left = next - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
        return null;
    }

    private interface Work {
        void of(int client) throws Exception;
    }

    private static void all(int threads, Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            running.add(pool.submit((Callable<Object>) () -> {
                work.of(number);
                return "done";
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        pool.shutdown();
    }

    private JsonNode call(String key, String method, String path, @Nullable String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.uri(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private void officer(String path, String body) throws IOException {
        require(service.call("POST", path, "officer", body));
    }

    private void put(String path, String body) throws IOException {
        require(service.call("PUT", path, "admin", body));
    }

    private static void require(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
