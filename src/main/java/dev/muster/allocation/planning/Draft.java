package dev.muster.allocation.planning;

import dev.muster.allocation.plan.Demand;
import dev.muster.allocation.plan.Instance;
import dev.muster.allocation.plan.Terms.Objective;
import java.util.List;

/**
 * What is to be planned, cut into instances: items whose goods travel alike stand in one.
 *
 * @param lines in the order of service
 * @param keySite whether the line's site is a key site, line by line
 * @param together number of the line's group: lines of one group share goods, directly or not
 * @param instances what the planner plans; the ids of their demands are made by {@link #open} and {@link #held}
 * @param approximate whether policies or substitutes travel by other modes than those the times are measured by
 * @param objective what is best for each item's best class
 */
record Draft(
        Reading reading,
        List<PlanLine> lines,
        boolean[] keySite,
        int[] together,
        List<Instance> instances,
        boolean approximate,
        Objective objective) {

    /** Id of the demand for what is open of a line. */
    static long open(int line) {
        return 2L * line;
    }

    /** Id of the demand for what a line has reserved. */
    static long held(int line) {
        return 2L * line + 1;
    }

    /** Which line a demand is of. */
    static int lineOf(Demand demand) {
        return (int) (demand.id() / 2);
    }

    /** Ids of sites by their order, as the instances number them. */
    int[] siteOfOrder() {
        int[] ids = new int[reading.facts().allSites().size()];
        reading.facts().allSites().forEach(site -> ids[site.facts().order()] = site.id());
        return ids;
    }
}
