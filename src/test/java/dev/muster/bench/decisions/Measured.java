package dev.muster.bench.decisions;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a phase measured.
 *
 * @param demand {@code zipf} or {@code hot}
 * @param contender who decided: {@link #ROW_LOCK} and so on
 * @param load how: {@code closed}, {@code at 900/s}, {@code one client}
 * @param ratio allocations a second, as a multiple of the row lock's under the same demand in the same run; null if none ran
 * @param p50Millis time of a call, which in the batched phases carries a batch
 * @param serviceCpu processor seconds for 1,000 allocations; likewise database and load generator
 * @param othersShare of the machine's processor time that went to programs that do not belong to the run, 0 to 1
 * @param allocatedMegabytesPerSecond on the service's heap
 * @param serviceMebibytes resident memory of the service at the end; of the database, what is shared counted once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Measured(
        String demand,
        String contender,
        String load,
        double seconds,
        long calls,
        long requests,
        long allocations,
        double requestsPerSecond,
        double allocationsPerSecond,
        @Nullable Double ratio,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        double serviceCpu,
        double databaseCpu,
        double loadCpu,
        double othersShare,
        @Nullable Double allocatedMegabytesPerSecond,
        double serviceMebibytes,
        double databaseMebibytes) {

    static final String ROW_LOCK = "row lock";
    static final String ROW_LOCK_BY_PLACE = "row lock, by places";
    static final String ONE_TRIP = "one-trip function";
    static final String SINGLE = "Muster, single requests";
    static final String BATCH = "Muster, batches of ";
}
