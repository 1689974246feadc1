package dev.muster.bench.suppliers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Suppliers with a key and a program each, which are asked for goods and answer: list, poll, acknowledge, promise, ship. */
final class Suppliers {

    static final int CLIENTS = 32;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceProcess service;
    private final int asksPerClient;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> keys = new ArrayList<>();
    private int asked;

    Suppliers(ServiceProcess service, int asksPerClient) {
        this.service = service;
        this.asksPerClient = asksPerClient;
    }

    /** Brings in the suppliers, what they have, and a depot with stock of one item for officers' requests. */
    void prepare(int phases) throws IOException {
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
        for (int i = 0; i < phases * asksPerClient; i++) {
            put("/api/v1/items/I" + i, item("I" + i));
            items.append(i == 0 ? "" : ",").append("{\"item\":\"I").append(i).append("\"}");
        }
        put("/api/v1/items/STOCKED", item("STOCKED"));
        officer(
                "/api/v1/movements",
                "{\"kind\":\"RECEIPT\",\"site\":\"DEPOT\",\"item\":\"STOCKED\",\"quantity\":1000000000}");
        for (int i = 0; i < CLIENTS; i++) {
            put(
                    "/api/v1/suppliers/B" + i,
                    "{\"code\":\"B%d\",\"name\":{\"en\":\"B\"},\"items\":[%s]}".formatted(i, items));
            String key = "{\"organisation\":\"B%d\",\"name\":\"bench\"}".formatted(i);
            keys.add(JSON.readTree(service.call("POST", "/api/v1/api-keys", "admin", key)
                            .body())
                    .get("key")
                    .asText());
        }
    }

    private static String item(String code) {
        return "{\"code\":\"%s\",\"name\":{\"en\":\"I\"},\"kind\":\"SUPPLY\",\"baseUnit\":\"piece\"}".formatted(code);
    }

    /** Officers ask every supplier for what it was not asked for yet. */
    void ask() throws Exception {
        int first = asked;
        all(client -> {
            for (int n = 0; n < asksPerClient; n++) {
                officer(
                        "/api/v1/restock-requests",
                        "{\"supplier\":\"B%d\",\"site\":\"S%d\",\"item\":\"I%d\",\"quantity\":10}"
                                .formatted(client, client, first + n));
            }
        });
        asked += asksPerClient;
    }

    /** All answer at once what they are asked, until there is nothing left. */
    Latencies answer() throws Exception {
        Latencies latencies = new Latencies();
        all(client -> answer(keys.get(client), latencies));
        return latencies;
    }

    private void answer(String key, Latencies latencies) throws Exception {
        timed("events", latencies, key, "GET", "/api/v1/supplier/events?limit=1000", null);
        String soon = Instant.now().plus(Duration.ofDays(2)).toString();
        while (true) {
            JsonNode asks = timed(
                            "list", latencies, key, "GET", "/api/v1/supplier/restock-requests?state=SENT&limit=5", null)
                    .get("items");
            if (asks.isEmpty()) {
                return;
            }
            for (JsonNode one : asks) {
                String id = one.get("id").asText();
                String path = "/api/v1/supplier/restock-requests/" + id;
                timed("acknowledge", latencies, key, "POST", path + "/acknowledge", "{}");
                timed(
                        "promise",
                        latencies,
                        key,
                        "POST",
                        path + "/promise",
                        "{\"quantity\":10,\"date\":\"%s\"}".formatted(soon));
                timed(
                        "ship",
                        latencies,
                        key,
                        "POST",
                        path + "/ship",
                        "{\"asn\":\"%s\",\"eta\":\"%s\",\"quantity\":10}".formatted(id, soon));
            }
        }
    }

    private JsonNode timed(
            String kind, Latencies latencies, String key, String method, String path, @Nullable String body)
            throws Exception {
        long begun = System.nanoTime();
        JsonNode answer = call(key, method, path, body);
        latencies.add(kind, System.nanoTime() - begun);
        return answer;
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

    private interface Work {
        void of(int client) throws Exception;
    }

    private static void all(Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
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

    private void officer(String path, String body) throws IOException {
        created(service.call("POST", path, "officer", body));
    }

    private void put(String path, String body) throws IOException {
        created(service.call("PUT", path, "admin", body));
    }

    static void created(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
