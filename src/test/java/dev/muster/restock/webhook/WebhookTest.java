package dev.muster.restock.webhook;

import static dev.muster.restock.webhook.Receiver.status;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks to a real receiver; each test has a supplier of its own. */
@QuarkusTest
class WebhookTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Inject
    EventLog log;

    @Inject
    WebhookConfig config;

    @Inject
    DeliveryStore store;

    @Inject
    io.vertx.core.Vertx vertx;

    private final String organisation = "HOOK-" + UUID.randomUUID();
    private Receiver receiver;
    private String key;

    @BeforeEach
    void start() {
        receiver = new Receiver();
        key = given().auth()
                .preemptive()
                .basic("admin", "muster-demo")
                .contentType("application/json")
                .body(Map.of("organisation", organisation, "name", "test"))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void shouldDeliverWhatConcernsTheSupplierSigned() {
        JsonPath hook = register(Map.of("url", receiver.url()));
        happens("restock.sent", "HOOK-SOMEBODY-ELSE", "not for us");
        happens("restock.sent", organisation, "first");
        happens("restock.cancelled", organisation, "second");

        await().atMost(LIMIT).until(() -> receiver.received().size() == 2);
        assertThat(receiver.received())
                .allMatch(message -> message.isSignedBy(hook.getString("secret")))
                .extracting(message -> JsonPath.from(message.body()).getString("data.note"))
                .containsExactly("first", "second");
        JsonPath body = JsonPath.from(receiver.received().get(0).body());
        assertThat(body.getString("type")).isEqualTo("restock.sent");
        assertThat(body.getString("timestamp")).isNotBlank();
        assertThat(receiver.received().get(0).id()).endsWith("_" + body.getLong("seq"));
        awaitDelivery(hook, "DELIVERED", 2);
    }

    @Test
    void shouldTryAgainUnderTheSameIdUntilTaken() {
        receiver.answer(status(500), status(503), exchange -> exchange.close());
        JsonPath hook = register(Map.of("url", receiver.url()));
        happens("restock.sent", organisation, "again");

        awaitDelivery(hook, "DELIVERED", 1);
        assertThat(receiver.received())
                .hasSize(4)
                .extracting(Receiver.Received::id)
                .containsOnly(receiver.received().get(0).id());
        assertThat(receiver.received()).allMatch(message -> message.isSignedBy(hook.getString("secret")));
        deliveries(hook).body("items[0].attempts", equalTo(4)).body("items[0].error", nullValue());
    }

    @Test
    void shouldGiveUpAfterTheLastAttemptAndSendAgainWhenAsked() {
        receiver.always(status(500));
        JsonPath hook = register(Map.of("url", receiver.url()));
        long seq = happens("restock.sent", organisation, "dead");

        awaitDelivery(hook, "DEAD", 1);
        deliveries(hook)
                .body("items[0].attempts", equalTo(4))
                .body("items[0].status", equalTo(500))
                .body("items[0].error", equalTo("status"));
        receiver.always(null);
        bearer().contentType("application/json")
                .body(Map.of("from", seq))
                .post(path(hook) + "/replay")
                .then()
                .statusCode(200)
                .body("events", equalTo(1));

        awaitDelivery(hook, "DELIVERED", 1);
        assertThat(receiver.received())
                .hasSize(5)
                .extracting(Receiver.Received::id)
                .containsOnly(receiver.received().get(0).id());
    }

    @Test
    void shouldNotBeHeldUpByOneEventThatIsNeverTaken() {
        receiver.always(exchange -> exchange.sendResponseHeaders(
                receiver.received().get(receiver.received().size() - 1).has("poison") ? 400 : 200, -1));
        JsonPath hook = register(Map.of("url", receiver.url()));
        happens("restock.sent", organisation, "poison");
        happens("restock.sent", organisation, "good");

        awaitDelivery(hook, "DELIVERED", 1);
        awaitDelivery(hook, "DEAD", 1);
    }

    /** The place of a redirect is not looked at, whatever it is. */
    @Test
    void shouldNotFollowRedirects() {
        receiver.always(exchange -> {
            exchange.getResponseHeaders().set("Location", receiver.url() + "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
        });
        JsonPath hook = register(Map.of("url", receiver.url()));
        happens("restock.sent", organisation, "redirected");

        awaitDelivery(hook, "DEAD", 1);
        assertThat(receiver.received()).extracting(Receiver.Received::path).containsOnly("/hook");
        deliveries(hook).body("items[0].error", equalTo("redirect")).body("items[0].status", equalTo(307));
    }

    @Test
    void shouldNotWaitForEverForAnAnswer() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        receiver.answer(exchange -> over.await());
        JsonPath hook = register(Map.of("url", receiver.url()));
        happens("restock.sent", organisation, "silence");

        awaitDelivery(hook, "DELIVERED", 1);
        over.countDown();
        assertThat(receiver.received()).hasSize(2);
    }

    /** A receiver that answers without end, or a byte at a time, is cut off. */
    @Test
    void shouldCutOffAnAnswerOfTenMegabytes() throws Exception {
        CompletableFuture<Long> written = new CompletableFuture<>();
        receiver.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            long sent = 0;
            try (var out = exchange.getResponseBody()) {
                for (; sent < 10_000_000; sent += 10_000) {
                    out.write("x".repeat(10_000).getBytes());
                }
            } catch (IOException cut) {
                // As it should be
            } finally {
                written.complete(sent);
            }
        });
        JsonPath hook = register(Map.of("url", receiver.url()));
        happens("restock.sent", organisation, "flood");

        awaitDelivery(hook, "DELIVERED", 1);
        assertThat(written.get()).isLessThan(10_000_000);
        deliveries(hook).body("items[0].answer.length()", equalTo(500));
    }

    @Test
    void shouldSignByBothSecretsWhileOneTakesTheOthersPlace() {
        JsonPath hook = register(Map.of("url", receiver.url()));
        String next = bearer().post(path(hook) + "/rotate-secret")
                .then()
                .statusCode(200)
                .body("previousSecretUntil", notNullValue())
                .extract()
                .path("secret");
        happens("restock.sent", organisation, "two");

        await().atMost(LIMIT).until(() -> receiver.received().size() == 1);
        assertThat(receiver.received().get(0).isSignedBy(hook.getString("secret")))
                .isTrue();
        assertThat(receiver.received().get(0).isSignedBy(next)).isTrue();
    }

    @Test
    void shouldBeDisabledWhenTheReceiverIsGoneAndGoOnWhenItIsBack() {
        receiver.answer(status(410));
        JsonPath hook = register(Map.of("url", receiver.url()));
        happens("restock.sent", organisation, "gone");

        await().atMost(LIMIT).until(() -> bearer().get(path(hook)).path("state").equals("DISABLED"));
        bearer().get(path(hook)).then().body("reason", equalTo("gone"));
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        bearer().get("/api/v1/supplier/events").then().body("items.kind", hasItem("webhook.disabled")));

        bearer().contentType("application/json")
                .body(Map.of("url", receiver.url(), "kinds", List.of("restock.sent")))
                .put(path(hook))
                .then()
                .statusCode(200)
                .body("state", equalTo("ACTIVE"));
        awaitDelivery(hook, "DELIVERED", 1);
    }

    @Test
    void shouldKeepWhatHappensWhilePausedAndSendOnlyTheKindsAskedFor() {
        JsonPath hook = register(Map.of("url", receiver.url(), "state", "PAUSED", "kinds", List.of("restock.sent")));
        happens("restock.sent", organisation, "one");
        happens("restock.cancelled", organisation, "not asked for");
        happens("restock.sent", organisation, "two");
        bearer().contentType("application/json")
                .body(Map.of("url", receiver.url(), "kinds", List.of("restock.sent")))
                .put(path(hook))
                .then()
                .statusCode(200);

        awaitDelivery(hook, "DELIVERED", 2);
        assertThat(receiver.received()).hasSize(2).noneMatch(message -> message.has("not asked for"));
    }

    /** Processes that look at the same moment do not deliver to one endpoint together. */
    @Test
    void shouldBeDeliveredToByOneProcessAtATime() {
        CountDownLatch over = new CountDownLatch(1);
        receiver.always(exchange -> over.await());
        register(Map.of("url", receiver.url()));
        happens("restock.sent", organisation, "one at a time");
        await().atMost(LIMIT).until(() -> !receiver.received().isEmpty());

        List<CompletableFuture<List<DeliveryStore.Lease>>> others = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> store.lease(pool, UUID.randomUUID(), Duration.ofSeconds(1), 100, 1000)
                        .subscribeAsCompletionStage())
                .toList();

        assertThat(others.stream().flatMap(leases -> leases.join().stream()))
                .noneMatch(lease -> lease.organisation().equals(organisation));
        over.countDown();
    }

    @Test
    void shouldTellAtOnceWhatComesOfAPing() {
        JsonPath hook = register(Map.of("url", receiver.url()));
        bearer().post(path(hook) + "/ping")
                .then()
                .statusCode(200)
                .body("taken", equalTo(true))
                .body("status", equalTo(204));
        assertThat(receiver.received().get(0).isSignedBy(hook.getString("secret")))
                .isTrue();

        receiver.close();
        bearer().post(path(hook) + "/ping")
                .then()
                .statusCode(200)
                .body("taken", equalTo(false))
                .body("error", equalTo("connection"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/hook",
                "http://169.254.169.254/latest/meta-data",
                "http://192.168.1.1:8080/",
                "http://0.0.0.0/",
                "http://224.0.0.1/",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[fe80::1]/",
                "http://[fd00::1]/",
                "http://167772161/",
                "https://user:secret@127.0.0.1/",
                "ftp://127.0.0.1/",
                "file:///etc/passwd",
                "http://no-such-host.invalid/",
                "not a url"
            })
    void shouldRefuseAnAddressThatIsNotCalled(String url) {
        bearer().contentType("application/json")
                .body(Map.of("url", url))
                .post("/api/v1/supplier/webhooks")
                .then()
                .statusCode(422)
                .body("violations.field", hasItem("url"));
        bearer().get("/api/v1/supplier/webhooks").then().body("items.size()", equalTo(0));
    }

    @Test
    void shouldRefuseWhatIsNoWebhook() {
        bearer().contentType("application/json")
                .body(Map.of("kinds", List.of("Restock Sent"), "state", "DISABLED", "description", " "))
                .post("/api/v1/supplier/webhooks")
                .then()
                .statusCode(422)
                .body("violations.field", org.hamcrest.Matchers.hasItems("url", "kinds[0]", "state", "description"));
    }

    @Test
    void shouldHaveNoMoreThanTheMost() {
        for (int i = 0; i < 5; i++) {
            register(Map.of("url", receiver.url() + i));
        }
        bearer().contentType("application/json")
                .body(Map.of("url", receiver.url()))
                .post("/api/v1/supplier/webhooks")
                .then()
                .statusCode(422);
        JsonPath first = bearer().get("/api/v1/supplier/webhooks").jsonPath();
        bearer().delete("/api/v1/supplier/webhooks/" + first.getString("items[0].id"))
                .then()
                .statusCode(204);
        register(Map.of("url", receiver.url()));
    }

    /** A name that stood for a public address when it was registered, and for another one when it is called. */
    @Test
    void shouldNotBeLedAstrayByANameThatChanges() {
        Attempt attempt = sender(List.of(), "127.0.0.1")
                .send(target(), List.of(Secret.make()), new Message("msg_1", "{}"))
                .await()
                .atMost(LIMIT);

        assertThat(attempt.failure()).isEqualTo(Failure.FORBIDDEN_ADDRESS);
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void shouldRefuseANameOneOfWhoseAddressesIsForbidden() {
        Attempt attempt = sender(List.of("127.0.0.0/8"), "127.0.0.1", "10.0.0.1")
                .send(target(), List.of(Secret.make()), new Message("msg_1", "{}"))
                .await()
                .atMost(LIMIT);

        assertThat(attempt.failure()).isEqualTo(Failure.FORBIDDEN_ADDRESS);
    }

    /** The name is looked up once; the connection goes to what was found and checked then. */
    @Test
    void shouldConnectToTheAddressThatWasChecked() {
        Attempt attempt = sender(List.of("127.0.0.0/8"), "127.0.0.1")
                .send(target(), List.of(Secret.make()), new Message("msg_1", "{}"))
                .await()
                .atMost(LIMIT);

        assertThat(attempt.taken()).isTrue();
        assertThat(receiver.received().get(0).header("host")).startsWith("receiver.invalid");
    }

    private Target target() {
        return new Target(false, "receiver.invalid", receiver.port(), "/hook");
    }

    private Sender sender(List<String> allowed, String... addresses) {
        Resolver.Names names = host -> {
            List<InetAddress> found = new java.util.ArrayList<>();
            for (String address : addresses) {
                found.add(InetAddress.getByName(address));
            }
            return found;
        };
        return new Sender(vertx, new Resolver(vertx, new AddressRules(allowed), names), Clock.systemUTC(), config);
    }

    private JsonPath register(Map<String, ?> body) {
        return bearer().contentType("application/json")
                .body(body)
                .post("/api/v1/supplier/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private void awaitDelivery(JsonPath hook, String state, int count) {
        await().atMost(LIMIT)
                .untilAsserted(() -> bearer().queryParam("state", state)
                        .get(path(hook) + "/deliveries")
                        .then()
                        .statusCode(200)
                        .body("items.size()", equalTo(count)));
    }

    private io.restassured.response.ValidatableResponse deliveries(JsonPath hook) {
        return bearer().get(path(hook) + "/deliveries")
                .then()
                .statusCode(200)
                .body("items[0].millis", lessThan(60_000));
    }

    private static String path(JsonPath hook) {
        return "/api/v1/supplier/webhooks/" + hook.getString("id");
    }

    private RequestSpecification bearer() {
        return given().header("Authorization", "Bearer " + key);
    }

    private long happens(String kind, String supplier, String note) {
        Event event =
                new Event(kind, UUID.randomUUID().toString(), "officer", Map.of("supplier", supplier, "note", note));
        return pool.withTransaction(transaction -> log.append(transaction, List.of(event), List.of()))
                .invoke(log::committed)
                .await()
                .atMost(LIMIT);
    }
}
