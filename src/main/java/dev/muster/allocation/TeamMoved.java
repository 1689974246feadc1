package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.unit.UnitState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a team stands now, and what of its kits went with it or came back. */
record TeamMoved(@JsonUnwrapped UnitState state, List<KitMoved> kits) {

    /**
     * A kit that goes with a team.
     *
     * @param item code of the kit
     * @param kits how many were to go with it
     * @param assembled how many of them went assembled
     * @param packed how many went as their parts
     * @param missing how many it went without
     * @param returned when it is back: how many came back
     * @param used when it is back: how many did not
     * @param movement that took them out of stock, or put them back
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KitMoved(
            String item,
            long kits,
            long assembled,
            long packed,
            long missing,
            @Nullable Long returned,
            @Nullable Long used,
            @Nullable UUID movement) {}
}
