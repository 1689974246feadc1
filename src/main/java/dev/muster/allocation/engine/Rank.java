package dev.muster.allocation.engine;

import dev.muster.request.Urgency;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * A demand's place in the order of service (R1): response level, urgency, key site, needed-by, submitted-at, id, line.
 *
 * @param level response level of the incident, 1 (Ⅰ, gravest) to 4 (Ⅳ); 5 without an incident
 * @param urgency how soon it must be met
 * @param keySite whether the asking site is a key site (重点保障单位)
 * @param neededBy when it must be there
 * @param submittedAt when it was asked for
 * @param request the request's id
 * @param line the line's number within it
 */
public record Rank(
        int level, Urgency urgency, boolean keySite, Instant neededBy, Instant submittedAt, UUID request, int line)
        implements Comparable<Rank> {

    /** The level of a request without an incident: one below Ⅳ. */
    public static final int NO_INCIDENT = 5;

    private static final Comparator<Rank> ORDER = Comparator.comparingInt(Rank::level)
            .thenComparing(Rank::urgency)
            .thenComparing(Rank::keySite, Comparator.reverseOrder())
            .thenComparing(Rank::neededBy)
            .thenComparing(Rank::submittedAt)
            .thenComparing(r -> r.request().toString())
            .thenComparingInt(Rank::line);

    @Override
    public int compareTo(Rank other) {
        return ORDER.compare(this, other);
    }
}
