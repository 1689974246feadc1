package dev.muster.board;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.platform.LogWriter;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BoardSocketTest {

    @Inject
    BoardStore store;

    @Inject
    LogWriter log;

    @Inject
    World world;

    private final List<Watcher> watchers = new ArrayList<>();
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void hangUp() {
        watchers.forEach(Watcher::abort);
        assertThat(watchers).allSatisfy(w -> assertThat(w.failure()).isNull());
    }

    @Test
    void shouldSendASnapshotAndThenDeltas() {
        Screen screen = new Screen();
        long before = log.head();
        watch("overview", screen);
        awaitNumber(screen, before);
        assertThat(screen.snapshots).isEqualTo(1);
        assertThat(screen.epoch).isEqualTo(log.epoch().toString());
        assertThat(screen.data.keySet())
                .containsExactlyInAnyOrder(
                        "sites",
                        "items",
                        "incidents",
                        "shortages",
                        "restock",
                        "allocations",
                        "stock",
                        "units",
                        "forces",
                        "posts");

        world.item("I" + mark);
        world.site("S" + mark, null, true);
        world.stock("S" + mark, "I" + mark, "L1", "2030-01-01", 10, 4);
        awaitNumber(screen, world.stock("S" + mark, "I" + mark, "", null, 5, 0));
        assertThat(screen.snapshots).isEqualTo(1);
        JsonNode total = entry(screen, "stock", "I" + mark);
        assertThat(total.path("onHand").longValue()).isEqualTo(15);
        assertThat(total.path("available").longValue()).isEqualTo(11);
        assertEqualsTables("overview", screen);
    }

    @Test
    void shouldEqualTheTablesOnEveryBoard() {
        UUID incident = UUID.randomUUID();
        UUID request = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        Map<String, Screen> screens =
                Map.of("overview", new Screen(), "shortages", new Screen(), "stock", new Screen());
        screens.forEach(this::watch);
        screens.values().forEach(s -> awaitNumber(s, 0));

        world.item("I" + mark);
        world.site("A" + mark, null, false);
        world.site("B" + mark, null, false);
        world.incident(incident, "IV");
        world.stock("A" + mark, "I" + mark, "L1", "2030-01-01", 10, 4);
        world.shortage(request, "B" + mark, "I" + mark, incident, 7);
        world.shortage(other, "B" + mark, "I" + mark, null, 8);
        world.allocation(UUID.randomUUID(), request, "A" + mark, "B" + mark, "I" + mark, 2, "RESERVED");
        UUID released = UUID.randomUUID();
        world.allocation(released, request, "A" + mark, "B" + mark, "I" + mark, 1, "RESERVED");
        world.allocation(released, request, "A" + mark, "B" + mark, "I" + mark, 1, "RELEASED");
        world.incident(incident, "I");
        world.site("B" + mark, null, true);
        world.noShortage(other, "B" + mark, "I" + mark);
        long end = world.stock("A" + mark, "I" + mark, "L1", "2030-01-01", 0, 0);

        screens.values().forEach(s -> awaitNumber(s, end));
        JsonNode shortage = entry(screens.get("shortages"), "shortages", request + "/1");
        assertThat(shortage.path("level").asText()).isEqualTo("I");
        assertThat(shortage.path("keySite").asBoolean()).isTrue();
        assertThat(requireNonNull(screens.get("shortages")).data.get("shortages"))
                .doesNotContainKey(other + "/1");
        assertThat(entry(screens.get("overview"), "allocations", released.toString())
                        .path("state")
                        .asText())
                .isEqualTo("RELEASED");
        screens.forEach(this::assertEqualsTables);
    }

    @Test
    void shouldEqualTheTablesAfterDecisions() {
        world.item("I" + mark);
        world.site("A" + mark, null, false);
        world.site("B" + mark, null, true);
        UUID incident = UUID.randomUUID();
        world.incident(incident, "II");
        Map<String, Screen> screens = Map.of(
                "overview", new Screen(), "shortages", new Screen(), "stock", new Screen(), "plans", new Screen());
        screens.forEach(this::watch);
        screens.values().forEach(s -> awaitNumber(s, 0));

        post(
                "/movements",
                Map.of(
                        "kind",
                        "RECEIPT",
                        "site",
                        "A" + mark,
                        "item",
                        "I" + mark,
                        "lot",
                        "L1",
                        "expiry",
                        "2031-05-01",
                        "quantity",
                        30));
        String served = request("B" + mark, 20, null);
        String partly = request("B" + mark, 25, incident);
        request("B" + mark, 5, null);
        post("/requests/" + served + "/cancel", Map.of("reason", "not needed"));
        post("/movements", Map.of("kind", "RECEIPT", "site", "A" + mark, "item", "I" + mark, "quantity", 3));
        world.incident(incident, "I");
        String plan = UUID.randomUUID().toString();
        post("/plans", Map.of("id", plan, "scope", Map.of("items", List.of("I" + mark))));
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> entry(screens.get("plans"), "plans", plan)
                        .path("state")
                        .asText()
                        .equals("DONE"));
        screens.forEach(this::assertEqualsTables);
        assertThat(requireNonNull(requireNonNull(screens.get("overview")).data.get("allocations"))
                        .values())
                .anySatisfy(a -> assertThat(a.path("request").asText()).isEqualTo(partly));
    }

    private String request(String site, int quantity, @Nullable UUID incident) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "site",
                site,
                "urgency",
                "STAT",
                "neededBy",
                Instant.now().plusSeconds(86_400).toString(),
                "lines",
                List.of(Map.of("item", "I" + mark, "quantity", quantity))));
        if (incident != null) {
            request.put("incident", incident.toString());
        }
        post("/requests", request);
        return String.valueOf(request.get("id"));
    }

    private static void post(String path, Map<String, ?> body) {
        given().auth()
                .preemptive()
                .basic("commander", "muster-demo")
                .contentType("application/json")
                .body(body)
                .post("/api/v1" + path)
                .then()
                .statusCode(anyOf(equalTo(200), equalTo(201), equalTo(202)));
    }

    @Test
    void shouldMissNothingWhileItIsKilledAndComesBack() throws Exception {
        String site = "S" + mark;
        String item = "I" + mark;
        world.item(item);
        world.site(site, null, false);
        Random random = new Random(mark.hashCode());
        Screen screen = new Screen();
        Watcher watcher = watch("overview", screen);
        awaitNumber(screen, log.head());
        var writers = Executors.newFixedThreadPool(3);
        List<Future<?>> writing = new ArrayList<>();
        for (int w = 0; w < 3; w++) {
            int writer = w;
            writing.add(writers.submit(() -> {
                for (int i = 0; i < 150; i++) {
                    world.stock(site, item, "L" + writer + "-" + i % 7, null, i, 0);
                }
            }));
        }
        int kills = 0;
        while (writing.stream().anyMatch(f -> !f.isDone())) {
            long upTo = number(screen) + 1 + random.nextInt(40);
            await().pollInterval(Duration.ofMillis(2))
                    .until(() -> number(screen) >= upTo || writing.stream().allMatch(Future::isDone));
            watcher.abort();
            kills++;
            watcher = watch("overview?epoch=" + screen.epoch + "&after=" + number(screen), screen);
        }
        for (Future<?> written : writing) {
            written.get();
        }
        writers.shutdown();
        awaitNumber(screen, log.head());
        assertThat(kills).isGreaterThan(2);
        assertThat(screen.snapshots).as("all resumed from memory").isEqualTo(1);
        assertEqualsTables("overview", screen);
    }

    @Test
    void shouldConfirmAResumeThatLacksNothing() {
        Screen screen = new Screen();
        Watcher first = watch("shortages", screen);
        awaitNumber(screen, log.head());
        first.abort();
        watch("shortages?epoch=" + screen.epoch + "&after=" + number(screen), screen);
        await().until(() -> screen.heartbeats > 0 || screen.deltas > 0);
        assertThat(screen.snapshots).isEqualTo(1);
    }

    @Test
    void shouldAnswerAResumeThatMakesNoSenseWithASnapshot() {
        String epoch = log.epoch().toString();
        for (String query : List.of(
                "epoch=" + epoch + "&after=999999999999",
                "epoch=" + UUID.randomUUID() + "&after=1",
                "epoch=" + epoch + "&after=-1",
                "epoch=" + epoch + "&after=99999999999999999999999",
                "epoch=garbage&after=garbage",
                "after=5",
                "epoch=&after=&region=",
                "epoch=%F0%9F%92%A5&after=1e9")) {
            Screen screen = new Screen();
            watch("stock?" + query, screen);
            awaitNumber(screen, 0);
            assertThat(screen.snapshots).as(query).isEqualTo(1);
        }
    }

    @Test
    void shouldNarrowToARegionAndWhatLiesBelow() {
        world.region("P" + mark, null);
        world.region("D" + mark, "P" + mark);
        world.item("I" + mark);
        world.site("IN" + mark, "D" + mark, false);
        world.site("OUT" + mark, null, false);
        world.stock("IN" + mark, "I" + mark, "", null, 5, 0);
        world.stock("OUT" + mark, "I" + mark, "", null, 50, 0);
        Screen screen = new Screen();
        watch("overview?region=P" + mark, screen);
        awaitNumber(screen, log.head());
        assertThat(screen.data.get("sites")).containsOnlyKeys("IN" + mark);

        awaitNumber(screen, world.stock("IN" + mark, "I" + mark, "", null, 6, 0));
        awaitNumberByHeartbeat(screen, world.stock("OUT" + mark, "I" + mark, "", null, 60, 0));
        assertThat(entry(screen, "stock", "I" + mark).path("onHand").longValue())
                .isEqualTo(6);
        assertThat(screen.snapshots).isEqualTo(1);

        long moved = world.site("OUT" + mark, "P" + mark, false);
        awaitNumber(screen, moved);
        assertThat(screen.snapshots).isEqualTo(2);
        assertThat(entry(screen, "stock", "I" + mark).path("onHand").longValue())
                .isEqualTo(66);
        assertEqualsTables("overview?region=P" + mark, screen);
    }

    @Test
    void shouldNotLetASlowClientHoldUpAnother() {
        String site = "S" + mark;
        String item = "I" + mark;
        world.item(item);
        world.site(site, null, false);
        Screen fast = new Screen();
        Screen slow = new Screen();
        watch("stock", fast);
        Watcher sleeper = Watcher.open(socketAddress("stock"), "viewer", slow, false);
        watchers.add(sleeper);
        awaitNumber(fast, log.head());
        long end = 0;
        for (int i = 1; i <= 200; i++) {
            end = world.stock(site, item, "L" + i, null, i, 0);
        }
        long last = end;
        await().atMost(5, TimeUnit.SECONDS).until(() -> number(fast) >= last);
        assertThat(number(slow)).isEqualTo(-1);
        sleeper.read();
        awaitNumber(slow, last);
        synchronized (slow) {
            synchronized (fast) {
                assertThat(slow.data).isEqualTo(fast.data);
            }
        }
    }

    @Test
    void shouldMergeUnderLoad() {
        String site = "S" + mark;
        world.item("I" + mark);
        world.site(site, null, false);
        Screen screen = new Screen();
        watch("stock", screen);
        awaitNumber(screen, log.head());
        int before = screen.deltas;
        long start = System.nanoTime();
        long end = 0;
        for (int i = 1; i <= 300; i++) {
            end = world.stock(site, "I" + mark, "L" + i % 3, null, i, 0);
        }
        awaitNumber(screen, end);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(screen.deltas - before).isLessThan((int) (seconds * 10) + 5);
    }

    @Test
    void shouldIgnoreWhatAClientSays() {
        Screen screen = new Screen();
        Watcher watcher = watch("shortages", screen);
        watcher.socket().sendText("{\"type\":\"snapshot\"}", false).join();
        watcher.socket().sendText("\0\uFFFF nonsense", true).join();
        watcher.socket().sendBinary(ByteBuffer.wrap(new byte[100]), true).join();
        watcher.socket().sendPing(ByteBuffer.wrap(new byte[10])).join();
        awaitNumber(screen, log.head());
        assertThat(watcher.closed()).isNotDone();
    }

    @Test
    void shouldShutOutWhoFloods() throws Exception {
        Watcher watcher = watch("shortages", new Screen());
        for (int i = 0; i < 130 && !watcher.closed().isDone(); i++) {
            watcher.socket()
                    .sendText("more", true)
                    .exceptionally(e -> watcher.socket())
                    .join();
        }
        assertThat(watcher.closed().get(5, TimeUnit.SECONDS)).isIn(1008, 1006);
    }

    @Test
    void shouldShutOutWhoSendsTooLargeAFrame() throws Exception {
        Watcher watcher = watch("shortages", new Screen());
        watcher.socket()
                .sendBinary(ByteBuffer.allocate(12_000), true)
                .exceptionally(e -> watcher.socket())
                .join();
        assertThat(watcher.closed().get(5, TimeUnit.SECONDS)).isIn(1009, 1006);
    }

    @Test
    void shouldRefuseBeforeTheUpgrade() {
        assertRefused("nonsense", "viewer", 404);
        assertRefused("overview/extra", "viewer", 404);
        assertRefused("overview?region=NOWHERE-" + mark, "viewer", 404);
        assertRefused("overview?region=%00", "viewer", 404);
        assertRefused("overview", "nobody-" + mark, 401);
        assertRefused("overview", "supplier", 403);
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(socketAddress("overview"), new WebSocket.Listener() {})
                        .join())
                .satisfies(e -> assertThat(status(e)).isEqualTo(401));
        given().auth()
                .preemptive()
                .basic("viewer", "muster-demo")
                .get("/live/overview")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/malformed"));
    }

    private void assertRefused(String path, String account, int status) {
        assertThatThrownBy(() -> Watcher.open(socketAddress(path), account, new Screen(), true))
                .satisfies(e -> assertThat(status(e)).as(path).isEqualTo(status));
    }

    private static int status(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? requireNonNull(failure.getCause()) : failure;
        assertThat(cause).isInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) cause).getResponse().statusCode();
    }

    private Watcher watch(String path, Screen screen) {
        Watcher watcher = Watcher.open(socketAddress(path), "viewer", screen, true);
        assertThat(watcher.socket().getSubprotocol()).isEqualTo("muster.v1");
        watchers.add(watcher);
        return watcher;
    }

    private URI socketAddress(String path) {
        return URI.create("ws://localhost:" + RestAssured.port + "/live/" + path);
    }

    private static long number(Screen screen) {
        synchronized (screen) {
            return screen.number;
        }
    }

    private static void awaitNumber(Screen screen, long number) {
        await().atMost(10, TimeUnit.SECONDS).until(() -> number(screen) >= number);
    }

    /** Where nothing in view changed the number comes with the next heartbeat. */
    private static void awaitNumberByHeartbeat(Screen screen, long number) {
        awaitNumber(screen, number);
    }

    private static JsonNode entry(@Nullable Screen screen, String section, String key) {
        synchronized (requireNonNull(screen)) {
            return requireNonNull(requireNonNull(screen.data.get(section)).get(key), key);
        }
    }

    /** What the client holds is what the tables say. */
    private void assertEqualsTables(String path, Screen screen) {
        String[] parts = path.split("\\?region=", 2);
        awaitNumber(screen, log.head());
        Source.Start start = store.start(Board.of(parts[0]).orElseThrow(), parts.length > 1 ? parts[1] : null)
                .await()
                .atMost(Duration.ofSeconds(10));
        Screen direct = new Screen();
        direct.take(Frame.snapshot(
                        Board.of(parts[0]).orElseThrow(),
                        start.epoch(),
                        start.seq(),
                        Instant.now(),
                        start.view().sections())
                .text());
        synchronized (screen) {
            assertThat(screen.number).isEqualTo(direct.number);
            assertThat(screen.data).isEqualTo(direct.data);
        }
    }
}
