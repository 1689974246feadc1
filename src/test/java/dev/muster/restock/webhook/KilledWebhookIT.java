package dev.muster.restock.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} between a change and its webhook: the supplier is told all the same, under one id however often. */
class KilledWebhookIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<String, String> SETTINGS = Map.of(
            "muster.webhook.allowed-networks",
            "127.0.0.0/8",
            "muster.webhook.plain-http",
            "true",
            "muster.webhook.lease",
            "3s",
            "muster.webhook.timeout",
            "2s",
            "muster.webhook.max-rest",
            "1s");

    @TempDir
    Path directory;

    @Test
    void shouldTellTheSupplierWhateverIsKilledInBetween() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Receiver down = new Receiver();
        String url = down.url();
        try (ServiceProcess service = ServiceProcess.start(directory, SETTINGS)) {
            String secret = prepare(service, url);
            down.close();

            // Nobody listens: committed, acknowledged, and not delivered when the service dies
            List<String> asked = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                asked.add(ask(service, i));
            }
            service.kill();
            try (Receiver receiver = new Receiver(URI.create(url).getPort())) {
                // The first one is taken, and the service dies before it hears so
                receiver.answer(exchange -> over.await());
                service.restart();
                await().atMost(LIMIT).until(() -> !receiver.received().isEmpty());
                service.kill();
                service.restart();

                await().atMost(LIMIT).until(() -> subjects(receiver).containsAll(asked));
                assertThat(receiver.received()).allMatch(message -> message.isSignedBy(secret));
                String first = receiver.received().get(0).id();
                assertThat(receiver.received(message -> message.id().equals(first)))
                        .hasSizeGreaterThanOrEqualTo(2)
                        .extracting(Receiver.Received::body)
                        .containsOnly(receiver.received().get(0).body());
                assertThat(receiver.received().stream()
                                .map(Receiver.Received::id)
                                .distinct())
                        .hasSize(5);
            }
        } finally {
            over.countDown();
        }
    }

    private static Set<String> subjects(Receiver receiver) throws IOException {
        Set<String> subjects = new TreeSet<>();
        for (Receiver.Received message : receiver.received()) {
            subjects.add(JSON.readTree(message.body()).at("/data/id").asText());
        }
        return subjects;
    }

    /** Gives the secret of the webhook. */
    private static String prepare(ServiceProcess service, String url) throws Exception {
        expect(201, service.call("PUT", "/api/v1/sites/S", "admin", """
                {"code":"S","name":{"en":"Site"},"kind":"CLINIC","latitude":30,"longitude":114}"""));
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            expect(201, service.call("PUT", "/api/v1/items/I" + i, "admin", """
                    {"code":"I%d","kind":"SUPPLY","name":{"en":"Item"},"baseUnit":"piece"}""".formatted(i)));
            items.append(i == 0 ? "" : ",").append("{\"item\":\"I").append(i).append("\"}");
        }
        expect(201, service.call("PUT", "/api/v1/suppliers/SUP-01", "admin", """
                {"code":"SUP-01","name":{"en":"Supplier"},"items":[%s]}""".formatted(items)));
        String key = expect(201, service.call("POST", "/api/v1/api-keys", "admin", """
                        {"organisation":"SUP-01","name":"ERP"}"""))
                .get("key")
                .asText();
        HttpRequest register = HttpRequest.newBuilder(service.uri("/api/v1/supplier/webhooks"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"url\":\"%s\"}".formatted(url)))
                .build();
        return expect(201, HttpClient.newHttpClient().send(register, HttpResponse.BodyHandlers.ofString()))
                .get("secret")
                .asText();
    }

    private static String ask(ServiceProcess service, int item) throws IOException {
        return expect(201, service.call("POST", "/api/v1/restock-requests", "officer", """
                        {"supplier":"SUP-01","site":"S","item":"I%d","quantity":10}""".formatted(item)))
                .get("id")
                .asText();
    }

    private static JsonNode expect(int status, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }
}
