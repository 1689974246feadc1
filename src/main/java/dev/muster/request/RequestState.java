package dev.muster.request;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The life of a request; past {@code SUBMITTED} it is derived from its lines. */
public enum RequestState {
    DRAFT,
    SUBMITTED,
    PARTLY_ALLOCATED,
    ALLOCATED,
    PARTLY_RECEIVED,
    FULFILLED,
    DECLINED,
    CANCELLED,
    SUSPENDED;

    /** What a state is derived from: a line's quantities in base units; {@code quantity} is null while unknown. */
    public interface LineProgress {
        @Nullable
        Long quantity();

        long allocated();

        long received();
    }

    /** The state of an open request with these lines. */
    public static RequestState of(Collection<? extends LineProgress> lines) {
        if (lines.stream().allMatch(l -> l.quantity() != null && l.received() == l.quantity())) {
            return FULFILLED;
        }
        if (lines.stream().anyMatch(l -> l.received() > 0)) {
            return PARTLY_RECEIVED;
        }
        if (lines.stream().allMatch(l -> l.quantity() != null && l.allocated() == l.quantity())) {
            return ALLOCATED;
        }
        return lines.stream().anyMatch(l -> l.allocated() > 0) ? PARTLY_ALLOCATED : SUBMITTED;
    }

    /** Whether it may be withdrawn. What has arrived by then stays where it is. */
    public boolean cancellable() {
        return switch (this) {
            case DRAFT, SUBMITTED, PARTLY_ALLOCATED, ALLOCATED, PARTLY_RECEIVED, SUSPENDED -> true;
            case FULFILLED, DECLINED, CANCELLED -> false;
        };
    }
}
