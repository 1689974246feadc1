package dev.muster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Two services that start at the same time on a database that may be empty. */
public record ServicePair(List<ServiceProcess> services) implements AutoCloseable {

    /**
     * Starts both and waits until they are ready.
     *
     * @param settings of both, with those of the database
     */
    public static ServicePair start(Path directory, Map<String, String> settings) {
        List<CompletableFuture<ServiceProcess>> starting = Stream.of("first", "second")
                .map(directory::resolve)
                .map(own -> CompletableFuture.supplyAsync(() -> ServiceProcess.start(own, settings)))
                .toList();
        return new ServicePair(starting.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public void close() {
        services.forEach(ServiceProcess::close);
    }
}
