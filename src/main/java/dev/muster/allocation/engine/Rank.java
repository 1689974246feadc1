package dev.muster.allocation.engine;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.muster.request.Urgency;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * A demand's place in the order of service (R1): response level, urgency, key site, needed-by, submitted-at, id, line.
 * Explanations keep of it what may change later; the rest stands in the request.
 *
 * @param level response level of the incident, 1 (Ⅰ, gravest) to 4 (Ⅳ); 5 without an incident
 * @param urgency how soon it must be met
 * @param keySite whether the asking site is a key site (重点保障单位)
 * @param neededBy when it must be there
 * @param submittedAt when it was asked for
 * @param request the request's id
 * @param line the line's number within it
 */
@JsonIgnoreProperties({"neededBy", "submittedAt", "request", "line"})
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
            .thenComparing(Rank::request, Rank::byText)
            .thenComparingInt(Rank::line);

    /** Ids as their texts are ordered, without making the texts. */
    private static int byText(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    /** Response level and urgency as one number: the smaller, the more urgent. Sharing (R7) is inside a class. */
    public int demandClass() {
        return demandClass(level, urgency);
    }

    /** {@link #demandClass()} of a level and an urgency. */
    public static int demandClass(int level, Urgency urgency) {
        return level * Urgency.values().length + urgency.ordinal();
    }

    @Override
    public int compareTo(Rank other) {
        return ORDER.compare(this, other);
    }
}
