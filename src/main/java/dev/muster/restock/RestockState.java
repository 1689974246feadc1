package dev.muster.restock;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Life of what one supplier is asked for. {@code OVERDUE} is a flag beside it. */
public enum RestockState {
    /** Written, not sent. */
    DRAFT,
    /** The supplier can see it and is to answer. */
    SENT,
    /** The supplier has seen it. */
    ACKNOWLEDGED,
    /** The supplier has said how much comes when. */
    PROMISED,
    /** Goods are on the way. */
    SHIPPED,
    /** Some goods have arrived, and more are promised. */
    PARTLY_RECEIVED,
    /** All that was promised has arrived, or was found missing. */
    RECEIVED,
    DECLINED,
    CANCELLED;

    private static final Map<RestockState, Set<RestockState>> NEXT = Map.of(
            DRAFT, EnumSet.of(SENT, CANCELLED),
            SENT, EnumSet.of(ACKNOWLEDGED, PROMISED, DECLINED, CANCELLED),
            ACKNOWLEDGED, EnumSet.of(PROMISED, DECLINED, CANCELLED),
            PROMISED, EnumSet.of(PROMISED, SHIPPED, PARTLY_RECEIVED, RECEIVED, DECLINED, CANCELLED),
            SHIPPED, EnumSet.of(SHIPPED, PARTLY_RECEIVED, RECEIVED),
            PARTLY_RECEIVED, EnumSet.of(PARTLY_RECEIVED, SHIPPED, RECEIVED, CANCELLED));

    /** Whether a command may bring it from this state into that one. */
    public boolean mayBecome(RestockState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether nothing more can happen to it. */
    public boolean ended() {
        return this == RECEIVED || this == DECLINED || this == CANCELLED;
    }
}
