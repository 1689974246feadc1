package dev.muster.platform;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Someone who follows the event log through {@link EventRelay}. Called on the relay's context: never block there. */
public interface EventReader {

    /**
     * Takes the next events, in order and without a gap. Until the answer completes no more are handed over; a failure
     * means the same events come again, after a pause.
     */
    Uni<Void> take(List<LoggedEvent> events);

    /**
     * The log is not the one that was followed: another epoch after a restore, or its end lies before what was read
     * already. Nothing more is handed over; start again from the tables.
     */
    void restart();
}
