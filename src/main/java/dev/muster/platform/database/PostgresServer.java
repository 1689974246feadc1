package dev.muster.platform.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running server, and the process that keeps it: a shell that starts the server, waits for the end of its standard
 * input, which comes when this process ends in whatever way, and stops the server.
 */
record PostgresServer(Process keeper, int port) {

    private static final int ATTEMPTS = 3;

    /** Arguments: data directory, log, server options, seconds to wait, directory to delete afterwards or "", pg_ctl. */
    private static final String KEEP = """
            trap '' HUP INT TERM
            data=$1 log=$2 options=$3 seconds=$4 delete=$5
            shift 5
            "$@" start -D "$data" -l "$log" -o "$options" -w -t "$seconds" </dev/null >/dev/null 2>&1 || exit 1
            pid=$(head -n 1 "$data/postmaster.pid")
            echo started
            read -r _
            if [ "$(head -n 1 "$data/postmaster.pid" 2>/dev/null)" = "$pid" ]; then
                "$@" stop -D "$data" -m fast -w -t "$seconds" </dev/null >/dev/null 2>&1
            fi
            if [ -n "$delete" ]; then rm -rf "$delete"; fi
            """;

    /**
     * @param port 0 for any free one
     * @param delete what to delete when the server has stopped
     */
    static PostgresServer start(PostgresCluster cluster, int port, @Nullable Path delete) throws IOException {
        // A free port can be taken by somebody else before the server has it
        for (int attempt = 1; ; attempt++) {
            int candidate = port == 0 ? freePort() : port;
            Process keeper = keep(cluster, candidate, delete);
            BufferedReader output = keeper.inputReader();
            if ("started".equals(output.readLine())) {
                return new PostgresServer(keeper, candidate);
            }
            if (port != 0 || attempt == ATTEMPTS) {
                throw new IOException(lastWords(cluster));
            }
        }
    }

    /** Stops the server and waits until it has. */
    void stop() {
        try {
            keeper.getOutputStream().close();
            keeper.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process keep(PostgresCluster cluster, int port, @Nullable Path delete) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", KEEP, "muster-database"));
        command.add(cluster.data().toString());
        command.add(log(cluster).toString());
        command.add(options(port));
        command.add(String.valueOf(cluster.timeoutSeconds()));
        command.add(delete == null ? "" : delete.toString());
        command.addAll(cluster.user().command());
        command.add(cluster.binaries().program("pg_ctl"));
        return new ProcessBuilder(command)
                .directory(cluster.home().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Durable, on the loopback interface only, no Unix socket that could be left behind, own log files for a week. */
    private static String options(int port) {
        return String.join(
                " ",
                "-c fsync=on",
                "-c synchronous_commit=on",
                "-c full_page_writes=on",
                "-c shared_buffers=256MB",
                "-c max_wal_size=4GB",
                "-c jit=off",
                "-c listen_addresses=127.0.0.1",
                "-c port=" + port,
                "-c unix_socket_directories=",
                "-c timezone=UTC",
                "-c log_timezone=UTC",
                "-c logging_collector=on",
                "-c log_directory=log",
                "-c log_filename=postgresql-%a.log",
                "-c log_truncate_on_rotation=on",
                "-c log_rotation_age=1d",
                "-c log_rotation_size=0");
    }

    private static Path log(PostgresCluster cluster) {
        return cluster.data().resolve("start.log");
    }

    /** What the server said last before it gave up: at first in the start log, later in its own. */
    private static String lastWords(PostgresCluster cluster) throws IOException {
        List<Path> logs = new ArrayList<>();
        Path own = cluster.data().resolve("log");
        if (Files.isDirectory(own)) {
            try (Stream<Path> files = Files.list(own)) {
                files.max(Comparator.comparing(file -> file.toFile().lastModified()))
                        .ifPresent(logs::add);
            }
        }
        logs.add(log(cluster));
        for (Path log : logs) {
            if (Files.exists(log)) {
                try (Stream<String> lines = Files.lines(log)) {
                    String last = lines.filter(line -> line.contains("FATAL")).reduce("", (first, second) -> second);
                    if (!last.isEmpty()) {
                        return last + " (" + log + ")";
                    }
                }
            }
        }
        return "see " + log(cluster);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
