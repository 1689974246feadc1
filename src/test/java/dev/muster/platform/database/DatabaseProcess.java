package dev.muster.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * A PostgreSQL of its own, with the settings of the embedded one, that a test can kill and start again while services go
 * on. It keeps its port.
 */
public final class DatabaseProcess implements AutoCloseable {

    private static final String NAME = "muster";
    private static final String OWNER = "muster_owner";
    private static final int TIMEOUT_SECONDS = 60;

    private final PostgresCluster cluster;
    private final Credentials credentials;
    private PostgresServer server;

    private DatabaseProcess(PostgresCluster cluster, Credentials credentials) throws IOException {
        this.cluster = cluster;
        this.credentials = credentials;
        this.server = PostgresServer.start(cluster, 0, null);
        cluster.createDatabase(server.port(), credentials, new DatabaseRoles(NAME, OWNER), NAME);
    }

    /** Makes a database in this directory and starts it. */
    public static DatabaseProcess start(Path directory) throws IOException {
        Path home = Files.createDirectories(directory.toAbsolutePath().normalize());
        PostgresCluster cluster = new PostgresCluster(
                home, home.resolve("cluster"), PostgresBinaries.in(home), PostgresUser.current(), TIMEOUT_SECONDS);
        Credentials credentials = Credentials.in(home);
        cluster.create(credentials, false);
        return new DatabaseProcess(cluster, credentials);
    }

    /** What a service needs to know of it. */
    public Map<String, String> settings() {
        return Map.of(
                "muster.database.url",
                "postgresql://127.0.0.1:" + server.port() + "/" + NAME,
                "muster.database.username",
                NAME,
                "muster.database.password",
                credentials.password(),
                "muster.database.owner-username",
                OWNER,
                "muster.database.owner-password",
                credentials.ownerPassword());
    }

    /** A database that one role owns and the service works as, as in an installation that knows no other. */
    public Map<String, String> singleRoleSettings() throws SQLException {
        try (Connection superuser = superuser("postgres");
                var statement = superuser.createStatement()) {
            statement.execute("create role single login password '" + credentials.password() + "'");
            statement.execute("create database single owner single");
        }
        return Map.of(
                "muster.database.url",
                "postgresql://127.0.0.1:" + server.port() + "/single",
                "muster.database.username",
                "single",
                "muster.database.password",
                credentials.password());
    }

    /** Does again what is done at every start. */
    void divide() throws IOException {
        cluster.createDatabase(server.port(), credentials, new DatabaseRoles(NAME, OWNER), NAME);
    }

    Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database,
                "postgres",
                credentials.superuserPassword());
    }

    /** Signed in as the service is. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + NAME, NAME, credentials.password());
    }

    /** As {@code kill -9} of the server's first process does; the others end by themselves. */
    public void kill() {
        signal("KILL");
    }

    /** As {@code pg_ctl stop -m immediate} does: all at once, without a checkpoint. */
    public void stopAtOnce() {
        signal("QUIT");
    }

    private void signal(String name) {
        try {
            long pid = Long.parseLong(Files.readAllLines(cluster.data().resolve("postmaster.pid"))
                    .get(0)
                    .strip());
            run("kill", "-" + name, String.valueOf(pid));
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) throws IOException {
        try {
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IOException(String.join(" ", command) + " said " + exit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Starts it again after {@link #kill()} or {@link #stopAtOnce()}; it recovers from its log first. */
    public void restart() throws IOException {
        int port = server.port();
        long giveUp = System.nanoTime() + TIMEOUT_SECONDS * 1_000_000_000L;
        for (; ; ) {
            try {
                server = PostgresServer.start(cluster, port, null);
                return;
            } catch (IOException stillEnding) {
                // Processes of the one that was killed may hold its memory and port for a moment
                if (System.nanoTime() > giveUp) {
                    throw stillEnding;
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
