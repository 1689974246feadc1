package dev.muster.exchange;

import dev.muster.exchange.ImportErrorStore.ErrorRow;
import dev.muster.exchange.ImportStore.New;
import dev.muster.exchange.ImportStore.Stored;
import dev.muster.exchange.mapping.Mapping;
import dev.muster.exchange.mapping.Mappings;
import dev.muster.exchange.table.Format;
import dev.muster.exchange.table.UnreadableFile;
import dev.muster.platform.Csv;
import dev.muster.platform.Ids;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Wording;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Takes files in, tells how far they are, gives back what was refused. */
@ApplicationScoped
class Imports {

    /** Title of the column that the file of refused rows has in addition; ignored when it is sent again. */
    static final String REASON = "importError";

    private final ImportStore store;
    private final ImportErrorStore errors;
    private final ImportRunner runner;
    private final ImportTargets targets;
    private final ImportConfig config;
    private final Clock clock;

    Imports(
            ImportStore store,
            ImportErrorStore errors,
            ImportRunner runner,
            ImportTargets targets,
            ImportConfig config,
            Clock clock) {
        this.store = store;
        this.errors = errors;
        this.runner = runner;
        this.targets = targets;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A file as it was sent.
     *
     * @param format what its media type says it is; null if that says nothing
     * @param ownMapping mapping sent with it
     * @param idempotencyKey the same key with the same file gives the same import
     */
    record Upload(
            ImportKind kind,
            ImportOptions options,
            byte[] content,
            @Nullable String fileName,
            @Nullable Format format,
            @Nullable String ownMapping,
            @Nullable String idempotencyKey,
            String actor) {}

    /** Takes a file in; it is worked on afterwards. Refuses at once what can be seen at once. */
    Uni<UUID> submit(Upload upload) {
        if (upload.content().length > config.maxFileBytes()) {
            throw Problem.of(ProblemType.TOO_LARGE, "body-over-limit", upload.content().length, config.maxFileBytes())
                    .asException();
        }
        Format format = format(upload);
        Mapping mapping = mapping(upload);
        checkDefaults(upload.options());
        String hash = sha256(upload.content());
        String key = upload.idempotencyKey();
        New job = new New(
                key == null ? Ids.next() : Ids.named("import\u001f" + upload.actor() + "\u001f" + key),
                upload.kind(),
                upload.options(),
                sha256((upload.kind() + "\u001f" + upload.options() + "\u001f" + Mappings.write(mapping) + "\u001f"
                                + hash)
                        .getBytes(StandardCharsets.UTF_8)),
                upload.fileName(),
                upload.content(),
                hash,
                format.name(),
                mapping,
                upload.actor());
        return targets.requireIncident(upload.options().incident())
                .chain(store::open)
                .invoke(this::requireRoom)
                .chain(() -> store.create(job))
                .chain(created -> created ? Uni.createFrom().item(job.id()) : same(job))
                .invoke(runner::wake);
    }

    private void requireRoom(long open) {
        if (open >= config.maxQueuedJobs()) {
            throw Problem.of(ProblemType.TOO_MANY_REQUESTS, "imports-waiting", open)
                    .asException();
        }
    }

    private Uni<UUID> same(New job) {
        return find(job.id()).map(stored -> {
            if (!stored.fingerprint().equals(job.fingerprint())) {
                throw Problem.of(ProblemType.COMMAND_CONFLICT, "import-key-used", stored.id())
                        .asException();
            }
            return stored.id();
        });
    }

    private static Format format(Upload upload) {
        try {
            Format format = Format.of(upload.content());
            if (upload.format() != null && upload.format() != format && upload.format() != Format.CSV) {
                throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "file-not-as-declared", upload.format(), format)
                        .asException();
            }
            return upload.format() == Format.CSV && format == Format.JSON ? Format.CSV : format;
        } catch (UnreadableFile e) {
            boolean foreign = e.reason().message().equals("file-foreign");
            throw Problem.of(
                            foreign ? ProblemType.UNSUPPORTED_MEDIA_TYPE : ProblemType.MALFORMED,
                            e.reason().message(),
                            e.reason().args().toArray())
                    .asException();
        }
    }

    private Mapping mapping(Upload upload) {
        String own = upload.ownMapping();
        String name = upload.options().mapping();
        Optional<Mapping> mapping = own == null ? Mappings.named(name) : Mappings.parse(own);
        if (mapping.isEmpty()) {
            throw own == null
                    ? Problem.violation("mapping", "mapping-unknown", name, String.join(", ", Mappings.names()))
                            .asException()
                    : Problem.violation("mapping", "mapping-unreadable").asException();
        }
        String kind = mapping.get().kind();
        if (kind != null && !kind.equals(upload.kind().path())) {
            throw Problem.violation(
                            "mapping", "mapping-other-kind", kind, upload.kind().path())
                    .asException();
        }
        return mapping.get();
    }

    private void checkDefaults(ImportOptions options) {
        if (options.neededBy() != null && options.neededBy().isBefore(clock.instant())) {
            throw Problem.violation("neededBy", "needed-by.past").asException();
        }
    }

