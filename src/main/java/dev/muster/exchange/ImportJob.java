package dev.muster.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import as it stands.
 *
 * @param rows rows read so far
 * @param accepted entries taken; in a table with a column per item every filled cell is an entry
 * @param acceptable entries that would have been taken, had the file as a whole not been refused; while {@code atomic} is
 *     tried out, those found so far
 * @param unchanged entries that said what is there already
 * @param rejected entries refused
 * @param progress from 0 to 1; 0 until the file is checked
 * @param rowsPerSecond since it started
 * @param reason why the file as a whole was refused, in the caller's language
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportJob(
        UUID id,
        ImportKind kind,
        ImportState state,
        boolean dryRun,
        boolean atomic,
        String mapping,
        @Nullable String fileName,
        long fileBytes,
        String format,
        long rows,
        long accepted,
        @Nullable Long acceptable,
        long unchanged,
        long rejected,
        double progress,
        @Nullable Long rowsPerSecond,
        @Nullable String reason,
        String actor,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
