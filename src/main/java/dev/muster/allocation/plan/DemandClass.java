package dev.muster.allocation.plan;

import dev.muster.request.Urgency;
import java.util.Comparator;

/**
 * A class of service (R1): a better class is served as fully as possible before the next gets anything it could use.
 * Natural order: best first.
 *
 * @param level response level of the incident, 1 (Ⅰ, gravest) to 4 (Ⅳ); 5 without an incident
 * @param urgency how soon it must be met
 * @param held whether it is what a line of that level and urgency has reserved already: it comes before what is open in the
 *     same level and urgency, so that only a higher one takes it away (R6)
 * @param keySite whether the asking site is a key site (重点保障单位)
 */
public record DemandClass(int level, Urgency urgency, boolean held, boolean keySite)
        implements Comparable<DemandClass> {

    private static final Comparator<DemandClass> ORDER = Comparator.comparingInt(DemandClass::level)
            .thenComparing(DemandClass::urgency)
            .thenComparing(DemandClass::held, Comparator.reverseOrder())
            .thenComparing(DemandClass::keySite, Comparator.reverseOrder());

    public DemandClass {
        if (level < 1 || level > 5) {
            throw new IllegalArgumentException("Response level " + level + " is not 1 to 5");
        }
    }

    /** Of what is open. */
    public DemandClass(int level, Urgency urgency, boolean keySite) {
        this(level, urgency, false, keySite);
    }

    /** Another number for every class, lower is better; classes of one level and urgency have the same quarter of it. */
    int number() {
        return ((level * Urgency.values().length + urgency.ordinal()) * 2 + (held ? 0 : 1)) * 2 + (keySite ? 0 : 1);
    }

    @Override
    public int compareTo(DemandClass other) {
        return ORDER.compare(this, other);
    }
}
