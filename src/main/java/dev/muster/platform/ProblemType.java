package dev.muster.platform;

import java.util.Locale;

/**
 * The kinds of refusal, each with its HTTP status and stable {@code /problems/<slug>} type (RFC 9457). Titles stand in
 * {@code problems*.properties} under {@code title.<slug>}.
 */
public enum ProblemType {
    MALFORMED(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    COMMAND_CONFLICT(409),
    ILLEGAL_TRANSITION(409),
    NOT_ENOUGH_STOCK(409),
    NOT_FREE(409),
    PRECONDITION_FAILED(412),
    TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    RULE_BROKEN(422),
    PRECONDITION_REQUIRED(428),
    TOO_MANY_REQUESTS(429),
    INTERNAL(500),
    UNAVAILABLE(503);

    private final int status;

    ProblemType(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** Last part of the type URI, for instance {@code not-enough-stock}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
