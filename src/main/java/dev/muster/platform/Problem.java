package dev.muster.platform;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A refusal as a value: what is wrong, without a language. It becomes text only at the edge, in the caller's language.
 *
 * @param type kind and status
 * @param detail key of the message in {@code problems*.properties} (under {@code detail.<key>})
 * @param args values for the message's placeholders, in order
 * @param violations the fields at fault, empty if none
 * @param alternatives what may be had instead, empty if nothing
 */
public record Problem(
        ProblemType type,
        String detail,
        List<Object> args,
        List<Violation> violations,
        List<Alternative> alternatives) {

    /**
     * What may be had instead of what was asked for.
     *
     * @param unit an asset's tag, a staff number or a team's code
     * @param freeFrom since when
     */
    @Schema(name = "Alternative")
    public record Alternative(String unit, Instant freeFrom) {}

    public Problem(ProblemType type, String detail, List<Object> args, List<Violation> violations) {
        this(type, detail, args, violations, List.of());
    }

    /** The same refusal with what may be had instead. */
    public Problem with(List<Alternative> instead) {
        return new Problem(type, detail, args, violations, List.copyOf(instead));
    }

    /**
     * One field at fault.
     *
     * @param field path in the payload, for instance {@code lines[0].quantity}
     * @param message key of the message in {@code problems*.properties} (under {@code field.<key>})
     * @param args values for the message's placeholders, in order
     */
    public record Violation(String field, String message, List<Object> args) {

        public static Violation of(String field, String message, Object... args) {
            return new Violation(field, message, List.of(args));
        }
    }

    public static Problem of(ProblemType type, String detail, Object... args) {
        return new Problem(type, detail, List.of(args), List.of());
    }

    /** Fields that are malformed or break a rule: 422, or 400 where the payload itself cannot be read. */
    public static Problem violations(ProblemType type, List<Violation> violations) {
        return new Problem(type, "violations", List.of(violations.size()), List.copyOf(violations));
    }

    public static Problem violation(String field, String message, Object... args) {
        return violations(ProblemType.RULE_BROKEN, List.of(Violation.of(field, message, args)));
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }
}
