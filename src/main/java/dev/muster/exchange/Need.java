package dev.muster.exchange;

import dev.muster.request.Urgency;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request line as a file says it, codes looked up.
 *
 * @param site code
 * @param item code
 * @param quantity base units; null: wanted without saying how much
 * @param part what the line names inside its cell, to tell two lines of one cell apart
 */
record Need(
        String site,
        String item,
        @Nullable Long quantity,
        @Nullable String part,
        @Nullable String note,
        boolean substitutesAllowed,
        Urgency urgency,
        Instant neededBy,
        @Nullable String incident,
        @Nullable String reference) {

    /** What makes it one need and not another; the quantity is its value. */
    String key() {
        return String.join(
                "\u001f", site, item, text(incident), urgency.name(), neededBy.toString(), text(reference), text(part));
    }

    String value() {
        return quantity == null ? "?" : Long.toString(quantity);
    }

    /** Needs of one request; these sort as they are to be decided: urgent first, then what is needed first. */
    String group() {
        return String.join(
                "\u001f",
                Integer.toString(urgency.ordinal()),
                neededBy.toString(),
                site,
                text(incident),
                text(reference));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
