package dev.muster.restock.review;

/**
 * An item at a site at one moment. Quantities are base units.
 *
 * @param available neither reserved nor held nor expired
 * @param floor what the site keeps for itself
 * @param par what it should hold
 * @param consumed over the days looked back
 * @param days looked back, at least 1
 * @param missing what lines are short of that are to be served from here
 * @param expected promised and on the way here, or asked and still to be answered in time
 * @param leadTimeHours of the quickest supplier that may be asked
 */
public record Situation(
        long available, long floor, long par, long consumed, int days, long missing, long expected, int leadTimeHours) {

    private static final double HOURS_PER_DAY = 24;

    /** What is left when everybody who waits is served and everything on the way is here; may be negative. */
    public long position() {
        return available + expected - missing;
    }

    /** Average consumption in so many days, rounded up. */
    long consumedIn(double span) {
        return (long) Math.ceil(consumed * span / days);
    }

    /** Consumed before a delivery that is asked for now can arrive. */
    long consumedMeanwhile() {
        return consumedIn(leadTimeHours / HOURS_PER_DAY);
    }

    /** Hours until what is here falls to nothing at the average consumption; below zero if it is consumed by nobody. */
    public long hoursToEmpty() {
        if (missing > available) {
            return 0;
        }
        return consumed == 0 ? -1 : (long) Math.floor((double) available * days / consumed * HOURS_PER_DAY);
    }
}
