package dev.muster.allocation.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ServiceProcess;
import dev.muster.platform.database.DatabaseProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two services on one database, many clients, connections, services and the database killed in between; then the whole
 * history is checked. {@code -Dhistory.seed=} gives a seed again (the same commands and faults; how they meet is up to the
 * machine), {@code -Dhistory.minutes=} goes on with further seeds, each on a database of its own, for that long.
 */
class ConcurrentHistoryIT {

    private static final int CLIENTS = 16;
    private static final int COMMANDS = Integer.getInteger("history.commands", 4_000);

    @TempDir
    Path directory;

    @Test
    void shouldKeepItsPromisesWhateverBreaks() throws Exception {
        long seed = Long.getLong("history.seed", System.nanoTime());
        long until = System.nanoTime() + 60_000_000_000L * Integer.getInteger("history.minutes", 0);
        int round = 0;
        do {
            round(seed + round, directory.resolve("round-" + round));
            round++;
        } while (System.nanoTime() < until);
    }

    private static void round(long seed, Path directory) throws Exception {
        System.out.println("ConcurrentHistoryIT seed " + seed);
        Random random = new Random(seed);
        Recorder recorder = new Recorder();
        try (DatabaseProcess database = DatabaseProcess.start(directory.resolve("database"));
                ServiceProcess first = ServiceProcess.start(directory.resolve("first"), database.settings());
                ServiceProcess second = ServiceProcess.start(directory.resolve("second"), database.settings())) {
            Landscape.make(first);
            List<ServiceProcess> services = List.of(first, second);
            Faults faults = new Faults(random, kinds(), COMMANDS, database, services);
            System.out.println(faults);
            run(random, recorder, services, faults);
            History history;
            try (Connection connection = database.connect()) {
                RecordReader reader = new RecordReader(connection);
                history = new History(recorder.sends(), reader.world(), reader.end());
            }
            check(history, seed, faults, services);
        }
    }

    private static List<Faults.Kind> kinds() {
        List<Faults.Kind> kinds = new ArrayList<>(List.of(Faults.Kind.values()));
        kinds.addAll(Collections.nCopies(7, Faults.Kind.CONNECTIONS));
        return kinds;
    }

    private static void run(Random random, Recorder recorder, List<ServiceProcess> services, Faults faults)
            throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Known known = new Known();
        Instant now = Instant.now();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
        List<Future<?>> running = new ArrayList<>();
        running.add(threads.submit(faults));
        for (int client = 0; client < CLIENTS; client++) {
            Random own = new Random(random.nextLong());
            Workload workload = new Workload(new Random(own.nextLong()), known, now);
            running.add(threads.submit(new Client(client, own, workload, known, recorder, services, http, faults)));
        }
        threads.shutdown();
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }

    private static void check(History history, long seed, Faults faults, List<ServiceProcess> services)
            throws Exception {
        Summary summary = Summary.of(history);
        System.out.println(summary + ", " + faults.cutConnectionCount() + " connections cut");
        List<Violation> violations = HistoryChecker.check(history);
        if (!violations.isEmpty()) {
            keep(history, Path.of("target", "history-" + seed), services);
        }
        assertThat(violations).as("seed " + seed).isEmpty();
        summary.requireTurmoil();
        assertThat(faults.cutConnectionCount()).isPositive();
    }

    /** For people who look for what went wrong. */
    private static void keep(History history, Path directory, List<ServiceProcess> services) throws IOException {
        Recorder.write(history.sends(), directory.resolve("sends.jsonl"));
        for (int i = 0; i < services.size(); i++) {
            Files.writeString(
                    directory.resolve("service-" + i + ".log"), services.get(i).output());
        }
        System.out.println("All sends, and what the services said: " + directory);
    }
}
