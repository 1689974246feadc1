package dev.muster.exchange;

/** How far an import is: {@code QUEUED → CHECKING → APPLYING → DONE}, or one of the other ends. */
enum ImportState {
    QUEUED,
    /** Every row is read; nothing is changed yet. */
    CHECKING,
    APPLYING,
    DONE,
    /** The file as a whole was refused; nothing was changed. */
    REFUSED,
    CANCELLED,
    /** Given up after repeated faults of the service; sending the file again goes on where it stopped. */
    FAILED;

    boolean ended() {
        return this != QUEUED && this != CHECKING && this != APPLYING;
    }
}
