package dev.muster.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlayerTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final LittleService service = new LittleService(vertx.getDelegate());
    private final KeptPosition position = new KeptPosition();

    @AfterEach
    void close() {
        service.close();
        vertx.closeAndAwait();
    }

    @Test
    void shouldLoadTheProvinceAndPlayItsFirstHours() {
        Player player = play(7200);

        await().atMost(SOON).until(() -> position.step >= 12);
        player.stop();

        assertThat(paths("/api/v1/sites/")).isEqualTo(60);
        assertThat(paths("/api/v1/items/")).isEqualTo(42);
        assertThat(service.mostAtOnce).isBetween(2, 8);
        assertThat(service.requests.values()).hasSizeGreaterThan(20).allSatisfy(request -> {
            assertThat(request.getString("incident")).isIn(service.incidents.keySet());
        });
        assertThat(states().keySet()).contains("ALLOCATED").containsAnyOf("SUBMITTED", "PARTLY_ALLOCATED");
        assertThat(service.refusals).isEmpty();
    }

    @Test
    void shouldSendTheSameCommandAgainWhenACallFails() {
        service.failing = n -> n % 7 == 0 ? 503 : n % 11 == 0 ? LittleService.afterEffect(500) : n % 13 == 0 ? 429 : 0;
        Player player = play(7200);

        await().atMost(SOON).until(() -> position.step >= 6);
        player.stop();

        assertThat(paths("/api/v1/sites/")).isEqualTo(60);
        assertThat(service.refusals).isEmpty();
        assertThat(service.requests.values().stream()
                        .map(r -> r.getString("site"))
                        .distinct()
                        .count())
                .as("in the first hours every site asks at most once, whatever was sent again")
                .isEqualTo(service.requests.size());
    }

    @Test
    void shouldGoOnWhereItStoodAfterARestart() {
        Player first = play(7200);
        await().atMost(SOON).until(() -> position.step >= 8);
        first.stop();
        await().during(Duration.ofMillis(300)).until(() -> true);
        long stood = position.step;
        int referenceCalls = service.referenceData.size();
        Map<String, JsonObject> before = Map.copyOf(service.requests);
        service.referenceData.clear();

        Player second = play(7200);
        await().atMost(SOON).until(() -> second.state() != null);
        assertThat(required(second.state()).step()).isGreaterThanOrEqualTo(stood);
        assertThat(required(second.state()).openRequests()).isGreaterThanOrEqualTo((int)
                before.values().stream().filter(Answers::isOpen).count());
        await().atMost(SOON).until(() -> position.step >= stood + 8);
        second.stop();

        assertThat(referenceCalls).isGreaterThan(400);
        assertThat(service.referenceData).isEmpty();
        assertThat(service.refusals).isEmpty();
    }

    @Test
    void shouldPauseAndResume() {
        Player player = play(7200);
        await().atMost(SOON).until(() -> position.step >= 2);

        player.pause();
        await().atMost(SOON).until(() -> !player.isRunning());
        await().during(Duration.ofMillis(600)).until(() -> true);
        long stood = position.step;
        await().during(Duration.ofMillis(600)).until(() -> position.step == stood);

        player.resume();
        await().atMost(SOON).until(() -> position.step > stood + 2);
        player.stop();
    }

    @Test
    void shouldStopWhenAnotherProcessPlays() {
        Player player = play(7200);
        await().atMost(SOON).until(() -> position.step >= 2);

        position.step += 1_000;

        await().atMost(SOON).until(() -> !player.isRunning());
        assertThat(position.step).isBetween(1_000L, 1_100L);
    }

    private Player play(double speed) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(DemoConfig.class)
                .withDefaultValues(Map.of(
                        "muster.demo.enabled", "true",
                        "muster.demo.speed", String.valueOf(speed),
                        "muster.demo.first-back-off", "1ms",
                        "muster.demo.max-back-off", "5ms",
                        "muster.demo.max-picture-age", "100ms"))
                .addDiscoveredConverters()
                .build();
        Player player = new Player(
                vertx, Clock.systemUTC(), config.getConfigMapping(DemoConfig.class), position, service.url());
        player.start();
        return player;
    }

    private long paths(String prefix) {
        return service.referenceData.keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .count();
    }

    private Map<String, Long> states() {
        return service.requests.values().stream()
                .collect(Collectors.groupingBy(r -> r.getString("state"), TreeMap::new, Collectors.counting()));
    }

    private static <T> T required(@Nullable T value) {
        assertThat(value).isNotNull();
        return java.util.Objects.requireNonNull(value);
    }

    /** Keeps the position in memory. */
    private static final class KeptPosition implements Positions {

        private @Nullable UUID run;
        private long seed;
        private boolean prepared;
        private volatile long step;

        @Override
        public Uni<Position> begin(UUID newRun, long newSeed) {
            if (run == null) {
                run = newRun;
                seed = newSeed;
            }
            return Uni.createFrom().item(new Position(run, seed, Instant.now(), prepared, step));
        }

        @Override
        public Uni<Void> prepared() {
            prepared = true;
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Boolean> played(long played) {
            boolean mine = played == step;
            if (mine) {
                step = played + 1;
            }
            return Uni.createFrom().item(mine);
        }
    }
}
