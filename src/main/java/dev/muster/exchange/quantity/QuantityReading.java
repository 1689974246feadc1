package dev.muster.exchange.quantity;

import dev.muster.platform.Problem.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a text says about a quantity. */
public sealed interface QuantityReading {

    /** One or more quantities, each certain. */
    record Exact(List<Part> parts) implements QuantityReading {}

    /** Wanted, without saying how much. */
    record Unknown() implements QuantityReading {}

    /** Nothing is wanted. */
    record NotWanted() implements QuantityReading {}

    /** The text does not say with certainty; {@code reason} says why. */
    record Refused(Violation reason) implements QuantityReading {}

    /**
     * One quantity.
     *
     * @param quantity whole number from 1 to {@link QuantityText#MAX}, in {@code unit}
     * @param unit the unit as written; null if none is written
     * @param item the thing named beside it; null if none is named
     */
    record Part(
            long quantity, @Nullable String unit, @Nullable String item) {}
}
