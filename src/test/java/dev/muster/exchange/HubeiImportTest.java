package dev.muster.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The real files through {@code bench/hubei}: everything is taken once, every quantity decided, nothing done twice. */
@QuarkusTest
class HubeiImportTest {

    @TestHTTPResource
    URL service;

    @Test
    void shouldImportDecideAndRepeatNothing() throws Exception {
        Path folder = TestData.hubei();
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "No curl to run bench/hubei with");
        String incident = "HUBEI-" + UUID.randomUUID().toString().substring(0, 8);
        List<String> lines = run(folder, incident);
        lines.forEach(System.out::println);

        assertThat(lines)
                .filteredOn(line -> line.startsWith("sites") && line.endsWith("sites.csv"))
                .anySatisfy(line -> assertThat(line).contains("332 accepted", "0 refused"))
                .anySatisfy(line -> assertThat(line).contains("0 accepted", "332 unchanged", "0 refused"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("items"))
                .anySatisfy(line -> assertThat(line).contains("23 unchanged", "0 refused"));
        int second = lines.indexOf("== second time");
        assertThat(lines.subList(second, lines.size()))
                .filteredOn(line -> line.contains(" accepted "))
                .hasSize(7)
                .allSatisfy(line -> assertThat(line).contains(" 0 accepted"));

        JsonPath report = given().auth()
                .preemptive()
                .basic("viewer", "muster-demo")
                .get("/api/v1/reports/served?incident=" + incident)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Integer> all = report.getList("items.lines");
        List<Integer> unknown = report.getList("items.unknown");
        List<Integer> decided = report.getList("items.decided");
        assertThat(report.getList("items.urgency")).isEqualTo(List.of("URGENT", "ROUTINE"));
        assertThat(sum(all)).isEqualTo(2_160);
        assertThat(sum(unknown)).isEqualTo(1_893);
        assertThat(sum(decided)).isEqualTo(267);
        assertThat(report.getLong("items[0].served")).isPositive();
        assertThat(report.getDouble("items[0].distanceKm")).isBetween(1.0, 500.0);
        assertThat(report.getLong("items[0].served") + report.getLong("items[0].short"))
                .isEqualTo(report.getLong("items[0].asked"));
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    private List<String> run(Path folder, String incident) throws Exception {
        ProcessBuilder script = new ProcessBuilder("bash", "bench/hubei", folder.toString()).redirectErrorStream(true);
        String url = service.toString();
        script.environment().put("MUSTER_URL", url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        script.environment().put("INCIDENT", incident);
        Process process = script.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }
}
