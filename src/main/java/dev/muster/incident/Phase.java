package dev.muster.incident;

/** How far an incident has come. Phases only go forward, possibly past some; closed is final. */
public enum Phase {
    WARNING,
    RESPONSE,
    STABILISED,
    RECOVERY,
    CLOSED;

    public boolean mayBecome(Phase next) {
        return next.ordinal() >= ordinal();
    }
}
