package dev.muster.allocation.planning;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.allocation.plan.Unmet;
import dev.muster.incident.PolicyLevel;
import dev.muster.request.Urgency;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a plan amounts to. Quantities in base units.
 *
 * @param classes what each class gets now and by the plan, best first
 * @param quantityMinutes quantity × travel minutes of all that would be reserved
 * @param quantityMinutesNow the same of what is reserved now, by the same travel times
 * @param optimal whether it is proven that there is no better plan
 * @param gap at most this share of what the plan lacks could be mended; 0 if optimal
 * @param provenParts items, or groups of items that may stand in for each other, or lines that compete for units, proven to
 *     be planned best
 * @param parts all of them
 * @param stopped why it was stopped before its end, null if it was not
 * @param polish what fewer and larger shipments cost
 * @param changes what it would change
 * @param comparison how it compares with what stands
 * @param approximate whether travel by other modes was taken to be as fast as by the foremost line's
 * @param disregards what policies of its lines say that is no part of a plan
 * @param readMillis time it took to read everything
 * @param planMillis time it took to plan
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanResult(
        List<ClassResult> classes,
        BigInteger quantityMinutes,
        BigInteger quantityMinutesNow,
        boolean optimal,
        double gap,
        int provenParts,
        int parts,
        @Nullable Stopped stopped,
        PolishResult polish,
        ChangeTotals changes,
        Comparison comparison,
        boolean approximate,
        List<Disregarded> disregards,
        long readMillis,
        long planMillis) {

    /** Why a plan was stopped before its end. */
    public enum Stopped {
        CANCELLED,
        TIME_LIMIT,
        /** Units may serve several needs one after another in more ways than were looked at. */
        SEARCH_LIMIT
    }

    /** What a policy may say that is no part of a plan. */
    public enum Disregarded {
        /** Sharing of scarce stock in equal parts or with a minimum for key sites (R7): a class is served in its order. */
        SHARING,
        /** Administrative tier before travel time (R2): nearest is what travels shortest. */
        TIER_FIRST
    }

    /** How a plan compares with what stands: class by class first, then in quantity × minutes. */
    public enum Comparison {
        /** Some class gets more, and none that stands before it less. */
        SERVES_MORE,
        /** Every class gets as much, and the longest journey of some item's best class is shorter. */
        SOONER,
        /** Every class gets as much, from nearer or with fewer substitutes. */
        NEARER,
        /** Every class gets as much, in as much quantity × minutes. */
        EQUAL,
        /** Worse: it was stopped, or what is supposed makes it so. */
        WORSE
    }

    /**
     * What a class gets.
     *
     * @param lines how many lines it has
     * @param asked base units asked for
     * @param servedNow allocated now
     * @param served allocated if the plan is applied
     * @param missing what it would lack
     */
    public record ClassResult(
            PolicyLevel level,
            Urgency urgency,
            boolean keySite,
            int lines,
            long asked,
            long servedNow,
            long served,
            long missing) {}

    /**
     * What heeding the most sources and the smallest shipment cost.
     *
     * @param quantityMinutes what it added
     * @param moved shipments saved
     * @param left lines that still have too many sources or too small a shipment
     */
    public record PolishResult(BigInteger quantityMinutes, int moved, int left) {}

    /**
     * What would change.
     *
     * @param lines how many lines
     * @param added base units reserved that their lines do not have now
     * @param moved base units that their lines would have from elsewhere
     * @param dropped base units that their lines would lose
     */
    public record ChangeTotals(int lines, long added, long moved, long dropped) {}

    /**
     * What one more unit would bring.
     *
     * @param item code of the item
     * @param site code of the site where it would stand
     * @param serves the line that would get it, directly or because others move up; null if it saves travel only
     * @param minutesSaved travel time saved; below zero if it is for a line farther away
     * @param words all this as a sentence, in the caller's language
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Advice(
            String item,
            String site,
            @Nullable Served serves,
            long minutesSaved,
            @Nullable String words) {

        Advice in(String sentence) {
            return new Advice(item, site, serves, minutesSaved, sentence);
        }
    }

    /** A line that would be served. */
    public record Served(UUID request, int line, String site, PolicyLevel level, Urgency urgency, long missing) {}

    /** What is kept of a plan beside its lines. */
    record Kept(PlanResult result, List<Advice> advice, Instant asOf) {}

    /** A line as it is kept. */
    record LineRow(
            int n,
            PlanLine line,
            boolean keySite,
            long served,
            @Nullable Unmet reason,
            @Nullable Nearest nearest,
            int together,
            List<SourceRow> sources) {

        LineRow at(int place) {
            return new LineRow(place, line, keySite, served, reason, nearest, together, sources);
        }

        boolean changed() {
            return sources.stream().anyMatch(source -> source.now() != source.planned());
        }
    }

    /**
     * A source as it is kept: base units reserved by rule now and by the plan.
     *
     * @param unit id of the unit that is sent, null where goods are
     */
    record SourceRow(
            int site,
            int item,
            long now,
            long planned,
            int minutes,
            @Nullable Integer unit) {}

    /** The nearest site that has something of the item to give. */
    record Nearest(int site, int minutes) {}
}
