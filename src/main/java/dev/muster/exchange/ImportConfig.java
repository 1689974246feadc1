package dev.muster.exchange;

import dev.muster.exchange.table.FileLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

/** Limits and pace of imports. */
@ConfigMapping(prefix = "muster.import")
interface ImportConfig {

    /** Largest file. Keep {@code muster.http.max-large-body-bytes} above it. */
    @WithDefault("33554432")
    int maxFileBytes();

    @WithDefault("200000")
    int maxRows();

    @WithDefault("500")
    int maxColumns();

    @WithDefault("8000")
    int maxCellChars();

    /** Largest XLSX file once unpacked. */
    @WithDefault("268435456")
    long maxUnpackedBytes();

    /** Most an XLSX file may grow when unpacked. */
    @WithDefault("200")
    int maxUnpackRatio();

    /** Refused rows kept for download; all are counted. */
    @WithDefault("20000")
    int maxErrorRows();

    /** Largest mapping sent with a file. */
    @WithDefault("262144")
    int maxMappingBytes();

    /** Entries applied in one step. */
    @WithDefault("500")
    int chunkEntries();

    /** Imports at work at the same time in this process; the others wait. */
    @WithDefault("2")
    int concurrentJobs();

    /** Imports that may wait; more are refused with 429. */
    @WithDefault("50")
    int maxQueuedJobs();

    /** How often a process looks for imports left by another that died. */
    @WithDefault("PT5S")
    Duration pollInterval();

    /** After this long without a sign of life another process takes an import over. */
    @WithDefault("PT20S")
    Duration lease();

    /** How often an import is taken up again after faults and restarts before it is given up. */
    @WithDefault("10")
    int maxAttempts();

    /** Longest wait for one step in the database. */
    @WithDefault("PT60S")
    Duration stepTimeout();

    /** Times in files that name no zone are meant there. */
    @WithDefault("Asia/Shanghai")
    ZoneId timeZone();

    default FileLimits limits() {
        return new FileLimits(maxRows(), maxColumns(), maxCellChars(), maxUnpackedBytes(), maxUnpackRatio());
    }
}
