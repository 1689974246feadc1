package dev.muster.stock;

/** Why stock moves. */
public enum MovementKind {
    /** Goods come in from a supplier or donor. */
    RECEIPT,
    /** Goods are consumed at the site. */
    ISSUE,
    /** A count found more (quantity above zero) or less (below zero) than the book says. */
    ADJUSTMENT,
    /** Quarantine or recall: on hand, but not to be given out. */
    HOLD,
    /** The end of a hold. */
    UNHOLD,
    /** Goods are destroyed, lost or spoilt. */
    WRITE_OFF,
    /** Undoes another movement. */
    REVERSAL,
    /** Parts become kits. */
    ASSEMBLY,
    /** Kits become their parts again. */
    BREAKING,
    /** Goods leave in a shipment. */
    DISPATCH,
    /** Goods of a shipment are received. */
    ARRIVAL;

    /** Whether a caller may record it; the others follow from shipments. */
    public boolean recordable() {
        return this != DISPATCH && this != ARRIVAL;
    }

    public boolean needsReason() {
        return this != RECEIPT && this != ISSUE && !ofKits();
    }

    /** Whether it is about a kit and what is in it. */
    public boolean ofKits() {
        return this == ASSEMBLY || this == BREAKING;
    }
}
