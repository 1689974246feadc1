package dev.muster.exchange.table;

import dev.muster.platform.Problem.Violation;

/** The file as a whole cannot be read with certainty; nothing of it may be used. */
public final class UnreadableFile extends RuntimeException {

    private final transient Violation reason;

    public UnreadableFile(Violation reason) {
        super(reason.message() + reason.args(), null, false, false);
        this.reason = reason;
    }

    static UnreadableFile because(String message, Object... args) {
        return new UnreadableFile(Violation.of("file", message, args));
    }

    public Violation reason() {
        return reason;
    }
}
