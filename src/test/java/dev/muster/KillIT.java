package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
        long database = service.databasePid();

        service.kill();
        await("database goes with its service").atMost(Duration.ofSeconds(20)).until(() -> !service.databaseRuns());
        service.restart();

        assertThat(service.databasePid()).isNotEqualTo(database);
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
