package dev.muster.allocation.plan;

/**
 * An item that may serve instead of the one asked for.
 *
 * @param item its id
 * @param penaltyMinutes how much farther the item asked for may come from before this one is preferred, minutes per
 *     unit, 0 to {@value #MOST_MINUTES}; never outweighs a class
 */
public record Substitute(int item, int penaltyMinutes) {

    /** The highest penalty: more than any journey. */
    public static final int MOST_MINUTES = 1_000_000;

    public Substitute {
        if (penaltyMinutes < 0 || penaltyMinutes > MOST_MINUTES) {
            throw new IllegalArgumentException("Penalty of substitute " + item + " is " + penaltyMinutes + " minutes");
        }
    }
}
