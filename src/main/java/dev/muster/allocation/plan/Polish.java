package dev.muster.allocation.plan;

import java.math.BigInteger;

/**
 * What it cost to heed the most sources per demand and the smallest shipment. No class gets less for it.
 *
 * @param quantityMinutes what it added to quantity × minutes
 * @param moved shipments saved
 * @param left demands that still have too many sources or too small a shipment, because no exchange would help
 */
public record Polish(BigInteger quantityMinutes, int moved, int left) {

    /** Nothing asked, nothing done. */
    static final Polish NONE = new Polish(BigInteger.ZERO, 0, 0);

    Polish plus(Polish other) {
        return new Polish(quantityMinutes.add(other.quantityMinutes), moved + other.moved, left + other.left);
    }
}
