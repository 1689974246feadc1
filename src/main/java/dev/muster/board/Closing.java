package dev.muster.board;

/** Why the server ends a socket (RFC 6455, section 7.4, and the registry it names). */
final class Closing {

    /** The server stops; come back. */
    static final int GOING_AWAY = 1001;

    /** Asked for what is not there, or sent too much. */
    static final int REFUSED = 1008;

    /** Full; come back later. */
    static final int TRY_LATER = 1013;

    private Closing() {}
}
