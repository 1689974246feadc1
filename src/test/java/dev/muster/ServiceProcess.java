package dev.muster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The packaged service as a process of its own, on a directory with an embedded database, or on the one that the setting
 * {@code muster.database.url} names: what tests start, kill and start again. It keeps its port over restarts, so that
 * clients can retry.
 *
 * <p>Accounts: one per role, named like it, password {@value #PASSWORD}; the keeper's site is {@value #KEEPER_SITE},
 * the supplier's organisation {@value #ORGANISATION}.
 */
public final class ServiceProcess implements AutoCloseable {

    /** How the package is run, in the folder it is in; images run the same. */
    static final List<String> COMMAND = List.of("java", "-jar", "quarkus-run.jar");

    public static final String PASSWORD = "muster-test-password";
    private static final String DEMO_PASSWORD = "muster-demo";
    public static final String KEEPER_SITE = "KEEPER-SITE";
    public static final String ORGANISATION = "SUP-01";

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration END_LIMIT = Duration.ofSeconds(60);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path directory;
    private final Map<String, String> settings;
    private final int port;
    private Process process;

    private ServiceProcess(Path directory, Map<String, String> settings) {
        this.directory = directory.toAbsolutePath();
        this.port = freePort();
        this.settings = new TreeMap<>(Map.of(
                "muster.database.directory",
                database().toString(),
                "muster.security.first-admin-password",
                PASSWORD,
                "quarkus.http.host",
                "127.0.0.1",
                "quarkus.http.port",
                String.valueOf(port)));
        this.settings.putAll(settings);
        this.process = launch();
    }

    /**
     * Starts the service and waits until it is ready.
     *
     * @param directory its own; may hold the data of an earlier one
     * @param settings beyond the usual ones
     */
    public static ServiceProcess start(Path directory, Map<String, String> settings) {
        ServiceProcess service = new ServiceProcess(directory, settings);
        try {
            service.awaitReady();
            service.makeAccounts();
            return service;
        } catch (Throwable e) {
            service.kill();
            throw e;
        }
    }

    /** Starts the service without waiting for anything: for starts that are meant to fail. */
    public static ServiceProcess attempt(Path directory, Map<String, String> settings) {
        return new ServiceProcess(directory, settings);
    }

    /** Starts it again after {@link #kill()} or {@link #stop()}, and waits until it is ready. */
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("still running");
        }
        process = launch();
        awaitReady();
    }

    /** As {@code kill -9} does; its database is left to itself. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As an operator stops it. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Waits for the end and gives the exit code. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The service did not end. It said:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All it has said, over all starts. */
    public String output() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** The server process of the embedded database, as it was last written down; it may have ended. */
    public long databasePid() {
        return Long.parseLong(postmaster().get(0));
    }

    /** Whether the embedded database has a server process. One that has ended and waits to be reaped counts as gone. */
    public boolean databaseRuns() {
        return Files.exists(database().resolve("cluster/postmaster.pid"));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Whether it says that it can serve. */
    public boolean ready() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri("/q/health/ready"))
                .timeout(CALL_LIMIT)
                .build();
        return send(request).statusCode() == 200;
    }

    /** Calls with HTTP Basic as the account of that role; the body is JSON or absent. */
    public HttpResponse<String> call(String method, String path, String role, @Nullable String body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(CALL_LIMIT)
                .header("Authorization", basic(role, password()))
                .header("Accept", "application/json, application/problem+json");
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        return send(request.build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path, String role) throws IOException {
        return call("GET", path, role, null);
    }

    public static String basic(String role) {
        return basic(role, PASSWORD);
    }

    /** The scenario's accounts have a password of their own. */
    private String password() {
        return "true".equals(settings.get("muster.demo.enabled")) ? DEMO_PASSWORD : PASSWORD;
    }

    private static String basic(String role, String password) {
        byte[] pair = (role + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Signed in to its database as the service itself is. */
    public Connection connect() throws SQLException {
        String url = settings.get("muster.database.url");
        if (url != null) {
            return DriverManager.getConnection(
                    "jdbc:" + url, settings.get("muster.database.username"), settings.get("muster.database.password"));
        }
        Properties passwords = new Properties();
        try (var reader = Files.newBufferedReader(database().resolve("credentials"))) {
            passwords.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int databasePort = Integer.parseInt(postmaster().get(3));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + databasePort + "/muster", "muster", passwords.getProperty("muster"));
    }

    /** Ends it for good; the database goes with it. */
    @Override
    public void close() {
        stop();
    }

    private Path database() {
        return directory.resolve("database");
    }

    private Path log() {
        return directory.resolve("service-" + port + ".log");
    }

    private List<String> postmaster() {
        try {
            return Files.readAllLines(database().resolve("cluster/postmaster.pid")).stream()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        Path jar = Path.of(System.getProperty("muster.jar", "target/quarkus-app/quarkus-run.jar"))
                .toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: package the service first");
        }
        List<String> command = new ArrayList<>(COMMAND);
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(jar.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        settings.forEach((name, value) -> builder.environment().put(environmentName(name), value));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Xmx512m");
        try {
            Files.createDirectories(directory);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String environmentName(String setting) {
        return setting.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private void awaitReady() {
        await("ready").atMost(START_LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("The service ended while starting. It said:\n" + output());
            }
            try {
                return ready();
            } catch (ConnectException e) {
                return false;
            }
        });
    }

    /** The first administrator has the password of this class; the others get the same hash. */
    private void makeAccounts() {
        String accounts = """
                insert into account (username, password_hash, roles, site, organisation)
                select role, password_hash, array[role],
                       case role when 'keeper' then ? end, case role when 'supplier' then ? end
                from account,
                     unnest(array['commander', 'officer', 'keeper', 'viewer', 'supplier', 'auditor']) as role
                where username = 'admin'
                on conflict do nothing
                """;
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(accounts);
                PreparedStatement open = connection.prepareStatement(
                        "update account set must_change = false where username = 'admin'")) {
            insert.setString(1, KEEPER_SITE);
            insert.setString(2, ORGANISATION);
            insert.executeUpdate();
            open.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
