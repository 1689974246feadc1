package dev.muster.incident;

/** What the asking site's own stock is to its request (R2, 先动用本级储备). */
public enum OwnStock {
    /** No source: a request states what must come in. */
    NEVER,
    /** The first source, as far as it is spare. */
    FIRST
}
