package dev.muster.board;

import dev.muster.platform.EventReader;
import dev.muster.platform.EventRelay;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Where a channel gets its beginning and its events from. */
interface Source {

    /**
     * A view as the tables have it at a number of the log.
     *
     * @param seq number of the last event the view contains
     */
    record Start(UUID epoch, long seq, View view) {}

    Uni<Start> start();

    EventRelay.Subscription follow(UUID epoch, long after, EventReader reader);

    /** Whether the log was read lately: what the channel shows is what there is. */
    boolean fresh();
}
