package dev.muster.restock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.AWorld;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/suppliers.md, taken out of it and run against the service as they stand there. */
@QuarkusTest
class SupplierGuideTest {

    private static final Path GUIDE = Path.of("docs/suppliers.md");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TestHTTPResource
    URI service;

    @Inject
    ASupplier suppliers;

    @Inject
    AWorld world;

    private Path directory = Path.of("");
    private final List<Process> running = new ArrayList<>();
    private String supplier = "";
    private String key = "";
    private String request = "";

    @BeforeEach
    void ask() throws IOException {
        directory = Files.createTempDirectory("supplier-guide");
        String item = world.item();
        supplier = suppliers.of(item);
        key = given().auth()
                .preemptive()
                .basic("admin", "muster-demo")
                .contentType("application/json")
                .body(Map.of("organisation", supplier, "name", "guide"))
                .post("/api/v1/api-keys")
                .path("key");
        request = ASupplier.ask(supplier, world.site(30, 114), item, 100);
    }

    @AfterEach
    void end() {
        running.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldAnswerWithCurl() throws Exception {
        Assumptions.assumeTrue(isThere("curl"));
        Process shell = start(Map.of(), "bash", "-eu", "-c", String.join("\n", blocks("sh")));

        assertThat(shell.waitFor()).as(said()).isZero();
        ASupplier.request(request).body("state", org.hamcrest.Matchers.equalTo("SHIPPED"));
    }

    @Test
    void shouldAnswerWithPython() throws Exception {
        Assumptions.assumeTrue(isThere("python3"));
        start(Map.of("PLACE", directory.resolve("place").toString()), "python3", file("python client.py"));

        awaitPromise();
    }

    @Test
    void shouldAnswerWithJava() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jackson = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.contains("jackson-"))
                .collect(Collectors.joining(File.pathSeparator));
        start(Map.of(), java, "-XX:TieredStopAtLevel=1", "-cp", jackson, file("java Client.java"));

        awaitPromise();
    }

    @Test
    void shouldBeCalledInPython() throws Exception {
        Assumptions.assumeTrue(isThere("python3") && isThere("curl"));
        int port = freePort();
        String hook = "http://127.0.0.1:" + port + "/muster";
        Process shell = start(Map.of("HOOK", hook), "bash", "-eu", "-c", String.join("\n", blocks("sh webhook")));
        assertThat(shell.waitFor()).as(said()).isZero();
        JsonPath webhook = JsonPath.from(said());
        start(
                Map.of("SECRET", webhook.getString("secret"), "HOST", "127.0.0.1", "PORT", String.valueOf(port)),
                "python3",
                file("python receiver.py"));
        String ping = "/api/v1/supplier/webhooks/" + webhook.getString("id") + "/ping";
        await().atMost(LIMIT).until(() -> bearer().post(ping).path("taken"));
        ASupplier.officer(request, "cancel", "{\"reason\":\"not needed\"}").statusCode(200);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(said()).contains("restock.cancelled " + request));
    }

    private void awaitPromise() {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(bearer().get("/api/v1/supplier/restock-requests/" + request)
                                .<String>path("state"))
                        .as(said())
                        .isEqualTo("PROMISED"));
    }

    private RequestSpecification bearer() {
        return given().header("Authorization", "Bearer " + key);
    }

    /** What stands between the fences that are marked so. */
    private static List<String> blocks(String mark) throws IOException {
        Matcher found = Pattern.compile("```" + Pattern.quote(mark) + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE));
        List<String> blocks = new ArrayList<>();
        while (found.find()) {
            blocks.add(found.group(1));
        }
        assertThat(blocks).as(mark).isNotEmpty();
        return blocks;
    }

    private String file(String mark) throws IOException {
        Path file = directory.resolve(mark.substring(mark.indexOf(' ') + 1));
        Files.writeString(file, blocks(mark).get(0));
        return file.toString();
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        builder.environment()
                .putAll(Map.of("MUSTER", service.toString().replaceAll("/$", ""), "KEY", key, "REQUEST", request));
        builder.environment().putAll(environment);
        Process process = builder.start();
        running.add(process);
        return process;
    }

    private Path output() {
        return directory.resolve("output.txt");
    }

    private String said() {
        try {
            return Files.exists(output()) ? Files.readString(output()) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
