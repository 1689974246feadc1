package dev.muster.allocation.planning;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.allocation.plan.Terms.Objective;
import dev.muster.incident.PolicyLevel;
import dev.muster.request.Urgency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be planned.
 *
 * @param scope whose needs
 * @param whatIf what is supposed to be otherwise than it is
 * @param movable whether reservations that have not left may be moved, as far as the policy lets them be taken back
 * @param objective what is best for each item's best class
 */
public record Wish(Scope scope, WhatIf whatIf, Movable movable, Objective objective) {

    /** What becomes of reservations that have not left. */
    public enum Movable {
        /** They stay where they are. */
        NOTHING,
        /** They may be moved, and taken back where the policy lets a higher class do that (R6). */
        BY_POLICY
    }

    /**
     * Needs that meet all that is given; an empty list narrows nothing.
     *
     * @param items codes of items asked for
     * @param regions codes of regions in which the asking site lies
     * @param sites codes of asking sites
     * @param incidents ids or codes
     * @param levels response levels, {@code NONE} for requests without an incident
     */
    public record Scope(
            List<String> items,
            List<String> regions,
            List<String> sites,
            List<String> incidents,
            List<Urgency> urgencies,
            List<PolicyLevel> levels) {}

    /**
     * What is supposed.
     *
     * @param closedSites codes of sites that give nothing
     * @param extraStock goods that are not there
     * @param urgencies requests of another urgency than theirs
     * @param policy code of the policy that decides all levels, null for those in force
     * @param inTime whether only what arrives by needed-by counts
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WhatIf(
            List<String> closedSites,
            List<ExtraStock> extraStock,
            List<OtherUrgency> urgencies,
            @Nullable String policy,
            boolean inTime) {

        /** Whether nothing is. */
        @JsonIgnore
        public boolean isEmpty() {
            return closedSites.isEmpty() && extraStock.isEmpty() && urgencies.isEmpty() && policy == null && !inTime;
        }
    }

    /** Base units of an item at a site, by codes, in addition to what is there. */
    public record ExtraStock(String site, String item, long quantity) {}

    /** A request of another urgency. */
    public record OtherUrgency(UUID request, Urgency urgency) {}
}
