package dev.muster.allocation.engine;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.incident.Sharing;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a demand got what it got (R9). As JSON it is what is kept: what is kept beside it, or follows from the rest, is left
 * out.
 *
 * @param rank its place in the order of service
 * @param policy code and version of the policy
 * @param asked base units that were open
 * @param share how scarce stock was shared inside its class (R7), null if it was not
 * @param sources the sources looked at, in order
 * @param more sources looked at beyond those listed, counted by the rule that skipped them
 * @param preempted the reservations of lower classes that were taken back for it (R6)
 * @param served base units granted
 * @param reason why something is left, null if nothing is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Explanation(
        Rank rank,
        @JsonIgnore String policy,
        long asked,
        @Nullable Share share,
        List<Looked> sources,
        Map<Skip, Integer> more,
        List<Preempted> preempted,
        @JsonIgnore long served,
        @Nullable Reason reason) {

    /**
     * One source that was looked at.
     *
     * @param site code of the source
     * @param item code of the substitute looked for there, null for the item asked for
     * @param distanceKm geodesic distance
     * @param travelMinutes travel time by the fastest mode that may be used
     * @param free base units on hand, neither reserved nor held nor expired
     * @param taken base units granted from there
     * @param skipped the rule that passed it over, null if it was taken from
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Looked(
            String site,
            @Nullable String item,
            double distanceKm,
            int travelMinutes,
            long free,
            @Nullable Long taken,
            @Nullable Skip skipped) {}

    /**
     * How scarce stock was shared (R7).
     *
     * @param by the policy's way of sharing
     * @param among demands of the class that wanted the item in this decision
     * @param supply base units there were for all of them
     * @param quota base units that fell to this demand
     */
    public record Share(Sharing by, int among, long supply, long quota) {}

    /**
     * A reservation that was taken back (R6).
     *
     * @param request id of the request it was made for
     * @param line number of its line
     * @param site code of the source
     * @param quantity base units it held
     */
    public record Preempted(UUID request, int line, String site, long quantity) {}
}
