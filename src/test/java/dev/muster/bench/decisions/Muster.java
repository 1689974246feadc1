package dev.muster.bench.decisions;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The packaged service with its own database, as it is delivered, and the world in it. */
final class Muster implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OFFICER = "officer";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final ServiceProcess service;

    private Muster(Path directory, ServiceProcess service) {
        this.directory = directory;
        this.service = service;
    }

    static Muster start(Options options) throws SQLException, IOException {
        Path directory = options.directory().resolve("service").toAbsolutePath();
        Map<String, String> settings = new TreeMap<>();
        List<String> jvm = new ArrayList<>();
        if (options.jvm() != null) {
            jvm.add(options.jvm());
        }
        if (options.profile()) {
            jvm.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                    + options.directory().toAbsolutePath().resolve("service.jfr"));
        }
        if (!jvm.isEmpty()) {
            settings.put("jdk.java.options", String.join(" ", jvm));
        }
        Muster muster = new Muster(directory, ServiceProcess.start(directory, settings));
        if (options.profile()) {
            muster.superuser("alter system set shared_preload_libraries = 'pg_stat_statements'");
            muster.service.stop();
            muster.service.restart();
            muster.superuser("create extension pg_stat_statements");
        }
        return muster;
    }

    URI uri() {
        return service.uri("/");
    }

    long pid() {
        return service.pid();
    }

    long databasePid() {
        return service.databasePid();
    }

    Connection connect() throws SQLException {
        return service.connect();
    }

    /** Statements that the service's own role may not run. */
    void superuser(String... statements) throws SQLException, IOException {
        try (Connection connection = superuserConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    Connection superuserConnection() throws SQLException, IOException {
        Properties passwords = new Properties();
        try (var reader = Files.newBufferedReader(directory.resolve("database/credentials"))) {
            passwords.load(reader);
        }
        try (Connection own = service.connect()) {
            return DriverManager.getConnection(
                    own.getMetaData().getURL(), "postgres", passwords.getProperty("postgres"));
        }
    }

    /** Brings sites, items and stock in, the way a user would. */
    void load(World world) throws IOException {
        List<Map<String, Object>> sites = new ArrayList<>();
        world.askers().forEach(place -> sites.add(site(place, "HOSPITAL")));
        world.depots().forEach(place -> sites.add(site(place, "WAREHOUSE")));
        bring("sites", sites);
        List<String> items = new ArrayList<>(world.items());
        items.add(World.HOT);
        items.add(World.NONE);
        bring(
                "items",
                items.stream()
                        .map(code -> Map.<String, Object>of(
                                "code", code, "nameEn", code, "kind", "SUPPLY", "baseUnit", "piece"))
                        .toList());
        bring(
                "stock",
                world.holdings().stream()
                        .map(h -> Map.<String, Object>of(
                                "site", h.depot().code(), "item", h.item(), "quantity", World.STOCK))
                        .toList());
    }

    private static Map<String, Object> site(World.Place place, String kind) {
        return Map.of(
                "code",
                place.code(),
                "nameEn",
                place.code(),
                "kind",
                kind,
                "latitude",
                place.latitude(),
                "longitude",
                place.longitude());
    }

    private void bring(String kind, List<Map<String, Object>> rows) throws IOException {
        HttpResponse<String> taken =
                service.call("POST", "/api/v1/imports/" + kind, "commander", JSON.writeValueAsString(rows));
        if (taken.statusCode() != 202) {
            throw new IllegalStateException(taken.statusCode() + " " + taken.body());
        }
        String path = "/api/v1/imports/" + JSON.readTree(taken.body()).get("id").asText();
        JsonNode job = await("import of " + kind)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> JSON.readTree(service.get(path, "commander").body()),
                        now -> !List.of("QUEUED", "CHECKING", "APPLYING")
                                .contains(now.get("state").asText()));
        if (!job.get("state").asText().equals("DONE") || job.get("accepted").asInt() != rows.size()) {
            throw new IllegalStateException("Import of " + kind + ": " + job);
        }
    }

    /** The header by which an officer's calls say who calls. */
    String authorization(boolean basic) throws IOException, InterruptedException {
        if (basic) {
            return ServiceProcess.basic(OFFICER);
        }
        String credentials = JSON.writeValueAsString(Map.of("username", OFFICER, "password", ServiceProcess.PASSWORD));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(service.uri("/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(credentials)));
        String cookie = answer.headers()
                .firstValue("Set-Cookie")
                .orElseThrow(() -> new IllegalStateException("No session: " + answer.body()));
        return "Bearer " + cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }

    /** The sum of a metric over all its labels that contain a text; 0 while the service does not have it. */
    double metric(String name, String label) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(service.uri("/q/metrics"))
                .header("Authorization", ServiceProcess.basic("auditor"))
                .GET());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("No metrics: " + answer.statusCode());
        }
        return answer.body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Bytes allocated on the heap since the start; moves when the collector has been. */
    double allocatedBytes() throws IOException, InterruptedException {
        return metric("jvm_gc_memory_allocated_bytes_total", "");
    }

    /** Checks that what stands in the tables is what was acknowledged, no more, no less, and that nothing is below zero. */
    void verify(Tally.Done acknowledged) throws SQLException {
        try (Connection connection = connect()) {
            Tally.Done stands = new Tally.Done(
                    number(connection, "select count(*) from request"),
                    number(connection, "select count(*) from allocation where state = 'RESERVED'"),
                    number(connection, "select coalesce(sum(reserved), 0) from stock_position"));
            if (!stands.equals(acknowledged)) {
                throw new IllegalStateException("Acknowledged " + acknowledged + " but " + stands + " stands");
            }
            verifyPositions(connection);
        }
    }

    /** Checks that every position is at or above zero, agrees with the ledger and with the reservations on it. */
    static void verifyPositions(Connection connection) throws SQLException {
        long wrong = number(connection, """
                select count(*) from stock_position p
                left join (select position_id, sum(quantity) as reserved from allocation where state = 'RESERVED'
                           group by position_id) a on a.position_id = p.id
                left join ledger_balance b on b.site_id = p.site_id and b.lot_id = p.lot_id
                where p.reserved <> coalesce(a.reserved, 0) or p.on_hand <> coalesce(b.on_hand, 0)
                   or p.reserved < 0 or p.held < 0 or p.on_hand < p.reserved + p.held""");
        if (wrong != 0) {
            throw new IllegalStateException(wrong + " stock positions are wrong");
        }
    }

    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
