package dev.muster.allocation.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes down every send with its answer; used by all clients at once. */
final class Recorder {

    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentLinkedQueue<Send> sends = new ConcurrentLinkedQueue<>();
    private final Map<UUID, String> answers = new ConcurrentHashMap<>();

    /** A number for a send, taken before it leaves. */
    long next() {
        return numbers.incrementAndGet();
    }

    Send record(
            long number,
            int client,
            Order order,
            int service,
            long sentNanos,
            int status,
            String answer,
            @Nullable String problem) {
        String first = answers.putIfAbsent(order.id(), answer);
        Send send = new Send(
                number,
                client,
                order,
                service,
                sentNanos,
                System.nanoTime(),
                status,
                answer.equals(first) ? first : answer,
                problem);
        sends.add(send);
        return send;
    }

    List<Send> sends() {
        List<Send> all = new ArrayList<>(sends);
        all.sort(Comparator.comparingLong(Send::number));
        return all;
    }

    /** For people who look for what went wrong: one send a line. */
    static void write(List<Send> sends, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (Send send : sends) {
                writer.write(Json.write(send));
                writer.newLine();
            }
        }
    }
}
