package dev.muster.exchange.table;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers of spreadsheets and JSON as a person would write them: {@code 1200}, not {@code 1.2E3} or {@code 1200.0}. */
final class Numbers {

    private static final int MAX_DIGITS = 40;

    private Numbers() {}

    static boolean isNumber(@Nullable String text) {
        if (text == null || text.length() > MAX_DIGITS) {
            return false;
        }
        try {
            new BigDecimal(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Plain digits; numbers with absurdly many digits or an absurd exponent stay as they are. */
    static String plain(String text) {
        if (!isNumber(text)) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > MAX_DIGITS) {
            return text;
        }
        BigDecimal bare = number.stripTrailingZeros();
        return (bare.scale() < 0 ? bare.setScale(0) : bare).toPlainString();
    }
}