    Uni<ImportJob> get(UUID id, Wording wording) {
        return find(id).map(stored -> shown(stored, wording));
    }

    Uni<Page<ImportJob>> list(PageRequest page, Wording wording) {
        OffsetDateTime before =
                page.isFirst() ? null : OffsetDateTime.parse(page.after().get(0));
        UUID beforeId = page.isFirst() ? null : UUID.fromString(page.after().get(1));
        return store.list(before, beforeId, page.fetch())
                .map(rows -> page.page(
                        rows,
                        row -> List.of(row.createdAt().toString(), row.id().toString())))
                .map(found -> new Page<>(
                        found.items().stream().map(row -> shown(row, wording)).toList(), found.next()));
    }

    /** Stops an import at its next step; what it has applied stays. Refuses (409) one that has ended. */
    Uni<ImportJob> cancel(UUID id, String actor, Wording wording) {
        return find(id).chain(stored -> store.requestCancel(id, actor).invoke(cancelled -> {
                    if (!cancelled) {
                        throw Problem.of(ProblemType.ILLEGAL_TRANSITION, "import-ended", stored.state())
                                .asException();
                    }
                }))
                .chain(() -> get(id, wording));
    }

    /** The refused rows with their reasons, one line per row, as CSV in the file's own columns. */
    Uni<String> errors(UUID id, Wording wording) {
        return find(id).chain(stored -> errors.of(id).map(rows -> csv(stored.columns(), merge(rows), wording)));
    }

    private Uni<Stored> find(UUID id) {
        return store.find(id)
                .map(found -> found.orElseThrow(
                        () -> Problem.of(ProblemType.NOT_FOUND, "no-import", id).asException()));
    }

    private static List<ErrorRow> merge(List<ErrorRow> rows) {
        Map<Long, ErrorRow> byRow = new LinkedHashMap<>();
        for (ErrorRow row : rows) {
            byRow.merge(row.row(), row, (one, other) -> {
                List<Violation> reasons = new ArrayList<>(one.reasons());
                reasons.addAll(other.reasons());
                return new ErrorRow(one.row(), one.texts(), reasons);
            });
        }
        return List.copyOf(byRow.values());
    }

    private static String csv(List<String> columns, List<ErrorRow> rows, Wording wording) {
        Set<String> titles = new LinkedHashSet<>(columns);
        rows.forEach(row -> titles.addAll(texts(row).keySet()));
        titles.remove(REASON);
        StringBuilder out = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
            printer.printRecord(cells(titles.stream().map(Csv::guard).toList(), REASON));
            for (ErrorRow row : rows) {
                printer.printRecord(cells(
                        titles.stream()
                                .map(title -> Csv.guard(texts(row).getOrDefault(title, "")))
                                .toList(),
                        reason(row, wording)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static Map<String, String> texts(ErrorRow row) {
        return row.texts() == null ? Map.of() : row.texts();
    }

    private static List<String> cells(List<String> cells, String last) {
        List<String> all = new ArrayList<>(cells);
        all.add(last);
        return all;
    }

    private static String reason(ErrorRow row, Wording wording) {
        return row.row()
                + ": "
                + row.reasons().stream()
                        .map(reason -> reason.field() + ": " + message(reason, wording))
                        .distinct()
                        .collect(Collectors.joining("; "));
    }

    /** Reasons that are refusals as a whole have their text among those. */
    private static String message(Violation reason, Wording wording) {
        if (!reason.message().startsWith(Submission.WHOLE)) {
            return wording.message(reason);
        }
        String detail = reason.message().substring(Submission.WHOLE.length());
        return wording.detail(
                Problem.of(ProblemType.RULE_BROKEN, detail, reason.args().toArray()));
    }

    private static ImportJob shown(Stored job, Wording wording) {
        ImportStore.Counts counts = job.counts();
        ImportOptions options = job.options();
        Violation reason = job.reason();
        return new ImportJob(
                job.id(),
                job.kind(),
                job.state(),
                options.dryRun(),
                options.atomic(),
                options.mapping(),
                job.fileName(),
                job.fileBytes(),
                job.format(),
                counts.rows(),
                counts.accepted(),
                counts.acceptable() == 0 ? null : counts.acceptable(),
                counts.unchanged(),
                counts.rejected(),
                progress(job),
                rowsPerSecond(job),
                reason == null ? null : wording.message(reason),
                job.actor(),
                job.createdAt().toInstant(),
                instant(job.startedAt()),
                instant(job.endedAt()));
    }

    private static double progress(Stored job) {
        if (job.state() == ImportState.DONE) {
            return 1;
        }
        long total = job.counts().total();
        return job.state() != ImportState.APPLYING || total == 0
                ? 0
                : (double) job.counts().done() / total;
    }

    private static @Nullable Long rowsPerSecond(Stored job) {
        if (job.startedAt() == null) {
            return null;
        }
        OffsetDateTime end = job.endedAt() == null ? job.now() : job.endedAt();
        long millis = Math.max(1, Duration.between(job.startedAt(), end).toMillis());
        return job.counts().rows() * 1000 / millis;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
