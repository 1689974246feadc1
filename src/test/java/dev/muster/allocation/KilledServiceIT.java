package dev.muster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of the work: nothing acknowledged is lost, nothing sent again counts twice. */
class KilledServiceIT {

    private static final int CLIENTS = 8;
    private static final int REQUESTS = 1_200;
    private static final int KILLS = 2;

    @TempDir
    Path directory;

    private final Map<UUID, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void shouldLoseNoAcknowledgedRequestAndDoubleNone() throws Exception {
        long seed = System.nanoTime();
        System.out.println("KilledServiceIT seed " + seed);
        try (ServiceProcess service = ServiceProcess.start(directory, Map.of())) {
            prepare(service);
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Random random = new Random(seed + client);
                running.add(clients.submit(() -> {
                    while (sent.incrementAndGet() <= REQUESTS) {
                        sendUntilAnswered(service, random);
                    }
                }));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int before = REQUESTS * kill / (KILLS + 1);
                Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> acknowledged.size() >= before);
                service.kill();
                service.restart();
            }
            for (Future<?> client : running) {
                client.get(10, TimeUnit.MINUTES);
            }
            clients.shutdown();
            check(service);
        }
    }

    private static void prepare(ServiceProcess service) throws IOException {
        put(
                service,
                "/api/v1/sites/H1",
                "{\"code\":\"H1\",\"name\":{\"en\":\"Hospital\"},\"kind\":\"HOSPITAL\",\"latitude\":30,\"longitude\":114}");
        put(
                service,
                "/api/v1/sites/W1",
                "{\"code\":\"W1\",\"name\":{\"en\":\"Warehouse\"},\"kind\":\"WAREHOUSE\",\"latitude\":31,\"longitude\":114}");
        put(
                service,
                "/api/v1/items/MASK",
                "{\"code\":\"MASK\",\"kind\":\"SUPPLY\",\"name\":{\"en\":\"Mask\"},\"baseUnit\":\"piece\"}");
        put(
                service,
                "/api/v1/items/BAG",
                "{\"kind\":\"SUPPLY\",\"name\":{\"en\":\"Bag\"},\"baseUnit\":\"bag\",\"contents\":[{\"item\":\"MASK\",\"quantity\":2}]}");
        put(
                service,
                "/api/v1/items/VENT",
                "{\"kind\":\"EQUIPMENT\",\"name\":{\"en\":\"Ventilator\"},\"baseUnit\":\"piece\"}");
        for (int n = 1; n <= 5; n++) {
            put(service, "/api/v1/assets/V" + n, "{\"type\":\"VENT\",\"home\":\"W1\"}");
        }
        String receipt = "{\"kind\":\"RECEIPT\",\"site\":\"W1\",\"item\":\"MASK\",\"quantity\":3000}";
        assertThat(service.call("POST", "/api/v1/movements", "officer", receipt).statusCode())
                .isEqualTo(201);
    }

    private static void put(ServiceProcess service, String path, String body) throws IOException {
        HttpResponse<String> answer = service.call("PUT", path, "admin", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** As a patient client does: the same command with the same id, until there is an answer. */
    private void sendUntilAnswered(ServiceProcess service, Random random) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        Instant from = Instant.now().plusSeconds(36_000);
        Instant later = from.plusSeconds(3600L * random.nextInt(240));
        String line =
                switch (random.nextInt(4)) {
                    case 0 -> "{\"item\":\"BAG\",\"quantity\":1}";
                    case 1 ->
                        "{\"item\":\"VENT\",\"quantity\":1,\"from\":\"%s\",\"until\":\"%s\"}"
                                .formatted(later, later.plusSeconds(7200));
                    default -> "{\"item\":\"MASK\",\"quantity\":%d}".formatted(1 + random.nextInt(5));
                };
        String body = "{\"id\":\"%s\",\"site\":\"H1\",\"urgency\":\"URGENT\",\"neededBy\":\"%s\",\"lines\":[%s]}"
                .formatted(id, from, line);
        while (!acknowledged.containsKey(id)) {
            try {
                HttpResponse<String> answer = service.call("POST", "/api/v1/requests", "officer", body);
                if (answer.statusCode() == 201 || answer.statusCode() == 200) {
                    acknowledged.put(id, answer.body());
                } else {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                }
            } catch (IOException gone) {
                Thread.onSpinWait();
            }
        }
    }

    private void check(ServiceProcess service) throws Exception {
        assertThat(acknowledged).hasSize(REQUESTS);
        try (Connection connection = service.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select count(*) from request")) {
                rows.next();
                assertThat(rows.getLong(1)).isEqualTo(REQUESTS);
            }
            try (ResultSet rows =
                    statement.executeQuery("select id, answer::text from command where kind = 'request.submit'")) {
                while (rows.next()) {
                    assertThat(acknowledged.get(rows.getObject(1, UUID.class))).isEqualTo(rows.getString(2));
                }
            }
            Invariants.check(connection);
        }
    }
}
