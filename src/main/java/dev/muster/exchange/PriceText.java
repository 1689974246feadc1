package dev.muster.exchange;

import dev.muster.exchange.mapping.Fields;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prices as price lists write them: {@code 12.50} with the currency in its column, {@code CNY 1,234.50}, {@code 12.5元}.
 * Grouping commas stand between groups of three only; a sign that several currencies share ({@code ¥}, {@code $}) says
 * nothing by itself. Whatever can be read in two ways is refused.
 */
final class PriceText {

    /** An amount in minor units. */
    record Price(long minor, String currency) {}

    private static final Pattern AMOUNT = Pattern.compile(
            "(?<before>[A-Za-z]{3}|[¥￥$€£])?\\s*(?<number>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d{1,15}(?:\\.\\d+)?)\\s*"
                    + "(?<after>[A-Za-z]{3}|元|人民币|块)?");

    /** What a sign may stand for. */
    private static final Map<String, String> SIGNS = Map.of(
            "元",
            "CNY",
            "人民币",
            "CNY",
            "块",
            "CNY",
            "€",
            "EUR",
            "£",
            "GBP",
            "¥",
            "CNY JPY",
            "￥",
            "CNY JPY",
            "$",
            "USD HKD AUD CAD SGD TWD");

    private PriceText() {}

    /** The price of a row; null if it says none, or something that is refused and noted. */
    static @Nullable Price read(Fields fields) {
        String text = fields.text("price");
        String column = fields.text("currency");
        if (text == null) {
            return null;
        }
        Matcher m =
                AMOUNT.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).strip());
        if (!m.matches() || m.group("before") != null && m.group("after") != null) {
            fields.refuse("price", "price-unreadable", text);
            return null;
        }
        String sign = m.group("before") != null ? m.group("before") : m.group("after");
        Optional<Currency> currency = currency(sign, column);
        if (currency.isEmpty()) {
            fields.refuse("currency", "price-currency", sign == null ? (column == null ? "" : column) : sign);
            return null;
        }
        return minor(fields, text, m.group("number").replace(",", ""), currency.get());
    }

    private static @Nullable Price minor(Fields fields, String text, String number, Currency currency) {
        int decimals = Math.max(0, currency.getDefaultFractionDigits());
        BigDecimal minor = new BigDecimal(number).movePointRight(decimals).stripTrailingZeros();
        if (minor.scale() > 0) {
            fields.refuse("price", "price-decimals", text);
            return null;
        }
        return new Price(minor.longValueExact(), currency.getCurrencyCode());
    }

    /** The one currency that the column and the sign agree on. */
    private static Optional<Currency> currency(@Nullable String sign, @Nullable String column) {
        String said = sign == null ? null : SIGNS.getOrDefault(sign, sign.toUpperCase(Locale.ROOT));
        if (column == null) {
            return said == null || said.contains(" ") ? Optional.empty() : known(said);
        }
        String named = SIGNS.getOrDefault(column, column.strip().toUpperCase(Locale.ROOT));
        boolean agree = said == null || (" " + said + " ").contains(" " + named + " ");
        return agree && !named.contains(" ") ? known(named) : Optional.empty();
    }

    private static Optional<Currency> known(String code) {
        try {
            return Optional.of(Currency.getInstance(code));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
