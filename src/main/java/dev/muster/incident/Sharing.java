package dev.muster.incident;

/** How lines of one class share what does not suffice for all of them (R7). */
public enum Sharing {
    /** In the demand order (R1), each as much as it needs. */
    FIRST_COME,
    /** Everybody the same part of the need, rounded by largest remainder. */
    PROPORTIONAL,
    /** A guaranteed part of the need to key sites first, the rest proportionally. */
    KEY_SITES_MINIMUM
}
