package dev.muster.allocation.engine;

/** Why a need, or a part of it, is not met. */
public enum Reason {
    /** Nothing free anywhere. */
    NO_STOCK,
    /** What is free is what sites keep for themselves (R4). */
    FLOORS,
    /** What is free is not eligible: closed site, shelf life, too small a shipment (R3, R5). */
    NOT_ELIGIBLE,
    /** The line has its most sources already (R5). */
    MAX_SOURCES,
    /** Nobody said how much is needed. */
    QUANTITY_UNKNOWN
}
