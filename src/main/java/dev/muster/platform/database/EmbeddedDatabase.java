package dev.muster.platform.database;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.PreventFurtherStepsException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The service's own PostgreSQL. One per directory and process, whatever class loader asks; a second process on the same
 * directory is refused. The directory holds {@code cluster} (the data), {@code credentials}, {@code lock} and the
 * unpacked programs.
 */
final class EmbeddedDatabase {

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);
    private static final String USERNAME = "muster";
    private static final String OWNER = "muster_owner";
    private static final String DATABASE = "muster";
    /** Interned: one monitor for all class loaders of the process. */
    private static final Object MONITOR = EmbeddedDatabase.class.getName().intern();

    /**
     * @param directory where the data live
     * @param port 0 for any free one
     * @param ephemeral a fresh database in a directory below, deleted with the process: for tests
     * @param startTimeoutSeconds how long recovery after a crash may take
     */
    record Settings(Path directory, int port, boolean ephemeral, int startTimeoutSeconds) {}

    private EmbeddedDatabase() {}

    /**
     * Starts the server unless this process runs it already.
     *
     * @throws PreventFurtherStepsException with a sentence for the operator if it cannot be
     */
    static DatabaseAddress running(Settings settings) {
        synchronized (MONITOR) {
            Path base = settings.directory().toAbsolutePath().normalize();
            Path home = settings.ephemeral()
                    ? base.resolve("run-" + ProcessHandle.current().pid())
                    : base;
            String property = EmbeddedDatabase.class.getName() + ":" + home;
            try {
                String port = System.getProperty(property);
                if (port == null) {
                    port = String.valueOf(start(settings, base, home));
                    System.setProperty(property, port);
                }
                Credentials credentials = Credentials.in(home);
                return new DatabaseAddress(
                        "127.0.0.1:" + port + "/" + DATABASE,
                        USERNAME,
                        credentials.password(),
                        new DatabaseAddress.Owner(OWNER, credentials.ownerPassword()));
            } catch (IOException e) {
                throw new PreventFurtherStepsException(
                        "The embedded PostgreSQL in " + home + " did not start: "
                                + (e instanceof FileSystemException ? e.toString() : e.getMessage()),
                        1);
            }
        }
    }

    private static int start(Settings settings, Path base, Path home) throws IOException {
        long begun = System.nanoTime();
        Files.createDirectories(home);
        DirectoryLock lock = DirectoryLock.acquire(home);
        PostgresBinaries binaries = PostgresBinaries.in(base);
        PostgresCluster cluster = new PostgresCluster(
                home, home.resolve("cluster"), binaries, PostgresUser.current(), settings.startTimeoutSeconds());
        Credentials credentials = Credentials.in(home);
        cluster.stopLeftBehind();
        cluster.create(credentials, settings.ephemeral());
        PostgresServer server = PostgresServer.start(cluster, settings.port(), settings.ephemeral() ? home : null);
        stopAfterApplication(server, lock, settings.ephemeral());
        cluster.createDatabase(server.port(), credentials, new DatabaseRoles(USERNAME, OWNER), DATABASE);
        LOG.infof(
                "Embedded PostgreSQL on 127.0.0.1:%d, data in %s, started in %d ms",
                server.port(), home, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        return server.port();
    }

    /** The server goes after the service, which finishes its work first. The lock is held as long as the thread is. */
    private static void stopAfterApplication(PostgresServer server, DirectoryLock lock, boolean atOnce) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!atOnce) {
                                awaitApplication();
                            }
                            server.stop();
                            lock.release();
                        },
                        "embedded-postgresql-stop"));
    }

    private static void awaitApplication() {
        @Nullable Application application = Application.currentApplication();
        if (application != null) {
            application.awaitShutdown();
        }
    }
}
