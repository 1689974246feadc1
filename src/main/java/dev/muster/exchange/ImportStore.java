package dev.muster.exchange;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.muster.exchange.ImportErrorStore.ErrorRow;
import dev.muster.exchange.mapping.Mapping;
import dev.muster.platform.Audit;
import dev.muster.platform.EventLog;
import dev.muster.platform.Problem.Violation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Imports, their files and their refused rows. Changes to a running import succeed only for the process that holds it. */
@ApplicationScoped
class ImportStore {

    private static final String JOB =
            "id, kind, state, options::text as options, fingerprint, file_name, file_bytes, file_hash, "
                    + "format, columns::text as columns, rows, total, done, accepted, unchanged, rejected, acceptable, reason::text as reason, "
                    + "cancel_requested, actor, created_at, started_at, ended_at, attempts, now() as now";

    /** An import as it is stored. */
    record Stored(
            UUID id,
            ImportKind kind,
            ImportState state,
            ImportOptions options,
            String fingerprint,
            @Nullable String fileName,
            long fileBytes,
            String fileHash,
            String format,
            List<String> columns,
            Counts counts,
            @Nullable Violation reason,
            boolean cancelRequested,
            String actor,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime startedAt,
            @Nullable OffsetDateTime endedAt,
            int attempts,
            OffsetDateTime now) {}

    /** A new import. */
    record New(
            UUID id,
            ImportKind kind,
            ImportOptions options,
            String fingerprint,
            @Nullable String fileName,
            byte[] content,
            String fileHash,
            String format,
            Mapping mapping,
            String actor) {}

