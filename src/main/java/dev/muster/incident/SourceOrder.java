package dev.muster.incident;

/** In which order sources are looked at (R2). */
public enum SourceOrder {
    /** The quickest way first. */
    TRAVEL_TIME,
    /** The same region first, then the same level, then superiors; within a tier the quickest way first. */
    TIER_FIRST
}
