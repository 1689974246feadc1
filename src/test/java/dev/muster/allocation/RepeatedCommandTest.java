package dev.muster.allocation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Invariant 5 over random commands: however often, in whatever order and at whatever moment an id is sent, it has one
 * effect and one answer; with another payload it is refused and changes nothing.
 */
@QuarkusTest
class RepeatedCommandTest {

    private static final int STEPS = 150;
    private static final int AT_ONCE = 4;

    private record Sent(String path, String body, String answer) {}

    @Inject
    AWorld world;

    @Inject
    Invariants invariants;

    private final Map<UUID, Sent> sent = new LinkedHashMap<>();
    private long received;
    private long asked;

    @Test
    void shouldHaveOneEffectAndOneAnswer() {
        long seed = System.nanoTime();
        System.out.println("RepeatedCommandTest seed " + seed);
        Random random = new Random(seed);
        String hospital = world.site(30, 114);
        String warehouse = world.site(30.5, 114);
        String item = world.item();
        for (int step = 0; step < STEPS; step++) {
            switch (sent.isEmpty() ? 0 : random.nextInt(4)) {
                case 0, 1 -> sendAtOnce(random, hospital, warehouse, item);
                case 2 -> {
                    Sent old = any(random);
                    Response again = post(old.path(), old.body());
                    assertThat(again.statusCode()).isEqualTo(200);
                    assertThat(again.asString()).isEqualTo(old.answer());
                }
                default -> {
                    Sent old = any(random);
                    String other = old.body().replaceFirst("\"quantity\":(\\d+)", "\"quantity\":9$1");
                    assertThat(post(old.path(), other).statusCode()).isEqualTo(409);
                }
            }
        }
        long served = Math.min(received, asked);
        given().auth()
                .preemptive()
                .basic("officer", "muster-demo")
                .get("/api/v1/stock?item=" + item)
                .then()
                .body("items[0].onHand", equalTo((int) received))
                .body("items[0].reserved", equalTo((int) served));
        invariants.check();
    }

    /** A new command, sent by several at the same moment: one is told that it is done now, the others that it was. */
    private void sendAtOnce(Random random, String hospital, String warehouse, String item) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        long quantity = 1 + random.nextInt(9);
        boolean receipt = random.nextBoolean() || received == 0;
        String path = receipt ? "movements" : "requests";
        String body = receipt
                ? "{\"id\":\"%s\",\"kind\":\"RECEIPT\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":%d}"
                        .formatted(id, warehouse, item, quantity)
                : "{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"URGENT\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":%d}]}"
                        .formatted(id, hospital, Instant.now().plusSeconds(36_000), item, quantity);
        List<CompletableFuture<Response>> calls = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            calls.add(CompletableFuture.supplyAsync(() -> post(path, body)));
        }
        List<Response> answers = calls.stream().map(CompletableFuture::join).toList();
        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnlyOnce(201)
                .containsOnly(200, 201);
        String answer = answers.get(0).asString();
        assertThat(answers).extracting(r -> r.asString()).containsOnly(answer);
        sent.put(id, new Sent(path, body, answer));
        received += receipt ? quantity : 0;
        asked += receipt ? 0 : quantity;
    }

    private Sent any(Random random) {
        return List.copyOf(sent.values()).get(random.nextInt(sent.size()));
    }

    private static Response post(String path, String body) {
        return given().auth()
                .preemptive()
                .basic("officer", "muster-demo")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/" + path);
    }
}
