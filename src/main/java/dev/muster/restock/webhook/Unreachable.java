package dev.muster.restock.webhook;

/** Nothing was sent. */
final class Unreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Failure failure;

    Unreachable(Failure failure) {
        super(failure.word(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
