package dev.muster.allocation.history;

import dev.muster.ServicePair;
import dev.muster.ServiceProcess;
import dev.muster.platform.database.DatabaseProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One history, made and checked: a database and two services of its own, clients, faults. The same seed gives the same
 * commands and faults; how they meet is up to the machine.
 *
 * @param seed of all that is random
 * @param commands what all clients send together, things sent again not counted
 * @param directory for the database and what the services say; must be empty
 */
record HistoryRun(long seed, int commands, Path directory) {

    private static final int CLIENTS = 16;
    /** One cut of connections for so many commands. */
    private static final int COMMANDS_A_CUT = 400;
    /** One kill of each kind for so many commands. */
    private static final int COMMANDS_A_KILL = 6_000;

    /** What came of it. */
    record Result(Summary summary, List<Violation> violations) {}

    Result run() throws IOException, SQLException, ExecutionException, InterruptedException {
        Random random = new Random(seed);
        Recorder recorder = new Recorder();
        try (DatabaseProcess database = DatabaseProcess.start(directory.resolve("database"));
                ServicePair pair = ServicePair.start(directory, database.settings())) {
            List<ServiceProcess> services = pair.services();
            Landscape.make(services.get(0));
            Faults faults = new Faults(random, kinds(), commands, database, services);
            play(random, recorder, services, faults);
            History history;
            try (Connection connection = database.connect()) {
                RecordReader reader = new RecordReader(connection);
                history = new History(recorder.sends(), reader.world(), reader.end());
            }
            List<Violation> violations = HistoryChecker.check(history);
            if (!violations.isEmpty()) {
                keep(history, services);
            }
            return new Result(Summary.of(history, faults), violations);
        }
    }

    private List<Faults.Kind> kinds() {
        List<Faults.Kind> kinds =
                new ArrayList<>(Collections.nCopies(commands / COMMANDS_A_CUT, Faults.Kind.CONNECTIONS));
        for (int i = 0; i <= commands / COMMANDS_A_KILL; i++) {
            kinds.addAll(List.of(Faults.Kind.values()));
        }
        return kinds;
    }

    private static void play(Random random, Recorder recorder, List<ServiceProcess> services, Faults faults)
            throws ExecutionException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Known known = new Known();
        Instant now = Instant.now();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
        List<Future<?>> running = new ArrayList<>();
        running.add(threads.submit(faults));
        for (int client = 0; client < CLIENTS; client++) {
            Workload workload = new Workload(new Random(random.nextLong()), known, now);
            Random own = new Random(random.nextLong());
            running.add(threads.submit(new Client(client, own, workload, known, recorder, services, http, faults)));
        }
        try {
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** For people who look for what went wrong. */
    private void keep(History history, List<ServiceProcess> services) throws IOException {
        Path kept = Path.of("target", "history-" + seed);
        Recorder.write(history.sends(), kept.resolve("sends.jsonl"));
        for (int i = 0; i < services.size(); i++) {
            Files.writeString(
                    kept.resolve("service-" + i + ".log"), services.get(i).output());
        }
        System.out.println("All sends, and what the services said: " + kept);
    }
}
