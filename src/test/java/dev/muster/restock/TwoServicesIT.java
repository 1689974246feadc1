package dev.muster.restock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.ServicePair;
import dev.muster.ServiceProcess;
import dev.muster.platform.database.DatabaseProcess;
import dev.muster.restock.webhook.Certificates;
import dev.muster.restock.webhook.Receiver;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restocking on two services that share one database: what two of them do at the same moment has one effect, and what one leaves
 * half done when it is killed the other ends. The last test kills the first service for good.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoServicesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int TRIGGERS = 32;
    private static final int NEEDS = 4;
    private static final int RACES = 12;
    private static final int TOLD = 20;
    private static final Map<String, String> SETTINGS = Map.of(
            "muster.webhook.allowed-networks",
            "127.0.0.0/8",
            "muster.webhook.plain-http",
            "true",
            "muster.webhook.poll",
            "50ms",
            "muster.webhook.lease",
            "3s",
            "muster.webhook.timeout",
            "2s",
            "muster.restock.review-every",
            "200ms",
            "muster.restock.deadlines-every",
            "500ms",
            "muster.restock.resume-receipts-after",
            "2s");

    @TempDir
    static Path directory;

    private static DatabaseProcess database;
    private static ServicePair pair;
    private static SSLContext secured;
    private static ServiceProcess first;
    private static ServiceProcess second;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @BeforeAll
    static void start() throws IOException {
        database = DatabaseProcess.start(directory.resolve("database"));
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(database.settings());
        Certificates certificates = new Certificates(directory);
        settings.put(
                "muster.webhook.trusted-certificates", certificates.authority().toString());
        secured = certificates.receiver("receiver", "ip:127.0.0.1");
        pair = ServicePair.start(directory, settings);
        first = pair.services().get(0);
        second = pair.services().get(1);
        put("/api/v1/sites/S", """
                {"code":"S","name":{"en":"Site"},"kind":"CLINIC","latitude":30,"longitude":114}""");
        put("/api/v1/restock-policy", "{\"maxSuppliers\":1}", 200);
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
        pair.close();
        database.close();
    }

    /** Clicks, repeated clicks, orders by hand and the review by policy, on both services at the same moment. */
    @Test
    @Order(1)
    void shouldAskOnceForEachNeedWhoeverTriggersIt() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> items = items("NEED", NEEDS);
        supplier("ONE", items);
        supplier("TWO", items);
        for (String item : items) {
            put("/api/v1/stock-levels/S/" + item, "{\"floor\":0,\"par\":100}");
        }
        await().atMost(LIMIT).until(() -> count("select count(*) from restock_suggestion") == NEEDS);

        List<Callable<HttpResponse<String>>> triggers = new ArrayList<>();
        for (String item : items) {
            String again = UUID.randomUUID().toString();
            for (int i = 0; i < TRIGGERS; i++) {
                ServiceProcess service = i % 2 == 0 ? first : second;
                String click = i % 4 == 0 ? again : UUID.randomUUID().toString();
                triggers.add(
                        i % 8 < 5
                                ? () -> service.call(
                                        "POST",
                                        "/api/v1/restock-suggestions/S/" + item + "/send",
                                        "officer",
                                        "{\"id\":\"" + click + "\"}")
                                : () -> service.call("POST", "/api/v1/restock-requests", "commander", """
                                        {"supplier":"%s","site":"S","item":"%s","quantity":100}""".formatted(
                                                random.nextBoolean() ? "ONE" : "TWO", item)));
            }
        }
        triggers.add(() -> first.call("PUT", "/api/v1/restock-policy", "admin", """
                {"maxSuppliers":1,"automatic":["BELOW_PAR","SHORTAGE","BELOW_FLOOR","RUNS_OUT"]}"""));
        triggers.add(() -> second.call("POST", "/api/v1/restock-suggestions/review", "officer", null));
        Collections.shuffle(triggers, random);
        for (HttpResponse<String> answer : together(triggers)) {
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 409);
        }
        await().atMost(LIMIT).until(() -> count("select count(*) from restock_suggestion") == 0);

        for (String item : items) {
            assertThat(count(
                            "select count(*) from restock_request r join item i on i.id = r.item_id where i.code = ?",
                            item))
                    .as(item)
                    .isEqualTo(1);
            assertThat(count(
                            "select sum(r.quantity) from restock_request r join item i on i.id = r.item_id where i.code = ?",
                            item))
                    .isEqualTo(100);
        }
        assertThat(count("select count(*) from restock_need")).isEqualTo(NEEDS);
        assertThat(count("select count(*) from event_log where kind = 'restock.sent'"))
                .isEqualTo(NEEDS);
    }

    /** Whichever is first: a promise that was taken is told before the cancellation, one that was not is told never. */
    @Test
    @Order(2)
    void shouldLetAPromiseAndACancellationMeetInOneOrder() throws Exception {
        List<String> items = items("RACE", RACES);
        supplier("RACER", items);
        String key = key("RACER");
        for (int i = 0; i < RACES; i++) {
            String id = ask("RACER", items.get(i), 10);
            ServiceProcess promising = i % 2 == 0 ? first : second;
            ServiceProcess cancelling = i % 2 == 0 ? second : first;
            List<HttpResponse<String>> answers = together(List.of(
                    () -> bearer(
                            promising,
                            key,
                            "POST",
                            "/api/v1/supplier/restock-requests/" + id + "/promise",
                            """
                            {"quantity":10,"date":"%s"}""".formatted(soon())),
                    () -> cancelling.call("POST", "/api/v1/restock-requests/" + id + "/cancel", "officer", """
                            {"reason":"not needed"}""")));

            assertThat(answers.get(1).statusCode()).as(answers.get(1).body()).isEqualTo(200);
            assertThat(answers.get(0).statusCode()).as(answers.get(0).body()).isIn(200, 409);
            List<String> told = strings("select kind from event_log where subject = ? order by seq", "RACER/" + id);
            assertThat(told)
                    .isEqualTo(
                            answers.get(0).statusCode() == 200
                                    ? List.of("restock.sent", "restock.promised", "restock.cancelled")
                                    : List.of("restock.sent", "restock.cancelled"));
            assertThat(strings("select state from restock_request where id = ?::uuid", id))
                    .containsExactly("CANCELLED");
        }
    }

    /** Also while a command goes on under it at the other service: the revocation is answered after that has ended. */
    @Test
    @Order(3)
    void shouldOpenNothingAnywhereOnceAKeyIsRevoked() throws Exception {
        List<String> items = items("KEYED", 2);
        supplier("KEYED", items);
        JsonNode made = JSON.readTree(
                second.call("POST", "/api/v1/api-keys", "admin", """
                        {"organisation":"KEYED","name":"test"}""").body());
        String key = made.get("key").asText();
        String id = ask("KEYED", items.get(0), 10);
        assertThat(bearer(second, key, "GET", "/api/v1/supplier/restock-requests", null)
                        .statusCode())
                .isEqualTo(200);

        try (Connection holding = transaction()) {
            lock(holding, "select id from restock_request where id = '" + id + "' for update");
            Future<HttpResponse<String>> promise = THREADS.submit(() ->
                    bearer(second, key, "POST", "/api/v1/supplier/restock-requests/" + id + "/promise", """
                            {"quantity":10,"date":"%s"}""".formatted(
                                    soon())));
            await().atMost(LIMIT).until(() -> waiting("for no key update") > 0);
            Future<HttpResponse<String>> revoked = THREADS.submit(() ->
                    first.call("POST", "/api/v1/api-keys/" + made.get("id").asText() + "/revoke", "admin", null));
            await().atMost(LIMIT).until(() -> waiting("pg_advisory_xact_lock(") > 0);
            assertThat(revoked.isDone()).isFalse();
            holding.rollback();

            assertThat(promise.get().statusCode()).as(promise.get().body()).isEqualTo(200);
            assertThat(revoked.get().statusCode()).as(revoked.get().body()).isEqualTo(200);
        }
        for (String path :
                List.of("/api/v1/supplier/restock-requests", "/api/v1/supplier/events", "/api/v1/supplier/offers")) {
            assertThat(bearer(second, key, "GET", path, null).statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(bearer(second, key, "POST", "/api/v1/supplier/restock-requests/" + id + "/decline", """
                        {"reason":"no"}""")
                        .statusCode())
                .isEqualTo(401);
    }

    /** By TLS, with a certificate of an authority of the operator's own. */
    @Test
    @Order(4)
    void shouldTellASupplierOnceThoughBothCould() throws Exception {
        List<String> items = items("TOLD", TOLD);
        supplier("TOLD", items);
        try (Receiver receiver = new Receiver(secured)) {
            hook(key("TOLD"), receiver.url());
            together(items.stream()
                    .map(item -> (Callable<HttpResponse<String>>) () -> (item.hashCode() % 2 == 0 ? first : second)
                            .call("POST", "/api/v1/restock-requests", "officer", """
                                    {"supplier":"TOLD","site":"S","item":"%s","quantity":1}""".formatted(item)))
                    .toList());
            await().atMost(LIMIT)
                    .until(() -> count(
                                    "select count(*) from webhook_delivery where organisation = 'TOLD' and state = 'DELIVERED'")
                            == TOLD);
            // What took too long is sent again, and counted as an attempt; nothing else is
            assertThat(receiver.received().stream().map(Receiver.Received::id).distinct())
                    .hasSize(TOLD);
            assertThat((long) receiver.received().size())
                    .isLessThanOrEqualTo(
                            count("select sum(attempts) from webhook_delivery where organisation = 'TOLD'"));
        }
    }

    /** After a restore numbers are given anew; who polls learns it by the epoch, at whichever service, and begins again. */
    @Test
    @Order(5)
    void shouldTellWhoPollsThatTheLogIsAnother() throws Exception {
        List<String> items = items("EPOCH", 2);
        supplier("EPOCH", items);
        String key = key("EPOCH");
        ask("EPOCH", items.get(0), 1);
        JsonNode before = feed(first, key, 0);
        assertThat(before.get("items")).hasSize(1);

        execute("update log_head set epoch = gen_random_uuid()");
        JsonNode next = feed(second, key, before.get("next").asLong());
        assertThat(next.get("epoch")).isNotEqualTo(before.get("epoch"));
        assertThat(feed(first, key, 0).get("epoch")).isEqualTo(next.get("epoch"));
        ask("EPOCH", items.get(1), 1);
        JsonNode again = feed(second, key, 0);
        assertThat(again.get("items")).hasSize(2);
        String epoch = next.get("epoch").asText().replace("-", "");
        for (JsonNode event : again.get("items")) {
            assertThat(event.get("id").asText()).startsWith("msg_" + epoch);
        }
    }

    private static JsonNode feed(ServiceProcess service, String key, long after) throws IOException {
        HttpResponse<String> answer = bearer(service, key, "GET", "/api/v1/supplier/events?after=" + after, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /**
     * One kill in the middle of three things: a receipt that is counted and not booked, another that is booked and not ended,
     * and a webhook that was posted and not written down. The other service ends each, once.
     */
    @Test
    @Order(6)
    void shouldEndWhatAKilledServiceLeftHalfDone() throws Exception {
        List<String> items = items("KILL", 3);
        supplier("KILL", items);
        String key = key("KILL");
        String counted = shipped(key, items.get(0), 70);
        String booked = shipped(key, items.get(1), 30);
        CountDownLatch over = new CountDownLatch(1);
        try (Receiver receiver = new Receiver();
                Connection log = transaction();
                Connection request = transaction()) {
            String hook = hook(key, receiver.url());
            execute("update webhook_endpoint set state = 'PAUSED' where id = ?::uuid", hook);
            ask("KILL", items.get(2), 1);
            receiver.answer(exchange -> over.await());
            String ending = UUID.randomUUID().toString();
            String booking = UUID.randomUUID().toString();

            lock(log, "select 1 from log_head for update");
            receiveAtFirst(booked, ending);
            await().atMost(LIMIT).until(() -> receiving(ending) == 1);
            lock(request, "select id from restock_request where id = '" + booked + "' for update");
            log.rollback();
            await().atMost(LIMIT).until(() -> movements(booked) == 1);
            lock(log, "select 1 from log_head for update");
            receiveAtFirst(counted, booking);
            await().atMost(LIMIT).until(() -> receiving(booking) == 1);
            execute("update webhook_endpoint set state = 'ACTIVE' where id = ?::uuid", hook);
            await().atMost(LIMIT).until(() -> !receiver.received().isEmpty());
            first.kill();
            log.rollback();
            request.rollback();

            await().atMost(LIMIT)
                    .until(() -> count(
                                    "select count(*) from restock_request where state = 'RECEIVED' and id in (?::uuid, ?::uuid)",
                                    counted,
                                    booked)
                            == 2);
            for (String id : List.of(counted, booked)) {
                assertThat(movements(id)).isEqualTo(1);
                assertThat(count(
                                "select count(*) from event_log where kind = 'restock.received' and subject = ?",
                                "KILL/" + id))
                        .isEqualTo(1);
            }
            assertThat(onHand(items.get(0))).isEqualTo(70);
            assertThat(onHand(items.get(1))).isEqualTo(30);
            HttpResponse<String> again = receive(second, counted, booking);
            assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
            assertThat(JSON.readTree(again.body()).get("state").asText()).isEqualTo("RECEIVED");
            assertThat(onHand(items.get(0))).isEqualTo(70);

            await().atMost(LIMIT)
                    .until(() -> count(
                                    "select count(*) from webhook_delivery where endpoint = ?::uuid and state = 'PENDING'",
                                    hook)
                            == 0);
            Receiver.Received posted = receiver.received().get(0);
            assertThat(receiver.received(message -> message.id().equals(posted.id())))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .extracting(Receiver.Received::body)
                    .containsOnly(posted.body());
        } finally {
            over.countDown();
        }
    }

    private static void receiveAtFirst(String request, String command) {
        // The answer is lost with the service
        CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return receive(first, request, command).statusCode();
                    } catch (IOException killed) {
                        return 0;
                    }
                },
                THREADS);
    }

    private static HttpResponse<String> receive(ServiceProcess service, String request, String command)
            throws IOException {
        return service.call("POST", "/api/v1/restock-requests/" + request + "/receive", "officer", """
                {"id":"%s","shipment":"%s"}""".formatted(
                        command, shipment(request)));
    }

    private static String shipment(String request) {
        return strings("select id::text from restock_shipment where request_id = ?::uuid", request)
                .get(0);
    }

    private static long receiving(String receipt) {
        return count("select count(*) from restock_shipment where state = 'RECEIVING' and receipt = ?::uuid", receipt);
    }

    private static long movements(String request) {
        return count("select count(*) from movement where reason = 'restock ' || ?", request);
    }

    private static long onHand(String item) {
        return count(
                "select sum(p.on_hand) from stock_position p join item i on i.id = p.item_id where i.code = ?", item);
    }

    /** A request that is promised and on its way. */
    private static String shipped(String key, String item, long quantity) throws IOException {
        String id = ask("KILL", item, quantity);
        promise(key, id, quantity);
        HttpResponse<String> answer =
                bearer(first, key, "POST", "/api/v1/supplier/restock-requests/" + id + "/ship", """
                {"asn":"ASN-%s","eta":"%s","quantity":%d}""".formatted(
                                item, soon(), quantity));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return id;
    }

    private static void promise(String key, String id, long quantity) throws IOException {
        HttpResponse<String> answer =
                bearer(first, key, "POST", "/api/v1/supplier/restock-requests/" + id + "/promise", """
                {"quantity":%d,"date":"%s"}""".formatted(
                                quantity, soon()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static List<String> items(String prefix, int count) throws IOException {
        List<String> items =
                IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
        for (String item : items) {
            put("/api/v1/items/" + item, """
                    {"code":"%s","kind":"SUPPLY","name":{"en":"Item"},"baseUnit":"piece"}""".formatted(item));
        }
        return items;
    }

    private static void supplier(String code, List<String> items) throws IOException {
        String delivered = String.join(
                ",", items.stream().map(item -> "{\"item\":\"" + item + "\"}").toList());
        put("/api/v1/suppliers/" + code, """
                {"code":"%s","name":{"en":"Supplier"},"items":[%s]}""".formatted(code, delivered));
    }

    private static String key(String organisation) throws IOException {
        HttpResponse<String> made = second.call("POST", "/api/v1/api-keys", "admin", """
                {"organisation":"%s","name":"test"}""".formatted(organisation));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).get("key").asText();
    }

    private static String hook(String key, String url) throws IOException {
        HttpResponse<String> made = bearer(second, key, "POST", "/api/v1/supplier/webhooks", """
                {"url":"%s"}""".formatted(url));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).get("id").asText();
    }

    private static String ask(String supplier, String item, long quantity) throws IOException {
        HttpResponse<String> asked =
                first.call("POST", "/api/v1/restock-requests", "officer", """
                {"supplier":"%s","site":"S","item":"%s","quantity":%d}""".formatted(supplier, item, quantity));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(201);
        return JSON.readTree(asked.body()).get("id").asText();
    }

    private static String soon() {
        return Instant.now().plus(Duration.ofDays(2)).toString();
    }

    private static void put(String path, String body) throws IOException {
        put(path, body, 201);
    }

    private static void put(String path, String body, int status) throws IOException {
        HttpResponse<String> answer = first.call("PUT", path, "admin", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private static HttpResponse<String> bearer(
            ServiceProcess service, String key, String method, String path, @Nullable String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(service.uri(path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends all at the same moment; the answers in the order given. */
    private static List<HttpResponse<String>> together(List<Callable<HttpResponse<String>>> calls) throws Exception {
        CyclicBarrier ready = new CyclicBarrier(calls.size());
        List<Future<HttpResponse<String>>> running = new ArrayList<>();
        for (Callable<HttpResponse<String>> call : calls) {
            running.add(THREADS.submit(() -> {
                ready.await();
                return call.call();
            }));
        }
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> one : running) {
            answers.add(one.get());
        }
        return answers;
    }

    private static Connection transaction() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void lock(Connection transaction, String sql) throws SQLException {
        try (var statement = transaction.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
        }
    }

    /** How many statements of this text wait for a lock. */
    private static long waiting(String text) {
        return count(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and position(? in query) > 0",
                text);
    }

    private static long count(String sql, String... values) {
        return Long.parseLong(strings(sql, values).get(0));
    }

    private static List<String> strings(String sql, String... values) {
        try (Connection connection = database.connect();
                PreparedStatement statement = prepared(connection, sql, values);
                var rows = statement.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(String sql, String... values) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = prepared(connection, sql, values)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, String... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }
}
