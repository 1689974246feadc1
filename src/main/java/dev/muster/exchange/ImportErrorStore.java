package dev.muster.exchange;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.muster.platform.Problem.Violation;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Refused rows of imports, with why and, once they are filled in, the texts that stood there. */
@ApplicationScoped
class ImportErrorStore {

    /** A refused row; texts are null until they are filled in. */
    record ErrorRow(long row, @Nullable Map<String, String> texts, List<Violation> reasons) {}

    private final Pool pool;
    private final StoredJson json;

    ImportErrorStore(Pool pool, StoredJson json) {
        this.pool = pool;
        this.json = json;
    }

    /** Begins checking anew: what an interrupted check had found is forgotten. */
    Uni<Void> restart(UUID job) {
        return pool.preparedQuery("delete from import_error where job = $1")
                .execute(Tuple.of(job))
                .replaceWithVoid();
    }

    /** Keeps refusals with the progress of the same transaction. */
    Uni<Void> add(SqlConnection sql, UUID job, List<ErrorRow> errors) {
        if (errors.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.preparedQuery(
                        "insert into import_error (job, row_number, texts, reasons) "
                                + "select $1, e.r, e.t::json, e.v::jsonb from unnest($2::bigint[], $3::text[], $4::text[]) as e(r, t, v)")
                .execute(Tuple.tuple()
                        .addUUID(job)
                        .addArrayOfLong(errors.stream().map(ErrorRow::row).toArray(Long[]::new))
                        .addArrayOfString(errors.stream()
                                .map(error -> error.texts() == null ? null : json.write(error.texts()))
                                .toArray(String[]::new))
                        .addArrayOfString(errors.stream()
                                .map(e -> json.write(e.reasons()))
                                .toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Row numbers whose refusals lack the row's texts. */
    Uni<Set<Long>> rowsWithoutTexts(UUID job) {
        return pool.preparedQuery("select distinct row_number from import_error where job = $1 and texts is null")
                .execute(Tuple.of(job))
                .map(rows -> ImportStore.stream(rows)
                        .map(row -> row.getLong(0))
                        .collect(java.util.stream.Collectors.toSet()));
    }

    Uni<Void> fillTexts(UUID job, Map<Long, Map<String, String>> texts) {
        if (texts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Map.Entry<Long, Map<String, String>>> rows = List.copyOf(texts.entrySet());
        return pool.preparedQuery("update import_error e set texts = f.t::json "
                        + "from unnest($2::bigint[], $3::text[]) as f(r, t) "
                        + "where e.job = $1 and e.row_number = f.r and e.texts is null")
                .execute(Tuple.tuple()
                        .addUUID(job)
                        .addArrayOfLong(rows.stream().map(Map.Entry::getKey).toArray(Long[]::new))
                        .addArrayOfString(rows.stream()
                                .map(row -> json.write(row.getValue()))
                                .toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Refused rows in the order of the file; handed on outside the event loop, as there may be many. */
    Uni<List<ErrorRow>> of(UUID job) {
        return pool.preparedQuery("select row_number, texts::text, reasons::text from import_error where job = $1 "
                        + "order by row_number, n")
                .execute(Tuple.of(job))
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(rows -> ImportStore.stream(rows).map(this::error).toList());
    }

    private ErrorRow error(Row row) {
        String texts = row.getString(1);
        return new ErrorRow(
                row.getLong(0),
                texts == null
                        ? Map.of()
                        : json.read(texts, new TypeReference<java.util.LinkedHashMap<String, String>>() {}),
                json.read(row.getString(2), new TypeReference<List<Violation>>() {}));
    }
}
