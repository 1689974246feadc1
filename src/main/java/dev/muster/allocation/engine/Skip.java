package dev.muster.allocation.engine;

/** The rule by which a source was passed over. */
public enum Skip {
    /** R2: the asking site is no source for itself. */
    OWN_SITE,
    /** R3: the source is restricted or closed. */
    SITE_NOT_OPEN,
    /** An officer released this line's allocation from there: what a person decided stands. */
    TAKEN_BACK,
    /** R3: all that is free has expired, or lacks the item's minimum remaining life at arrival. */
    SHELF_LIFE,
    /** R3: no transport mode of the policy serves the item's storage class. */
    STORAGE_CLASS,
    /** R4: nothing above the source's reserve floor. */
    FLOOR,
    /** R5: too small to be worth a shipment. */
    SMALLEST_SHIPMENT,
    /** R5: the line has its most sources already. */
    MAX_SOURCES,
    /** All that is on hand is reserved or held. */
    NOTHING_FREE
}
