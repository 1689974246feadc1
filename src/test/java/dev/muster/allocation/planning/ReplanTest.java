package dev.muster.allocation.planning;

import static dev.muster.allocation.Desk.allocated;
import static dev.muster.allocation.Desk.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import dev.muster.allocation.Invariants;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plans that the service makes by itself, because a policy says so. */
@QuarkusTest
class ReplanTest {

    @Inject
    AWorld world;

    @Inject
    Desk desk;

    @Inject
    ReplanJob job;

    @Inject
    Pool pool;

    @Inject
    Invariants invariants;

    @AfterEach
    void theInvariantsHold() {
        desk.selectDefaults();
        invariants.check();
    }

    private long count(String sql, Object... values) {
        return pool.preparedQuery(sql)
                .execute(Tuple.from(values))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void shouldPlanAndApplyOnceAmongTwoLoops() {
        String left = world.site(30.0, 114.0);
        String near = world.site(30.1, 114.0);
        String right = world.site(30.2, 114.0);
        String far = world.site(32.5, 114.0);
        String mask = world.item();
        String incident = Desk.incident("IV");
        world.receive(near, mask, 100);
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();
        Desk.send(Desk.of(incident, Desk.body(first, right, mask, "ROUTINE", 100, "")))
                .statusCode(201);
        world.receive(far, mask, 100);
        Desk.send(Desk.of(incident, Desk.body(second, left, mask, "ROUTINE", 100, "")))
                .statusCode(201);
        String policy = Desk.policy("\"replan\":{\"everyMinutes\":60}");
        Desk.as("viewer")
                .get("/api/v1/policies/" + policy)
                .then()
                .body("replan.everyMinutes", equalTo(60))
                .body("replan.whenShort", equalTo(false));
        desk.select("IV", policy);

        Uni.join().all(job.look(), job.look()).andFailFast().await().atMost(Duration.ofSeconds(60));
        job.look().await().atMost(Duration.ofSeconds(60));

        assertThat(count("select count(*) from plan where policy = $1", policy)).isEqualTo(1);
        assertThat(count("select count(*) from plan where policy = $1 and applied_at is not null", policy))
                .isEqualTo(1);
        assertThat(count(
                        "select count(*) from audit_log a join plan p on p.id::text = a.subject "
                                + "where p.policy = $1 and a.action = 'plan.applied' and a.actor = 'system'",
                        policy))
                .isEqualTo(1);
        request(first).body("lines[0].allocations.findAll { it.state == 'RESERVED' }.source", hasItem(far));
        request(second).body("lines[0].allocations.findAll { it.state == 'RESERVED' }.source", hasItem(near));
    }

    @Test
    void shouldPlanOnlyWhileSomethingIsShortIfThePolicySaysSo() {
        String hospital = world.site(30.0, 114.0);
        String near = world.site(30.1, 114.0);
        String mask = world.item();
        world.receive(near, mask, 100);
        String incident = Desk.incident("III");
        String id = UUID.randomUUID().toString();
        Desk.send(Desk.of(incident, Desk.body(id, hospital, mask, "ROUTINE", 100, "")))
                .statusCode(201);
        long shortOfIt = count("select count(*) from request_line l join request r on r.id = l.request_id "
                + "join incident n on n.id = r.incident_id where n.level = 'III' and l.open and l.quantity is not null "
                + "and l.allocated < l.quantity");
        String policy = Desk.policy("\"replan\":{\"everyMinutes\":60,\"whenShort\":true}");
        desk.select("III", policy);
        job.look().await().atMost(Duration.ofSeconds(60));
        assertThat(count("select count(*) from plan where policy = $1", policy)).isEqualTo(shortOfIt > 0 ? 1 : 0);
        assertThat(allocated(id)).isEqualTo(100);
    }

    /** A plan would take from the nearest what the policy takes from the same region: it is shown and not applied. */
    @Test
    void shouldNotApplyByItselfWhatThePolicyWouldNotHave() {
        String left = world.site(30.0, 114.0);
        String near = world.site(30.1, 114.0);
        String right = world.site(30.2, 114.0);
        String far = world.site(32.5, 114.0);
        String mask = world.item();
        String incident = Desk.incident("II");
        String policy = Desk.policy("\"sourceOrder\":\"TIER_FIRST\",\"replan\":{\"everyMinutes\":60}");
        world.receive(near, mask, 100);
        String first = UUID.randomUUID().toString();
        Desk.send(Desk.of(incident, Desk.body(first, right, mask, "ROUTINE", 100, "")))
                .statusCode(201);
        world.receive(far, mask, 100);
        Desk.send(Desk.of(incident, Desk.body(UUID.randomUUID().toString(), left, mask, "ROUTINE", 100, "")))
                .statusCode(201);
        desk.select("II", policy);
        job.look().await().atMost(Duration.ofSeconds(60));
        assertThat(count("select count(*) from plan where policy = $1 and state = 'DONE'", policy))
                .isEqualTo(1);
        assertThat(count("select count(*) from plan where policy = $1 and applied_at is not null", policy))
                .isZero();
        request(first).body("lines[0].allocations.findAll { it.state == 'RESERVED' }.source", hasItem(near));
    }

    @Test
    void shouldRefuseARhythmThatIsNone() {
        Desk.putPolicy("P-REPLAN", "\"replan\":{\"everyMinutes\":0}")
                .statusCode(422)
                .body("violations.field", hasItem("replan.everyMinutes"));
        Desk.putPolicy("P-REPLAN", "\"replan\":{}")
                .statusCode(422)
                .body("violations.field", hasItem("replan.everyMinutes"));
    }
}
