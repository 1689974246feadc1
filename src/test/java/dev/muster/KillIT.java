package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service on its own database, killed and started again. */
class KillIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = ServiceProcess.start(directory, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void shouldKeepWhatWasAcknowledgedOverKillAndLeaveNoDatabaseBehind() throws Exception {
        String cookie = signIn();
        receive("KILL-A", "KILL-MASK", 1200);
        long database = service.databasePid();

        service.kill();
        await("database goes with its service").atMost(Duration.ofSeconds(20)).until(() -> !service.databaseRuns());
        service.restart();

        assertThat(service.databasePid()).isNotEqualTo(database);
        JsonNode stock = JSON.readTree(
                service.get("/api/v1/stock?site=KILL-A", "officer").body());
        assertThat(stock.at("/items/0/onHand").asLong()).isEqualTo(1200);
        assertThat(whoAmI(cookie)).contains("\"officer\"");
    }

    /** The database has had no time to stop, as on a restart by a supervisor. */
    @Test
    void shouldStartAgainAtOnceAfterKill() throws Exception {
        String cookie = signIn();

        service.kill();
        service.restart();

        assertThat(whoAmI(cookie)).contains("\"officer\"");
    }

    @Test
    void shouldRefuseASecondOneOnTheSameDirectoryWithOneSentence() throws Exception {
        ServiceProcess second = ServiceProcess.attempt(directory, Map.of());

        assertThat(second.awaitEnd()).isEqualTo(1);
        List<String> said = second.output()
                .lines()
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .toList();
        assertThat(said)
                .singleElement()
                .asString()
                .contains(directory.toString(), "in use", String.valueOf(service.pid()));
        assertThat(service.ready()).isTrue();
    }

    /** At once, not later: whoever waits for the service may move its directory. */
    @Test
    void shouldTakeItsDatabaseAlongWhenStopped() {
        service.stop();

        assertThat(service.databaseRuns()).isFalse();
        service.restart();
    }

    private static void receive(String site, String item, long quantity) throws IOException {
        expect(201, "PUT", "/api/v1/sites/" + site, "admin", """
                {"code":"%s","name":{"en":"Depot"},"kind":"WAREHOUSE","latitude":30.6,"longitude":114.3}
                """.formatted(site));
        expect(201, "PUT", "/api/v1/items/" + item, "admin", """
                {"code":"%s","kind":"SUPPLY","name":{"en":"Mask"},"baseUnit":"piece"}
                """.formatted(item));
        expect(201, "POST", "/api/v1/movements", "officer", """
                {"kind":"RECEIPT","site":"%s","item":"%s","quantity":%d}
                """.formatted(site, item, quantity));
    }

    private static void expect(int status, String method, String path, String role, String body) throws IOException {
        HttpResponse<String> answer = service.call(method, path, role, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private static String signIn() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.uri("/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"username\":\"officer\",\"password\":\"" + ServiceProcess.PASSWORD + "\"}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    private static String whoAmI(String cookie) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.uri("/api/v1/session"))
                .header("Cookie", cookie)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
