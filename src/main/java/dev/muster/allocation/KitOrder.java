package dev.muster.allocation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a team's kits when it moves.
 *
 * @param returned when it is back: how many of each kit came back; null if nothing is said of them
 * @param overrideReason when it leaves: why it goes without kits that must go with it; null if it does not
 * @param mayOverride whether the actor may decide that
 */
record KitOrder(@Nullable List<Back> returned, @Nullable String overrideReason, boolean mayOverride) {

    /** Nothing is said. */
    static final KitOrder NONE = new KitOrder(null, null, false);

    /**
     * So many kits came back.
     *
     * @param item code of the kit
     */
    record Back(String item, long kits) {}

    boolean silent() {
        return returned == null && overrideReason == null;
    }
}
