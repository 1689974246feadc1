package dev.muster.allocation.plan;

/**
 * Units at a source that are alike: a lot of a supply, a piece of equipment, a team.
 *
 * @param id the caller's number for it, unique in the instance
 * @param quantity base units free to plan, not counting what {@link Reservation}s hold; 1 for an asset or a team
 * @param lifeMinutes a longer journey would bring it too late to be used: its expiry less the item's minimum remaining
 *     life, from now; {@link Demand#NO_LIMIT} if it keeps, below zero if it is too late
 */
public record Lot(long id, long quantity, int lifeMinutes) {

    public Lot {
        if (quantity < 0 || quantity > Instance.MOST_UNITS) {
            throw new IllegalArgumentException("Quantity of lot " + id + " is " + quantity);
        }
    }
}
