package dev.muster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.AWorld;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many clients, one hot item, requests, releases, cancellations, receipts and repeated commands all at once. */
@QuarkusTest
class HotItemTest {

    private static final int CLIENTS = 32;
    private static final int REQUESTS = 10_000;
    private static final String OFFICER =
            "Basic " + Base64.getEncoder().encodeToString("officer:muster-demo".getBytes(StandardCharsets.UTF_8));

    @TestHTTPResource("/api/v1/")
    URI api;

    @Inject
    AWorld world;

    @Inject
    Invariants invariants;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void shouldNeverOversellUnderThirtyTwoClients() throws Exception {
        long seed = System.nanoTime();
        System.out.println("HotItemTest seed " + seed);
        String item = world.item();
        List<String> warehouses = List.of(world.site(30.5, 114), world.site(31, 114), world.site(30, 115));
        List<String> hospitals = List.of(world.site(30, 114), world.site(30.2, 114.2), world.site(30.3, 113.9));
        for (String warehouse : warehouses) {
            world.receive(warehouse, item, 15_000);
        }
        AtomicLong done = new AtomicLong();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> running = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            Random random = new Random(seed + client);
            running.add(clients.submit(() -> {
                while (done.incrementAndGet() <= REQUESTS) {
                    oneRound(random, item, hospitals, warehouses);
                }
                return null;
            }));
        }
        for (Future<?> client : running) {
            client.get();
        }
        clients.shutdown();
        invariants.check();
    }

    private void oneRound(Random random, String item, List<String> hospitals, List<String> warehouses)
            throws Exception {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        String urgency = List.of("STAT", "ASAP", "URGENT", "ROUTINE").get(random.nextInt(4));
        String body =
                "{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"%s\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":%d}]}"
                        .formatted(
                                id,
                                hospitals.get(random.nextInt(3)),
                                urgency,
                                Instant.now().plusSeconds(3600),
                                item,
                                1 + random.nextInt(9));
        HttpResponse<String> answer = post("requests", body);
        assertThat(answer.statusCode()).isEqualTo(201);
        switch (random.nextInt(10)) {
            case 0 -> {
                HttpResponse<String> again = post("requests", body);
                assertThat(again.statusCode()).isEqualTo(200);
                assertThat(again.body()).isEqualTo(answer.body());
            }
            case 1, 2 -> release(json.readTree(answer.body()));
            case 3 ->
                assertThat(post("requests/" + id + "/cancel", "{}").statusCode())
                        .isEqualTo(200);
            case 4 ->
                assertThat(post(
                                        "movements",
                                        "{\"kind\":\"RECEIPT\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":%d}"
                                                .formatted(
                                                        warehouses.get(random.nextInt(3)),
                                                        item,
                                                        1 + random.nextInt(20)))
                                .statusCode())
                        .isEqualTo(201);
            default -> {}
        }
    }

    private void release(JsonNode request) throws Exception {
        for (JsonNode allocation : request.at("/lines/0/allocations")) {
            HttpResponse<String> answer =
                    post("allocations/" + allocation.get("id").asText() + "/release", "{}");
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(api.resolve(path))
                .header("Authorization", OFFICER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
