package dev.muster.request;

/** How soon a need must be met; the order of the constants is the order of service (R1). */
public enum Urgency {
    /** 特急: life at risk now. */
    STAT,
    /** 加急: within hours. */
    ASAP,
    /** 紧急: today. */
    URGENT,
    /** 一般. */
    ROUTINE
}
