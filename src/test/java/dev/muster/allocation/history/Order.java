package dev.muster.allocation.history;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command as a client means it; it may be sent many times.
 *
 * @param id the command's id, in the body or made of {@code key}
 * @param subject what it is about: the request or movement it makes, the request it cancels, states a quantity of or
 *     chooses for, the allocation or booking it releases or extends, the plan it
 *     applies; the command itself where it is about a unit
 * @param line number of the line it is about, 0 if of none
 * @param path below {@code /api/v1}
 * @param body JSON
 * @param key the header {@code Idempotency-Key}, null where the id is in the body
 * @param actor account that sends it
 */
record Order(
        UUID id,
        Kind kind,
        UUID subject,
        int line,
        String path,
        String body,
        @Nullable String key,
        String actor) {

    /** The kinds of commands, as the command and audit logs name them. */
    enum Kind {
        SUBMIT("request.submit"),
        CANCEL("request.cancel"),
        STATE("request.state-quantity"),
        RELEASE("allocation.release"),
        CHOOSE("allocation.choose"),
        MOVE("movement.record"),
        BOOK("booking.add"),
        EXTEND("booking.extend"),
        STAND("unit.move"),
        /** A plan, made just before, is applied: in parts that are commands of their own. */
        APPLY("plan.apply-all");

        final String logged;

        Kind(String logged) {
            this.logged = logged;
        }

        /** Whether the first answer is 201 and a repeated one 200; otherwise it is always 200. */
        boolean creates() {
            return this == SUBMIT || this == CHOOSE || this == MOVE || this == BOOK;
        }

        /** Whether it has an audit entry of its own, in its own transaction. */
        boolean audited() {
            return this != APPLY;
        }

        /** Whether it can be done once only to what it is about. */
        boolean once() {
            return this != CHOOSE && this != EXTEND;
        }
    }
}
