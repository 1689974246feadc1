package dev.muster.exchange.quantity;

/**
 * What a source means by the values that do not speak for themselves.
 *
 * @param blank an empty cell
 * @param nil the word {@code null}: left by programs where a value could not be read or is not there
 * @param zero 0
 * @param one 1: a quantity, or only "wanted"
 * @param excelDates whether a bare number that is a day of this century in Excel's counting is refused (unless it is a
 *     round number); written with a unit it is taken
 */
public record QuantityRule(Meaning blank, Meaning nil, Meaning zero, Meaning one, boolean excelDates) {

    /** What such a value stands for. */
    public enum Meaning {
        QUANTITY,
        UNKNOWN,
        NOT_WANTED,
        REFUSED
    }

    /** Numbers mean themselves; nothing written means that the quantity is not known; 0 is refused. */
    public static final QuantityRule PLAIN =
            new QuantityRule(Meaning.UNKNOWN, Meaning.UNKNOWN, Meaning.REFUSED, Meaning.QUANTITY, false);
}
