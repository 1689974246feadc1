package dev.muster.allocation.plan;

/**
 * A reservation that stands and is not dispatched: its units count neither in the lot's quantity nor in the demand's.
 *
 * @param demand id of the demand it serves
 * @param lot id of the lot it holds
 * @param quantity base units, above zero
 * @param movable whether the plan may give these units to others and serve the demand from elsewhere
 */
public record Reservation(long demand, long lot, long quantity, boolean movable) {

    public Reservation {
        if (quantity <= 0 || quantity > Instance.MOST_UNITS) {
            throw new IllegalArgumentException(
                    "Reservation of " + quantity + " of lot " + lot + " for demand " + demand);
        }
    }
}
