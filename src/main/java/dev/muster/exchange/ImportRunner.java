package dev.muster.exchange;

import dev.muster.exchange.ImportErrorStore.ErrorRow;
import dev.muster.exchange.ImportStore.Counts;
import dev.muster.exchange.ImportStore.Stored;
import dev.muster.exchange.table.UnreadableFile;
import dev.muster.platform.Problem.Violation;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes up imports that wait or were left behind, a bounded number at a time, on threads of their own. */
@ApplicationScoped
class ImportRunner {

    private static final Logger LOG = Logger.getLogger(ImportRunner.class);

    private final UUID process = UUID.randomUUID();
    private final ImportStore store;
    private final ImportErrorStore errors;
    private final ImportTargets targets;
    private final ImportConfig config;
    private final ExecutorService workers;

    ImportRunner(ImportStore store, ImportErrorStore errors, ImportTargets targets, ImportConfig config) {
        this.store = store;
        this.errors = errors;
        this.targets = targets;
        this.config = config;
        this.workers = new ThreadPoolExecutor(
                config.concurrentJobs(),
                config.concurrentJobs(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(config.concurrentJobs()),
                task -> {
                    Thread thread = new Thread(task, "import");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Looks for work soon; harmless if there is none. */
    void wake() {
        try {
            workers.execute(this::workWhileThereIs);
        } catch (RejectedExecutionException e) {
            LOG.debug("Shutting down", e);
        }
    }

    @Scheduled(every = "${muster.import.poll-interval:PT5S}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void poll() {
        wake();
    }

    void stop(@Observes ShutdownEvent event) {
        workers.shutdownNow();
    }

    private void workWhileThereIs() {
        Optional<Stored> job = await(store.claim(process, config.lease()));
        while (job.isPresent()) {
            work(job.get());
            job = await(store.claim(process, config.lease()));
        }
    }

    private void work(Stored job) {
        if (job.attempts() > config.maxAttempts()) {
            await(store.end(job.id(), process, ImportState.FAILED, Violation.of("file", "import-failed")));
            return;
        }
        try {
            Violation refusal = runWithFile(job);
            await(store.end(job.id(), process, refusal == null ? ImportState.DONE : ImportState.REFUSED, refusal));
        } catch (UnreadableFile e) {
            await(store.end(job.id(), process, ImportState.REFUSED, e.reason()));
        } catch (ImportRun.Stopped e) {
            if (e.cancelled) {
                await(store.end(job.id(), process, ImportState.CANCELLED, null));
            }
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "Import %s stopped, attempt %d; it goes on when its lease is over", job.id(), job.attempts());
        }
    }

    private @Nullable Violation runWithFile(Stored job) throws IOException {
        ImportStore.File sent = await(store.file(job.id()));
        Path file = Files.createTempFile("muster-import-", ".tmp");
        try {
            Files.write(file, sent.content());
            return run(job, file, sent);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private @Nullable Violation run(Stored job, Path file, ImportStore.File sent) {
        return new ImportRun<>(
                        job,
                        file,
                        sent.mapping(),
                        targets.open(job, sent.mapping()),
                        config,
                        new StoredLedger(job.id()))
                .run();
    }

    private <T> T await(Uni<T> uni) {
        return uni.await().atMost(config.stepTimeout());
    }

    private final class StoredLedger implements ImportRun.Ledger {

        private final UUID job;

        StoredLedger(UUID job) {
            this.job = job;
        }

        @Override
        public void restart() {
            await(errors.restart(job));
        }

        @Override
        public void advance(ImportState state, Counts counts, List<String> columns, List<ErrorRow> errors) {
            boolean goOn = await(store.advance(job, process, state, counts, columns, errors, config.lease()))
                    .orElseThrow(() -> new ImportRun.Stopped(false));
            if (!goOn) {
                throw new ImportRun.Stopped(true);
            }
        }

        @Override
        public Set<Long> rowsWithoutTexts() {
            return await(errors.rowsWithoutTexts(job));
        }

        @Override
        public void fillTexts(Map<Long, Map<String, String>> texts) {
            await(errors.fillTexts(job, texts));
        }
    }
}
