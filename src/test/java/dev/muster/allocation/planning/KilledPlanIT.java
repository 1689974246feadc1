package dev.muster.allocation.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.ServiceProcess;
import dev.muster.allocation.Invariants;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while a plan is made, and between the parts of one that is applied. */
class KilledPlanIT {

    private static final int ITEMS = 12;

    @TempDir
    Path directory;

    @Test
    void shouldApplyOnceAndWholeThoughKilledInBetween() throws Exception {
        Map<String, String> settings = Map.of(
                "muster.planning.apply-lines", "2",
                "muster.planning.lease", "3s",
                "muster.planning.look-every", "1s");
        try (ServiceProcess service = ServiceProcess.start(directory, settings)) {
            prepare(service);
            appliedInPieces(service, made(service));
            try (Connection connection = service.connect()) {
                Invariants.check(connection);
            }
        }
    }

    /** A plan that was being made when its process was killed. */
    private static void abandoned(ServiceProcess service, String plan) throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> state(service, plan), state -> !"RUNNING".equals(state));
        assertThat(state(service, plan)).isEqualTo("ABANDONED");
        HttpResponse<String> refused = service.call("POST", "/api/v1/plans/" + plan + "/apply", "officer", "{}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
    }

    private static String made(ServiceProcess service) throws IOException {
        String plan = UUID.randomUUID().toString();
        assertThat(ask(service, plan).statusCode()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(60)).until(() -> state(service, plan), state -> !"RUNNING".equals(state));
        JsonPath made =
                JsonPath.from(service.get("/api/v1/plans/" + plan, "viewer").body());
        assertThat(made.getString("result.comparison")).isEqualTo("NEARER");
        assertThat(made.getInt("result.changes.lines")).isEqualTo(2 * ITEMS);
        return plan;
    }

    /** The turn of the last item is held, so that the parts before it stand and its own does not. */
    private static void appliedInPieces(ServiceProcess service, String plan) throws Exception {
        CompletableFuture<Void> call;
        String other = UUID.randomUUID().toString();
        try (Connection connection = service.connect();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("select n from item_turn where item_id = (select max(id) from item) for update");
            call = CompletableFuture.runAsync(() -> {
                try {
                    service.call("POST", "/api/v1/plans/" + plan + "/apply", "officer", "{}");
                } catch (IOException gone) {
                    // it is killed
                }
            });
            await().atMost(Duration.ofSeconds(60)).until(() -> parts(service), done -> done == ITEMS - 1);
            assertThat(call).isNotDone();
            lock.execute("lock table stock_level in access exclusive mode");
            assertThat(ask(service, other).statusCode()).isEqualTo(202);
            service.kill();
            connection.rollback();
        }
        service.restart();
        call.join();
        abandoned(service, other);
        assertThat(parts(service)).isEqualTo(ITEMS - 1);
        HttpResponse<String> first = service.call("POST", "/api/v1/plans/" + plan + "/apply", "officer", "{}");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        JsonPath applied = JsonPath.from(first.body());
        assertThat(applied.getInt("applied")).isEqualTo(2 * ITEMS);
        assertThat(applied.getList("lines.cause")).containsOnlyNulls();
        assertThat(parts(service)).isEqualTo(ITEMS);
        assertThat(service.call("POST", "/api/v1/plans/" + plan + "/apply", "officer", "{}")
                        .body())
                .isEqualTo(first.body());
        assertThat(count(service, "select count(*) from audit_log where action = 'allocation.move'"))
                .isEqualTo(2 * ITEMS);
        assertThat(count(service, "select count(*) from audit_log where action = 'plan.applied'"))
                .isEqualTo(1);
    }

    private static long parts(ServiceProcess service) throws Exception {
        return count(service, "select count(*) from command where kind = 'plan.apply'");
    }

    private static long count(ServiceProcess service, String sql) throws Exception {
        try (Connection connection = service.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static HttpResponse<String> ask(ServiceProcess service, String plan) throws IOException {
        return service.call("POST", "/api/v1/plans", "officer", "{\"id\":\"" + plan + "\"}");
    }

    private static String state(ServiceProcess service, String plan) throws IOException {
        return JsonPath.from(service.get("/api/v1/plans/" + plan, "viewer").body())
                .getString("state");
    }

    /** For each item two lines that are served crosswise. */
    private static void prepare(ServiceProcess service) throws IOException {
        site(service, "LEFT", 30.0);
        site(service, "NEAR", 30.1);
        site(service, "RIGHT", 30.2);
        site(service, "FAR", 31.5);
        for (int i = 0; i < ITEMS; i++) {
            String item = "ITEM-" + i;
            send(
                    service,
                    "PUT",
                    "/api/v1/items/" + item,
                    "admin",
                    "{\"code\":\"%s\",\"kind\":\"SUPPLY\",\"name\":{\"en\":\"Item\"},\"baseUnit\":\"piece\"}"
                            .formatted(item));
            receive(service, "NEAR", item);
            request(service, "RIGHT", item);
            receive(service, "FAR", item);
            request(service, "LEFT", item);
        }
    }

    private static void site(ServiceProcess service, String code, double latitude) throws IOException {
        send(
                service,
                "PUT",
                "/api/v1/sites/" + code,
                "admin",
                "{\"code\":\"%s\",\"name\":{\"en\":\"Site\"},\"kind\":\"HOSPITAL\",\"latitude\":%s,\"longitude\":114}"
                        .formatted(code, latitude));
    }

    private static void receive(ServiceProcess service, String site, String item) throws IOException {
        send(
                service,
                "POST",
                "/api/v1/movements",
                "officer",
                "{\"kind\":\"RECEIPT\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":100}".formatted(site, item));
    }

    private static void request(ServiceProcess service, String site, String item) throws IOException {
        send(
                service,
                "POST",
                "/api/v1/requests",
                "officer",
                "{\"site\":\"%s\",\"urgency\":\"ROUTINE\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":100}]}"
                        .formatted(site, Instant.now().plusSeconds(36_000), item));
    }

    private static void send(ServiceProcess service, String method, String path, String role, String body)
            throws IOException {
        HttpResponse<String> answer = service.call(method, path, role, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
}
