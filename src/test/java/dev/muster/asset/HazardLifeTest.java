package dev.muster.asset;

import static dev.muster.unit.Crew.as;
import static dev.muster.unit.Crew.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;

import dev.muster.AWorld;
import dev.muster.unit.Crew;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What hazards do to assets, and how they are escalated. */
@QuarkusTest
class HazardLifeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    @Inject
    Pool pool;

    @Inject
    HazardEscalation escalation;

    @Inject
    HazardWithdrawals withdrawals;

    private static ValidatableResponse post(String role, String path, String body) {
        return as(role).body(body).post("/api/v1/" + path).then();
    }

    private static String report(String site, String asset, String severity) {
        return post(
                        "officer",
                        "hazards",
                        "{\"site\":\"%s\",\"asset\":\"%s\",\"severity\":\"%s\",\"description\":\"Leaks\"}"
                                .formatted(site, asset, severity))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void verify(String hazard) {
        post("officer", "hazards/" + hazard + "/rectify", "{\"done\":\"Sealed\"}")
                .statusCode(200);
        post("commander", "hazards/" + hazard + "/verify", "{\"accepted\":true}")
                .statusCode(200);
    }

    private static String status(String asset) {
        return as("viewer").get("/api/v1/assets/" + asset).path("status");
    }

    @Test
    void shouldReplaceAnAssetWithAMajorHazardAndPutItBackOnceAllAreVerified() {
        String type = crew.type();
        String site = world.site(30.01, 114);
        String near = crew.asset(type, site);
        String far = crew.asset(type, world.site(30.2, 114));
        String request = post(
                        "officer",
                        "requests",
                        "{\"site\":\"%s\",\"urgency\":\"STAT\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":1,\"until\":\"%s\"}]}"
                                .formatted(world.site(30, 114), hours(0), type, hours(24)))
                .statusCode(201)
                .body("lines[0].allocations.unit", contains(near))
                .extract()
                .path("id");

        String minor = report(site, near, "MINOR");
        assertThat(status(near)).isEqualTo("RESERVED");
        verify(minor);
        assertThat(status(near)).isEqualTo("RESERVED");

        String first = report(site, near, "MAJOR");
        String second = report(site, near, "MAJOR");
        assertThat(status(near)).isEqualTo("OUT_OF_SERVICE");
        as("viewer")
                .get("/api/v1/requests/" + request)
                .then()
                .body("lines[0].allocations.findAll { it.state == 'RESERVED' }.unit", contains(far));

        verify(first);
        assertThat(status(near)).as("the second hazard is open").isEqualTo("OUT_OF_SERVICE");
        verify(second);
        assertThat(status(near)).isEqualTo("AVAILABLE");
    }

    @Test
    void shouldLeaveOutOfServiceWhatWasTakenOutForAnotherReason() {
        String site = world.site(30, 114);
        String asset = crew.asset(crew.type(), site);
        post("officer", "assets/" + asset + "/status", "{\"status\":\"OUT_OF_SERVICE\"}")
                .statusCode(200);

        verify(report(site, asset, "MAJOR"));

        assertThat(status(asset)).isEqualTo("OUT_OF_SERVICE");
    }

    @Test
    void shouldDoLaterWhatWasCutOff() {
        String site = world.site(30, 114);
        String asset = crew.asset(crew.type(), site);
        execute(
                "insert into hazard (id, site_id, unit_id, severity, description, state, due_at, reported_by, withdrawal) "
                        + "select $1, home_site_id, id, 'MAJOR', 'Cut off', 'REPORTED', now() + interval '1 day', 'officer', 'DUE' "
                        + "from unit where kind = 'ASSET' and code = $2",
                Tuple.of(UUID.randomUUID(), asset));

        withdrawals.catchUp().await().atMost(PATIENCE);

        assertThat(status(asset)).isEqualTo("OUT_OF_SERVICE");
    }

    @Test
    void shouldTellHigherRolesStepByStepEachOnce() {
        String site = world.site(30, 114);
        String hazard = report(site, crew.asset(crew.type(), site), "MINOR");
        late(hazard, "1 hour");
        look();
        assertThat(told(hazard)).containsExactly("officer");
        late(hazard, "25 hours");
        look();
        assertThat(told(hazard)).containsExactly("officer", "commander");
        late(hazard, "80 hours");
        look();
        assertThat(told(hazard)).containsExactly("officer", "commander", "admin");
        as("viewer")
                .get("/api/v1/hazards?overdue=true&site=" + site)
                .then()
                .body("items.escalation", contains(3))
                .body("items.escalatedTo", contains("admin"));

        String forgotten = report(site, crew.asset(crew.type(), site), "MINOR");
        late(forgotten, "300 hours");
        look();
        assertThat(told(forgotten)).containsExactly("officer", "commander", "admin");

        String verified = report(site, crew.asset(crew.type(), site), "MINOR");
        verify(verified);
        late(verified, "300 hours");
        look();
        assertThat(told(verified)).isEmpty();
    }

    @Test
    void shouldNotStartWithStepsThatDoNotFitTogether() {
        List<Duration> twice = List.of(Duration.ofHours(1), Duration.ofHours(1));
        assertThatThrownBy(() -> HazardEscalation.steps(twice, List.of("officer", "commander")))
                .hasMessageContaining("times rise");
        assertThatThrownBy(() -> HazardEscalation.steps(twice, List.of("officer")))
                .hasMessageContaining("lengths");
        assertThatThrownBy(() -> HazardEscalation.steps(List.of(Duration.ZERO), List.of("mayor")))
                .hasMessageContaining("mayor");
        assertThat(HazardEscalation.steps(List.of(), List.of())).isEmpty();
    }

    /** Twice: what was told is not told again. */
    private void look() {
        escalation.escalate().await().atMost(PATIENCE);
        escalation.escalate().await().atMost(PATIENCE);
    }

    private void late(String hazard, String by) {
        execute(
                "update hazard set due_at = now() - $2::text::interval where id = $1",
                Tuple.of(UUID.fromString(hazard), by));
    }

    private List<String> told(String hazard) {
        return pool.preparedQuery(
                        "select detail->>'to' from audit_log where subject = $1 and action = 'hazard.escalate' "
                                + "order by seq")
                .execute(Tuple.of(hazard))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList())
                .await()
                .atMost(PATIENCE);
    }

    private void execute(String sql, Tuple values) {
        pool.preparedQuery(sql).execute(values).await().atMost(PATIENCE);
    }
}
