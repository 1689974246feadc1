package dev.muster.allocation;

/** The world has changed since a batch began: it speaks of things made meanwhile. Beginning anew helps. */
final class OutdatedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutdatedException() {
        super("The world has changed since the batch began", null, false, false);
    }
}
