package dev.muster.allocation.engine.units;

import dev.muster.allocation.engine.Reason;
import dev.muster.unit.Booking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demand for units got.
 *
 * @param taken bookings of lower classes to be taken back for it (R6)
 * @param left units not met
 * @param reason why something is left, null if nothing is
 */
public record UnitDecision(
        UnitDemand demand,
        List<UnitGrant> grants,
        List<Booking> taken,
        int left,
        @Nullable Reason reason,
        UnitExplanation explanation) {}
