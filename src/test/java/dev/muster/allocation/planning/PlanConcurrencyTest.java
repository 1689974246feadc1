package dev.muster.allocation.planning;

import static dev.muster.allocation.Desk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import dev.muster.allocation.Invariants;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plans while everything else goes on. */
@QuarkusTest
class PlanConcurrencyTest {

    private static final long SEED = new Random().nextLong();

    @Inject
    AWorld world;

    @Inject
    Desk desk;

    @Inject
    Pool pool;

    @Inject
    Invariants invariants;

    @AfterEach
    void theInvariantsHold() {
        invariants.check();
    }

    @Test
    void shouldPromiseNothingTwiceWhilePlansAreApplied() throws Exception {
        Random random = new Random(SEED);
        System.out.println("PlanConcurrencyTest seed " + SEED);
        List<String> sites = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sites.add(world.site(30 + random.nextInt(30) * 0.1, 114 + random.nextInt(30) * 0.1));
        }
        String[] items = {world.item(), world.item(), world.item()};
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            String id = UUID.randomUUID().toString();
            String urgency = i % 3 == 0 ? "URGENT" : "ROUTINE";
            bodies.add(Desk.body(id, sites.get(random.nextInt(8)), items[i % 3], urgency, 5 + random.nextInt(20), ""));
        }
        for (String item : items) {
            world.receive(sites.get(0), item, 150);
        }
        Desk.sendAll(bodies);
        for (String item : items) {
            world.receive(sites.get(1 + random.nextInt(7)), item, 150);
        }
        String plan = PlanDesk.make(PlanDesk.of(items));
        ExecutorService many = Executors.newFixedThreadPool(6);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int n = i;
            String site = sites.get(random.nextInt(8));
            long quantity = 1 + random.nextInt(30);
            all.add(many.submit(() -> n % 4 == 3
                    ? as("officer")
                            .post("/api/v1/requests/" + id(bodies.get(n)) + "/cancel")
                            .statusCode()
                    : desk.ask(site, items[n % 3], n % 2 == 0 ? "STAT" : "ROUTINE", quantity)));
        }
        String command = "{\"id\":\"" + UUID.randomUUID() + "\"}";
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(many.submit(() ->
                    PlanDesk.apply(plan, command).statusCode(200).extract().asString()));
        }
        String other = PlanDesk.make(PlanDesk.of(items));
        PlanDesk.apply(other, "{}").statusCode(200);
        for (Future<?> one : all) {
            one.get(60, TimeUnit.SECONDS);
        }
        String first = answers.get(0).get(60, TimeUnit.SECONDS);
        for (Future<String> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(first);
        }
        many.shutdown();
    }

    private static String id(String body) {
        return body.substring(7, 43);
    }

    @Test
    void shouldStopPlansAndRefuseMoreThanMayWait() {
        String hospital = world.site(30.0, 114.0);
        String depot = world.site(30.1, 114.0);
        String mask = world.item();
        world.receive(depot, mask, 10);
        desk.ask(hospital, mask, "STAT", 20);
        SqlConnection lock = pool.getConnection().await().atMost(Duration.ofSeconds(10));
        List<String> plans = new ArrayList<>();
        int status = 202;
        try {
            run(lock, "begin");
            run(lock, "lock table stock_level in access exclusive mode");
            while (status == 202) {
                String id = UUID.randomUUID().toString();
                status = PlanDesk.ask("\"id\":\"" + id + "\"," + PlanDesk.of(mask))
                        .extract()
                        .statusCode();
                plans.add(id);
            }
            assertThat(status).isEqualTo(429);
            plans.remove(plans.size() - 1);
            for (String plan : plans) {
                as("officer")
                        .post("/api/v1/plans/" + plan + "/cancel")
                        .then()
                        .statusCode(200)
                        .body("state", equalTo("RUNNING"));
            }
        } finally {
            run(lock, "rollback");
            lock.close().await().atMost(Duration.ofSeconds(10));
        }
        for (String plan : plans) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !PlanDesk.state(plan).equals("RUNNING"));
        }
        String waited = plans.get(plans.size() - 1);
        PlanDesk.get(waited, "").body("state", equalTo("CANCELLED"));
        PlanDesk.apply(waited, "{}").statusCode(409).body("detail", containsString("CANCELLED"));
        PlanDesk.get(plans.get(0), "").body("state", oneOf("CANCELLED", "DONE"));
        PlanDesk.make(PlanDesk.of(mask));
    }

    private static void run(SqlConnection connection, String sql) {
        connection.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }
}
