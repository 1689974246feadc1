package dev.muster.allocation.history;

import org.jspecify.annotations.Nullable;

/**
 * A command sent once, to one of the services.
 *
 * @param number counts all sends
 * @param client who sent it
 * @param service which of the services it went to
 * @param sentNanos just before it left, on the clock of all clients
 * @param answeredNanos just after the answer was there, or the client gave up
 * @param status HTTP status, 0 if no answer came
 * @param answer the answer's body to the letter, empty if none came
 * @param problem the last part of the problem type, null if it is no problem
 */
record Send(
        long number,
        int client,
        Order order,
        int service,
        long sentNanos,
        long answeredNanos,
        int status,
        String answer,
        @Nullable String problem) {

    static final int NO_ANSWER = 0;

    /** Whether the command is done, says the answer. */
    boolean acknowledged() {
        return status == 200 || status == 201;
    }

    /** Whether it is refused for good: it had no effect then. */
    boolean refused() {
        return status >= 400 && status < 500 && status != 429;
    }

    /** Whether the client need not send it again. */
    boolean answered() {
        return acknowledged() || refused();
    }

    @Override
    public String toString() {
        return "#" + number + " " + order.kind() + " " + order.id() + " → " + status
                + (problem == null ? "" : " " + problem);
    }
}
