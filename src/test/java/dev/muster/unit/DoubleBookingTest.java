package dev.muster.unit;

import static dev.muster.unit.Crew.hours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.AWorld;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many clients after few units, people in two teams among them: requests, bookings by hand, releases, repeats. */
@QuarkusTest
class DoubleBookingTest {

    private static final int CLIENTS = 32;
    private static final int COMMANDS = 12;
    private static final String OFFICER =
            "Basic " + Base64.getEncoder().encodeToString("officer:muster-demo".getBytes(StandardCharsets.UTF_8));

    @TestHTTPResource("/api/v1/")
    URI api;

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    @Inject
    Pool pool;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private record Scene(String hospital, String nurse, String service, String type, String person, String asset) {}

    @Test
    void shouldNeverBookAnybodyTwiceUnderThirtyTwoClients() throws Exception {
        long seed = System.nanoTime();
        System.out.println("DoubleBookingTest seed " + seed);
        String home = world.site(30.1, 114);
        String nurse = crew.competency();
        String service = crew.competency();
        String type = crew.type();
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            people.add(crew.person(nurse, home));
        }
        crew.team(service, home, people.subList(0, 2));
        crew.team(service, home, people.subList(1, 3));
        String asset = crew.asset(type, home);
        crew.asset(type, home);
        Scene scene = new Scene(world.site(30, 114), nurse, service, type, people.get(1), asset);

        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(seed + i);
                running.add(clients.submit(() -> client(scene, random)));
            }
            int sent = 0;
            for (Future<Integer> client : running) {
                sent += client.get();
            }
            assertThat(sent).isEqualTo(CLIENTS * COMMANDS);
        } finally {
            clients.shutdownNow();
        }
        assertThat(count(
                        "select count(*) from booking a join booking b on a.unit_id = b.unit_id and a.id < b.id "
                                + "and a.period && b.period and a.state in ('RESERVED', 'DISPATCHED', 'RECEIVED') "
                                + "and b.state in ('RESERVED', 'DISPATCHED', 'RECEIVED') join unit_serves v on v.unit_id = a.unit_id "
                                + "join item i on i.id = v.item_id where i.code = any($1)",
                        scene))
                .isZero();
        assertThat(count(
                        "select count(*) from request_line l join item i on i.id = l.item_id where i.code = any($1) "
                                + "and l.allocated <> (select count(*) from booking b where b.leads and b.request_id = l.request_id "
                                + "and b.line = l.line and b.state in ('RESERVED', 'DISPATCHED', 'RECEIVED'))",
                        scene))
                .isZero();
        assertThat(count(
                        "select count(*) from booking b join item i on i.id = b.item_id where i.code = any($1)", scene))
                .isPositive();
        assertThat(count(
                        "select count(*) from unit u join unit_serves v on v.unit_id = u.id join item i on i.id = v.item_id "
                                + "where i.code = any($1) and (u.status in ('RESERVED', 'COMMITTED')) <> exists (select from booking b "
                                + "where b.unit_id = u.id and b.state = 'RESERVED' and b.kind <> 'MAINTENANCE')",
                        scene))
                .isZero();
    }

    private long count(String sql, Scene scene) {
        return pool.preparedQuery(sql)
                .execute(Tuple.tuple().addArrayOfString(new String[] {scene.nurse, scene.service, scene.type}))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }

    /** Every command is sent, some twice; whatever the answer, it is none of the service's faults. */
    private int client(Scene scene, Random random) throws Exception {
        int sent = 0;
        List<String> booked = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            String id = UUID.randomUUID().toString();
            int kind = random.nextInt(10);
            int from = random.nextInt(72);
            String times =
                    "\"from\":\"%s\",\"until\":\"%s\"".formatted(hours(from), hours(from + 1 + random.nextInt(12)));
            String path;
            String body;
            if (kind < 6) {
                path = "requests";
                String item = List.of(scene.nurse, scene.type, scene.service).get(random.nextInt(3));
                String team = item.equals(scene.service) ? ",\"team\":true" : "";
                body =
                        "{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"%s\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":%d,%s%s}]}"
                                .formatted(
                                        id,
                                        scene.hospital,
                                        List.of("STAT", "ASAP", "URGENT", "ROUTINE")
                                                .get(random.nextInt(4)),
                                        hours(0),
                                        item,
                                        1 + random.nextInt(2),
                                        times,
                                        team);
                booked.add(id);
            } else if (kind < 8 || booked.isEmpty()) {
                path = "bookings";
                String unit = random.nextBoolean() ? "\"staff\":\"" + scene.person : "\"asset\":\"" + scene.asset;
                body = "{\"id\":\"%s\",%s\",\"purpose\":\"DUTY\",%s}".formatted(id, unit, times);
            } else {
                path = "requests/" + booked.get(random.nextInt(booked.size())) + "/cancel";
                body = "{}";
            }
            int first = post(path, body);
            assertThat(first).isLessThan(500);
            if (random.nextInt(4) == 0 && path.equals("requests")) {
                assertThat(post(path, body)).isEqualTo(first == 201 ? 200 : first);
            }
            sent++;
        }
        return sent;
    }

    private int post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(api.resolve(path))
                .header("Authorization", OFFICER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
