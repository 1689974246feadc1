package dev.muster.exchange;

import dev.muster.request.Urgency;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an import goes.
 *
 * @param dryRun everything is checked, nothing changed
 * @param atomic one bad row refuses all
 * @param mapping name of a shipped mapping, {@code own} for one sent with the file
 * @param urgency for request rows that name none
 * @param neededBy for request rows that name none
 * @param incident id or code, for request rows that name none
 */
record ImportOptions(
        boolean dryRun,
        boolean atomic,
        String mapping,
        @Nullable Urgency urgency,
        @Nullable Instant neededBy,
        @Nullable String incident) {}
