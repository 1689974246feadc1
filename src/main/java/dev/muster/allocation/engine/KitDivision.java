package dev.muster.allocation.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why of some kits so many come assembled and the others as their parts, by what was free when they were divided.
 *
 * @param kits how many were divided
 * @param assembled how many of them are to come assembled
 * @param sources of assembled ones that were looked at, the nearest first
 * @param farthest what of the parts of the others comes from farthest away, or is missing; null if there are no others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KitDivision(
        long kits,
        long assembled,
        List<Assembled> sources,
        @Nullable Farthest farthest) {

    /**
     * A source of assembled kits.
     *
     * @param site its code
     * @param free how many it may give
     * @param nearer how many kits can be had as parts that are all nearer than it is
     * @param taken how many are to come from there
     */
    public record Assembled(String site, int travelMinutes, long free, long nearer, long taken) {}

    /**
     * A part.
     *
     * @param item its code
     * @param site code of the farthest source that is needed for it, null if all of them are not enough
     * @param kits how many kits its sources are enough for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Farthest(String item, @Nullable String site, int travelMinutes, long kits) {}
}
