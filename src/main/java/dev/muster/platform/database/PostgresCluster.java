package dev.muster.platform.database;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A PostgreSQL data directory and the programs for it.
 *
 * @param home what the service keeps beside the data
 * @param data the data directory; need not exist yet
 */
record PostgresCluster(Path home, Path data, PostgresBinaries binaries, PostgresUser user, int timeoutSeconds) {

    private static final Logger LOG = Logger.getLogger(PostgresCluster.class);

    /** Stops the server that a killed service left behind, and clears the pid file of a pid that is now another's. */
    void stopLeftBehind() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String line = Files.readString(pidFile).lines().findFirst().orElse("");
        Optional<ProcessHandle> process =
                line.matches("\\d+") ? ProcessHandle.of(Long.parseLong(line)) : Optional.empty();
        if (process.isEmpty() || !process.get().isAlive()) {
            return;
        }
        if (!process.get().info().commandLine().orElse("").contains(data.toString())) {
            Files.deleteIfExists(pidFile);
            return;
        }
        LOG.infof("Stopping the PostgreSQL that an earlier process left behind (process %s)", line);
        run(List.of(
                binaries.program("pg_ctl"),
                "stop",
                "-D",
                data.toString(),
                "-m",
                "fast",
                "-w",
                "-t",
                String.valueOf(timeoutSeconds)));
    }

    /** Makes the data directory if there is none; half-made ones are made anew. */
    void create(Credentials credentials, boolean ephemeral) throws IOException {
        open(home);
        if (Files.exists(data)) {
            user.own(data);
            refuseOtherVersion();
            return;
        }
        LOG.infof("Making a database in %s", home);
        Path draft = home.resolve("cluster.new");
        Directories.delete(draft);
        Files.createDirectory(draft);
        Path password = home.resolve("initdb.password");
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, credentials.superuserPassword() + "\n", StandardOpenOption.WRITE);
        user.own(draft);
        user.own(password);
        List<String> command = new ArrayList<>(List.of(
                binaries.program("initdb"),
                "-D",
                draft.toString(),
                "-U",
                "postgres",
                "--pwfile=" + password,
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        if (ephemeral) {
            command.add("--no-sync");
        }
        run(command);
        Files.delete(password);
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the roles and the database if they are not there yet, and gives each role what it is to have. */
    void createDatabase(int port, Credentials credentials, DatabaseRoles roles, String database) throws IOException {
        try (Connection server = superuser(port, credentials, "postgres")) {
            roles.create(server, credentials, database);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
        try (Connection inside = superuser(port, credentials, database)) {
            roles.divide(inside);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Connection superuser(int port, Credentials credentials, String database) throws SQLException {
        Properties superuser = new Properties();
        superuser.setProperty("user", "postgres");
        superuser.setProperty("password", credentials.superuserPassword());
        return new org.postgresql.Driver().connect("jdbc:postgresql://127.0.0.1:" + port + "/" + database, superuser);
    }

    private void refuseOtherVersion() throws IOException {
        String have = Files.readString(data.resolve("PG_VERSION")).strip();
        Path postgresBki = binaries.home().resolve("share/postgresql/postgres.bki");
        String want;
        try (var lines = Files.lines(postgresBki)) {
            want = lines.findFirst().orElse("").replaceAll("\\D", "");
        }
        if (!have.equals(want)) {
            throw new PreventFurtherStepsException(
                    home + " was made by PostgreSQL " + have + " and this package carries " + want
                            + ": move the data over as docs/operators.md says under \"Upgrades\"",
                    1);
        }
    }

    /** Programs of another user (nobody) must reach their files below. */
    private void open(Path directory) throws IOException {
        String permissions = user.uid() == Directories.owner(directory) ? "rwx------" : "rwx--x--x";
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    }

    private void run(List<String> command) throws IOException {
        List<String> words = new ArrayList<>(user.command());
        words.addAll(command);
        Path output = Files.createTempFile(home, "output-", ".txt");
        try {
            Process process = new ProcessBuilder(words)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " took longer than " + timeoutSeconds + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        command.get(0) + ": " + Files.readString(output).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command.get(0) + " was interrupted", e);
        } finally {
            Files.delete(output);
        }
    }
}
