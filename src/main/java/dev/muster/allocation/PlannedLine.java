package dev.muster.allocation;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request line as a plan found it, and as it would serve it.
 *
 * @param quantity base units asked for
 * @param allocated base units allocated when the plan was made, by rule or not, dispatched or not
 * @param sources what the rules have reserved for it or the plan would, site by site
 */
public record PlannedLine(UUID request, int line, long quantity, long allocated, List<From> sources) {

    /**
     * A site that serves it.
     *
     * @param site id of the site
     * @param item id of the item given
     * @param now base units reserved there by rule when the plan was made
     * @param planned base units to be reserved there
     * @param unit id of the unit that is sent; null where goods are
     */
    public record From(
            int site,
            int item,
            long now,
            long planned,
            @Nullable Integer unit) {}

    /** Base units that it gets more, or below zero less, if the plan is applied. */
    long gain() {
        return sources.stream().mapToLong(from -> from.planned - from.now).sum();
    }
}