    /**
     * How far it is.
     *
     * @param acceptable entries that would be taken if the file as a whole were; none once it is
     */
    record Counts(long rows, long total, long done, long accepted, long unchanged, long rejected, long acceptable) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
    }

    /** Content and mapping of a running import. */
    record File(byte[] content, Mapping mapping) {}

    private final Pool pool;
    private final StoredJson json;
    private final ImportErrorStore errors;
    private final EventLog log;

    ImportStore(Pool pool, StoredJson json, ImportErrorStore errors, EventLog log) {
        this.pool = pool;
        this.json = json;
        this.errors = errors;
        this.log = log;
    }

    /** Stores a new import; false if its id is taken. */
    Uni<Boolean> create(New job) {
        return pool.withTransaction(sql -> sql.preparedQuery(
                        "insert into import_job (id, kind, options, fingerprint, file_name, file_bytes, file_hash, format, actor) "
                                + "values ($1, $2, $3::text::jsonb, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing returning id")
                .execute(Tuple.from(new Object[] {
                    job.id(),
                    job.kind().name(),
                    json.write(job.options()),
                    job.fingerprint(),
                    job.fileName(),
                    (long) job.content().length,
                    job.fileHash(),
                    job.format(),
                    job.actor()
                }))
                .chain(created -> created.size() == 0
                        ? Uni.createFrom().item(false)
                        : keepFile(sql, job).replaceWith(true)));
    }

    private Uni<Void> keepFile(SqlConnection sql, New job) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("kind", job.kind());
        detail.put("options", job.options());
        detail.put("fileName", job.fileName());
        detail.put("sha256", job.fileHash());
        return sql.preparedQuery("insert into import_file (job, content, mapping) values ($1, $2, $3::text::json)")
                .execute(Tuple.of(job.id(), Buffer.buffer(job.content()).getDelegate(), json.write(job.mapping())))
                .chain(() -> log.append(
                        sql,
                        List.of(),
                        List.of(new Audit(job.actor(), "import.start", job.id().toString(), detail))))
                .replaceWithVoid();
    }

    Uni<Long> open() {
        return pool.query("select count(*) from import_job where ended_at is null")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Optional<Stored>> find(UUID id) {
        return pool.preparedQuery("select " + JOB + " from import_job where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> first(rows));
    }

    /** Newest first, those before the given place. */
    Uni<List<Stored>> list(@Nullable OffsetDateTime before, @Nullable UUID beforeId, int limit) {
        return pool.preparedQuery("select " + JOB + " from import_job "
                        + "where $1::timestamptz is null or (created_at, id) < ($1, $2) "
                        + "order by created_at desc, id desc limit $3")
                .execute(Tuple.of(before, beforeId, limit))
                .map(rows -> stream(rows).map(this::stored).toList());
    }

    Uni<Boolean> requestCancel(UUID id, String actor) {
        return pool.withTransaction(sql -> sql.preparedQuery("update import_job set cancel_requested = true, "
                                + "state = case state when 'QUEUED' then 'CANCELLED' else state end, "
                                + "ended_at = case state when 'QUEUED' then now() end "
                                + "where id = $1 and ended_at is null returning state")
                        .execute(Tuple.of(id))
                        .chain(rows -> rows.size() == 0
                                ? Uni.createFrom().item(false)
                                : dropFileIfEnded(sql, id)
                                        .chain(() -> log.append(
                                                sql,
                                                List.of(),
                                                List.of(new Audit(actor, "import.cancel", id.toString(), Map.of()))))
                                        .replaceWith(true)))
                .invoke(log::committed);
    }

    /**
     * Takes the oldest import that waits or whose process gave no sign of life. Of each kind one runs at a time, so that
     * two files cannot bring in the same thing at once.
     */
    Uni<Optional<Stored>> claim(UUID owner, Duration lease) {
        return pool.withTransaction(sql -> sql.query("select pg_advisory_xact_lock(hashtext('import_job'))")
                .execute()
                .chain(() -> sql.preparedQuery(
                                "update import_job set owner = $1, lease_until = now() + $2::text::interval, "
                                        + "attempts = attempts + 1, started_at = coalesce(started_at, now()), "
                                        + "state = case state when 'QUEUED' then 'CHECKING' else state end "
                                        + "where id = (select id from import_job j where ended_at is null "
                                        + "and (lease_until is null or lease_until < now()) "
                                        + "and not exists (select 1 from import_job r where r.kind = j.kind and r.ended_at is null "
                                        + "and r.lease_until >= now()) order by created_at limit 1) returning " + JOB)
                        .execute(Tuple.of(owner, lease.toMillis() + " milliseconds")))
                .map(rows -> first(rows)));
    }

    Uni<File> file(UUID job) {
        return pool.preparedQuery("select content, mapping::text from import_file where job = $1")
                .execute(Tuple.of(job))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new File(row.getBuffer(0).getBytes(), json.read(row.getString(1), Mapping.class));
                });
    }

    /**
     * Keeps how far the import is and what was refused since, and renews the lease, in one transaction.
     *
     * @return whether to go on: false once it is to be cancelled; empty if another process has taken it over
     */
    Uni<Optional<Boolean>> advance(
            UUID job,
            UUID owner,
            ImportState state,
            Counts counts,
            List<String> columns,
            List<ErrorRow> errors,
            Duration lease) {
        return pool.withTransaction(sql -> sql.preparedQuery("update import_job set state = $3, rows = $4, total = $5, "
                        + "done = $6, accepted = $7, unchanged = $8, rejected = $9, columns = $10::text::jsonb, acceptable = $12, "
                        + "lease_until = now() + $11::text::interval where id = $1 and owner = $2 and ended_at is null "
                        + "returning cancel_requested")
                .execute(Tuple.from(new Object[] {
                    job,
                    owner,
                    state.name(),
                    counts.rows(),
                    counts.total(),
                    counts.done(),
                    counts.accepted(),
                    counts.unchanged(),
                    counts.rejected(),
                    json.write(columns),
                    lease.toMillis() + " milliseconds",
                    counts.acceptable()
                }))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.<Boolean>empty())
                        : this.errors
                                .add(sql, job, errors)
                                .replaceWith(Optional.of(!rows.iterator().next().getBoolean(0)))));
    }

    /** Ends an import; false if another process has taken it over. */
    Uni<Boolean> end(UUID job, UUID owner, ImportState state, @Nullable Violation reason) {
        return pool.withTransaction(sql -> sql.preparedQuery(
                                "update import_job set state = $3, reason = $4::text::jsonb, "
                                        + "ended_at = now(), owner = null, lease_until = null "
                                        + "where id = $1 and owner = $2 and ended_at is null returning " + JOB)
                        .execute(Tuple.of(job, owner, state.name(), reason == null ? null : json.write(reason)))
                        .chain(rows -> rows.size() == 0
                                ? Uni.createFrom().item(false)
                                : ended(sql, stored(rows.iterator().next())).replaceWith(true)))
                .invoke(log::committed);
    }

    private Uni<Void> ended(SqlConnection sql, Stored job) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("kind", job.kind());
        detail.put("state", job.state());
        detail.put("dryRun", job.options().dryRun());
        detail.put("counts", job.counts());
        return dropFileIfEnded(sql, job.id())
                .chain(() -> log.append(
                        sql,
                        List.of(),
                        List.of(new Audit(job.actor(), "import.end", job.id().toString(), detail))))
                .replaceWithVoid();
    }

    private Uni<Void> dropFileIfEnded(SqlConnection sql, UUID job) {
        return sql.preparedQuery("delete from import_file f using import_job j "
                        + "where f.job = $1 and j.id = f.job and j.ended_at is not null")
                .execute(Tuple.of(job))
                .replaceWithVoid();
    }

    private Optional<Stored> first(RowSet<Row> rows) {
        return stream(rows).findFirst().map(this::stored);
    }

    private Stored stored(Row row) {
        String reason = row.getString("reason");
        return new Stored(
                row.getUUID("id"),
                ImportKind.valueOf(row.getString("kind")),
                ImportState.valueOf(row.getString("state")),
                json.read(row.getString("options"), ImportOptions.class),
                row.getString("fingerprint"),
                row.getString("file_name"),
                row.getLong("file_bytes"),
                row.getString("file_hash"),
                row.getString("format"),
                json.read(row.getString("columns"), new TypeReference<List<String>>() {}),
                new Counts(
                        row.getLong("rows"),
                        row.getLong("total"),
                        row.getLong("done"),
                        row.getLong("accepted"),
                        row.getLong("unchanged"),
                        row.getLong("rejected"),
                        row.getLong("acceptable")),
                reason == null ? null : json.read(reason, Violation.class),
                row.getBoolean("cancel_requested"),
                row.getString("actor"),
                utc(row, "created_at"),
                optionalUtc(row, "started_at"),
                optionalUtc(row, "ended_at"),
                row.getInteger("attempts"),
                utc(row, "now"));
    }

    private static OffsetDateTime utc(Row row, String column) {
        return row.getOffsetDateTime(column).withOffsetSameInstant(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime optionalUtc(Row row, String column) {
        return row.getOffsetDateTime(column) == null ? null : utc(row, column);
    }

    static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
