package dev.muster.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.platform.EventLog;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a key; each test has a supplier of its own. */
@QuarkusTest
class ApiKeyTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String REFUSALS =
            "select count(*) from audit_log where action = 'sign-in.failed' and subject = $1";

    @Inject
    Pool pool;

    @Inject
    Organisations organisations;

    @Inject
    Parties parties;

    @Inject
    ApiKeyStore store;

    @Inject
    EventLog log;

    @Inject
    CallRate rate;

    @Test
    void shouldOpenTheOwnOrganisationUntilRevoked() {
        JsonPath made = make("KEY-LIFE");
        String key = made.getString("key");

        bearer(key)
                .get("/api/v1/session")
                .then()
                .statusCode(200)
                .body("organisation", equalTo("KEY-LIFE"))
                .body("roles", hasItem("supplier"));
        admin().post("/api/v1/api-keys/" + made.getString("id") + "/revoke")
                .then()
                .statusCode(200)
                .body("live", equalTo(false))
                .body("revokedAt", notNullValue());

        bearer(key)
                .header("Accept-Language", "en")
                .get("/api/v1/session")
                .then()
                .statusCode(401)
                .body("detail", containsString("revoked"));
    }

    @Test
    void shouldShowTheKeyOnceAndTellKeysApart() {
        JsonPath made = make("KEY-ONCE");
        String key = made.getString("key");

        String listed = admin().queryParam("organisation", "KEY-ONCE")
                .get("/api/v1/api-keys")
                .then()
                .statusCode(200)
                .body("items[0].hint", equalTo(key.substring(key.length() - 4)))
                .extract()
                .asString();
        assertThat(listed).doesNotContain(key);
        assertThat(stored("select count(*) from api_key where token_hash = sha256($1::bytea)", key.getBytes()))
                .isEqualTo(1);
        assertThat(stored("select count(*) from audit_log where position($1 in detail::text) > 0", key))
                .isZero();
    }

    @Test
    void shouldHaveTwoLiveForRotationAndNoThird() {
        JsonPath first = make("KEY-TWO", List.of("keys:manage", "events:read"));
        JsonPath second = rotate(first.getString("key"), Map.of("name", "next"))
                .statusCode(201)
                .body("scopes", equalTo(List.of("events:read")))
                .extract()
                .jsonPath();
        rotate(first.getString("key"), Map.of("name", "third"))
                .statusCode(422)
                .body("detail", containsString("KEY-TWO"));
        bearer(first.getString("key")).get("/api/v1/session").then().statusCode(200);
        bearer(second.getString("key")).get("/api/v1/session").then().statusCode(200);

        bearer(first.getString("key"))
                .post("/api/v1/supplier/api-keys/" + first.getString("id") + "/revoke")
                .then()
                .statusCode(200);

        bearer(first.getString("key")).get("/api/v1/session").then().statusCode(401);
        bearer(second.getString("key")).get("/api/v1/session").then().statusCode(200);
        make("KEY-TWO");
    }

    @Test
    void shouldNotBeMadeTwiceIntoTheLastSlotAtTheSameMoment() {
        List<CompletableFuture<Integer>> making = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> admin().contentType("application/json")
                        .body(Map.of("organisation", "KEY-RACE", "name", "key " + i))
                        .post("/api/v1/api-keys")
                        .statusCode()))
                .toList();

        assertThat(making.stream().map(CompletableFuture::join).filter(status -> status == 201))
                .hasSize(2);
    }

    @Test
    void shouldMakeRoomWhenOneExpires() {
        make("KEY-ROOM");
        String expired = make("KEY-ROOM").getString("key");
        expire(expired);

        bearer(expired)
                .header("Accept-Language", "en")
                .get("/api/v1/session")
                .then()
                .statusCode(401)
                .body("detail", containsString("expired"));
        make("KEY-ROOM");
    }

    @Test
    void shouldOpenNothingBeyondItsScopes() {
        String key = make("KEY-SCOPE", List.of("events:read")).getString("key");

        bearer(key)
                .header("Accept-Language", "en")
                .get("/api/v1/supplier/api-keys")
                .then()
                .statusCode(403)
                .body("detail", containsString("keys:manage"));
        bearer(key).get("/api/v1/stock").then().statusCode(403);
        bearer(key).get("/live/overview").then().statusCode(403);
        bearer(key).get("/q/metrics").then().statusCode(403);
        bearer(key)
                .contentType("application/json")
                .body("{\"currentPassword\":\"x\",\"newPassword\":\"y\"}")
                .post("/api/v1/account/password")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldHandOnNoScopeItLacks() {
        String key = make("KEY-HAND", List.of("keys:manage")).getString("key");

        rotate(key, Map.of("name", "more", "scopes", List.of("keys:manage", "restock:write")))
                .statusCode(422)
                .body("violations.field", hasItem("scopes"));
        rotate(key, Map.of("name", "same", "scopes", List.of("keys:manage"))).statusCode(201);
    }

    @Test
    void shouldNeitherShowNorRevokeAnothersKey() {
        JsonPath theirs = make("KEY-THEIRS");
        String own = make("KEY-OWN", List.of("keys:manage")).getString("key");

        bearer(own)
                .get("/api/v1/supplier/api-keys")
                .then()
                .statusCode(200)
                .body("items.organisation", not(hasItem("KEY-THEIRS")));
        bearer(own)
                .post("/api/v1/supplier/api-keys/" + theirs.getString("id") + "/revoke")
                .then()
                .statusCode(404);
        bearer(theirs.getString("key")).get("/api/v1/session").then().statusCode(200);
    }

    @Test
    void shouldRefuseWhatIsNoKeyToBeMade() {
        admin().contentType("application/json")
                .body(Map.of(
                        "organisation",
                        "no code",
                        "name",
                        " ",
                        "scopes",
                        List.of("everything"),
                        "expiresAt",
                        "2020-01-01T00:00:00Z"))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(422)
                .body("violations.field", hasItems("organisation", "name", "scopes", "expiresAt"));
        admin().contentType("application/json")
                .body(Map.of(
                        "organisation",
                        "KEY-LONG",
                        "name",
                        "long",
                        "expiresAt",
                        Instant.now().plus(Duration.ofDays(5000)).toString()))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(422)
                .body("violations.field", hasItem("expiresAt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"msk_", "msk_1", "msk_0000000000000000000000000000000000000000000000000"})
    void shouldRefuseWhatIsCutOff(String token) {
        bearer(token).get("/api/v1/session").then().statusCode(401).body("type", equalTo("/problems/unauthenticated"));
    }

    @Test
    void shouldAnswerFailuresBeyondTheMostWithoutLookingAtThem() {
        KeySignIn signIn = new KeySignIn(
                parties, store, pool, log, new Throttle(Clock.systemUTC(), 3, Duration.ofMinutes(5), 100), rate);
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(signIn, KeyToken.make()).retryAfterSeconds()).isZero();
        }
        long audited = stored("select last_audit from log_head");

        assertThat(refusal(signIn, KeyToken.make()).retryAfterSeconds()).isPositive();
        assertThat(stored("select last_audit from log_head")).isEqualTo(audited);
        String live = make("KEY-LIMIT").getString("key");
        assertThat(signIn.prove(live, "192.0.2.1").await().atMost(LIMIT)).isInstanceOf(KeyHolder.class);
    }

    /** Calls are taken away as fast as they come back, until one is refused; another key is not touched by that. */
    @Test
    void shouldCallNoMoreOftenThanItsRateAndLeaveOthersTheirs() {
        JsonPath busy = make("KEY-BUSY");
        UUID id = UUID.fromString(busy.getString("id"));
        String quiet = make("KEY-QUIET").getString("key");

        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> taking = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                rate.take(id);
            }
        });

        try {
            await().atMost(LIMIT)
                    .untilAsserted(() -> bearer(busy.getString("key"))
                            .get("/api/v1/supplier/events")
                            .then()
                            .statusCode(429)
                            .header("Retry-After", equalTo("1"))
                            .body("type", equalTo("/problems/too-many-requests")));
            bearer(quiet).get("/api/v1/session").then().statusCode(200);
        } finally {
            over.set(true);
            taking.join();
        }
    }

    @Test
    void shouldOpenNothingOfAClosedSupplierAndBeWrittenDown() {
        JsonPath made = make("KEY-CLOSED");
        String key = made.getString("key");
        stored(
                "with made as (insert into supplier (code, name_en, status) values ($1, 'x', 'CLOSED') returning 1) "
                        + "select count(*) from made",
                "KEY-CLOSED");
        bearer(key)
                .header("Accept-Language", "en")
                .get("/api/v1/supplier/restock-requests")
                .then()
                .statusCode(401)
                .body("detail", containsString("closed"));
        long refusals = stored(REFUSALS, made.getString("id"));

        bearer(key).get("/api/v1/session").then().statusCode(401);

        assertThat(stored(REFUSALS, made.getString("id"))).isEqualTo(refusals + 1);
    }

    @Test
    void shouldWriteDownItsLastUseNoMoreExactlyThanItIsKept() {
        JsonPath made = make("KEY-USED");
        String key = made.getString("key");
        for (int i = 0; i < 5; i++) {
            parties.forget();
            bearer(key).get("/api/v1/session").then().statusCode(200);
        }

        String id = made.getString("id");
        assertThat(stored(
                        "select count(*) from api_key where id = $1 and last_used_at is not null", UUID.fromString(id)))
                .isEqualTo(1);
        String before = text("select xmin::text from api_key where id = $1", UUID.fromString(id));
        parties.forget();
        bearer(key).get("/api/v1/session").then().statusCode(200);
        assertThat(text("select xmin::text from api_key where id = $1", UUID.fromString(id)))
                .isEqualTo(before);
    }

    /** What goes on under the key when it is revoked ends first; nothing begins under it afterwards, at any replica. */
    @Test
    void shouldBeRevokedAfterWhatGoesOnUnderItAndBeforeAnythingElse() throws Exception {
        JsonPath made = make("KEY-FLIGHT");
        UUID id = UUID.fromString(made.getString("id"));
        SupplierCaller supplier = new SupplierCaller("KEY-FLIGHT", id, "key:KEY-FLIGHT:test");
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> mayEnd = new CompletableFuture<>();
        CompletableFuture<String> goingOn = organisations
                .transaction(supplier, transaction -> {
                    begun.countDown();
                    return Uni.createFrom()
                            .completionStage(mayEnd)
                            .chain(() -> transaction
                                    .query("select bound_organisation()")
                                    .execute())
                            .map(rows -> rows.iterator().next().getString(0));
                })
                .subscribeAsCompletionStage();
        begun.await();

        CompletableFuture<Integer> revoking = CompletableFuture.supplyAsync(
                () -> admin().post("/api/v1/api-keys/" + id + "/revoke").statusCode());
        org.awaitility.Awaitility.await()
                .atMost(LIMIT)
                .until(() -> stored("select count(*) from pg_locks where locktype = 'advisory' and not granted") > 0);
        assertThat(revoking).isNotDone();
        mayEnd.complete("");

        assertThat(goingOn.get()).isEqualTo("KEY-FLIGHT");
        assertThat(revoking.get()).isEqualTo(200);
        Throwable refused = organisations
                .transaction(supplier, transaction -> Uni.createFrom().item("done"))
                .map(done -> new Throwable("not refused"))
                .onFailure()
                .recoverWithItem(failure -> failure)
                .await()
                .atMost(LIMIT);
        assertThat(refused).isInstanceOf(dev.muster.platform.ProblemException.class);
    }

    private static SignInRefused refusal(KeySignIn signIn, String token) {
        return (SignInRefused) signIn.prove(token, "192.0.2.1")
                .map(party -> new Throwable("not refused"))
                .onFailure()
                .recoverWithItem(failure -> failure)
                .await()
                .atMost(LIMIT);
    }

    private static JsonPath make(String organisation) {
        return make(Map.of("organisation", organisation, "name", "ERP"));
    }

    private static JsonPath make(String organisation, List<String> scopes) {
        return make(Map.of("organisation", organisation, "name", "ERP", "scopes", scopes));
    }

    private static JsonPath make(Map<String, ?> body) {
        return admin().contentType("application/json")
                .body(body)
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse rotate(String key, Map<String, ?> body) {
        return bearer(key)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/supplier/api-keys")
                .then();
    }

    private void expire(String key) {
        pool.preparedQuery("update api_key set expires_at = now() - interval '1 second' where token_hash = sha256($1)")
                .execute(Tuple.of(io.vertx.core.buffer.Buffer.buffer(key)))
                .await()
                .atMost(LIMIT);
        parties.forget();
    }

    private long stored(String query, Object... values) {
        return pool.preparedQuery(query)
                .execute(tuple(values))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(LIMIT);
    }

    private String text(String query, UUID value) {
        return pool.preparedQuery(query)
                .execute(tuple(value))
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(LIMIT);
    }

    private static Tuple tuple(Object... values) {
        Tuple tuple = Tuple.tuple();
        for (Object value : values) {
            tuple.addValue(value instanceof byte[] bytes ? io.vertx.core.buffer.Buffer.buffer(bytes) : value);
        }
        return tuple;
    }

    private static RequestSpecification admin() {
        return given().auth().preemptive().basic("admin", "muster-demo");
    }

    private static RequestSpecification bearer(String key) {
        return given().header("Authorization", "Bearer " + key);
    }
}
