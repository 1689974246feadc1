package dev.muster.allocation.plan;

/**
 * Units of a lot for a demand.
 *
 * @param demand what is served
 * @param source where from
 * @param lot which units
 * @param quantity base units, above zero
 * @param minutes travel time
 * @param fixed whether this is a reservation that the plan was not to move
 */
public record Assignment(Demand demand, Source source, Lot lot, long quantity, int minutes, boolean fixed) {

    Assignment plus(long more) {
        return new Assignment(demand, source, lot, quantity + more, minutes, fixed);
    }
}
