package dev.muster.request;

/** Where a line's quantity comes from. */
public enum Provenance {
    STATED,
    ESTIMATED,
    /** "We need it", without saying how much: accepted and shown, planned only once a quantity is stated. */
    UNKNOWN
}
