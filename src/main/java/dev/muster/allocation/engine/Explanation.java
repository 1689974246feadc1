package dev.muster.allocation.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a demand got what it got (R9).
 *
 * @param rank its place in the order of service
 * @param policy code and version of the policy
 * @param asked base units that were open
 * @param sources the sources looked at, in order
 * @param more sources looked at beyond those listed, counted by the rule that skipped them
 * @param served base units granted
 * @param reason why something is left, null if nothing is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Explanation(
        Rank rank,
        String policy,
        long asked,
        List<Looked> sources,
        Map<Skip, Integer> more,
        long served,
        @Nullable Reason reason) {

    /**
     * One source that was looked at.
     *
     * @param site code of the source
     * @param item id of the item looked for there: the one asked for, or a substitute
     * @param distanceKm geodesic distance
     * @param travelMinutes travel time
     * @param free base units on hand, neither reserved nor held nor expired
     * @param taken base units granted from there
     * @param skipped the rule that passed it over, null if it was taken from
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Looked(
            String site,
            int item,
            double distanceKm,
            int travelMinutes,
            long free,
            @Nullable Long taken,
            @Nullable Skip skipped) {}
}
