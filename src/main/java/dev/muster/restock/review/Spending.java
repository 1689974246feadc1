package dev.muster.restock.review;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether something may be asked for without a person, by what it costs. Amounts are minor units of a currency (ISO 4217). */
public final class Spending {

    /** Why a person has to ask. */
    public enum Held {
        /** One supplier would be asked for more than the limit of a request. */
        ABOVE_REQUEST,
        /** Together with what was asked today it is more than the limit of a day. */
        ABOVE_DAY,
        /** What it costs is not known in the limit's currency. */
        NO_PRICE
    }

    /**
     * What may be spent without a person.
     *
     * @param perRequest of one supplier; null: any
     * @param perDay of all together in a day (UTC); null: any
     * @param unpriced whether what has no price in the currency is asked all the same, as if for nothing
     */
    public record Limit(
            String currency,
            @Nullable Long perRequest,
            @Nullable Long perDay,
            boolean unpriced) {}

    /** What one supplier is asked for; null where the price is not known. */
    public record Cost(@Nullable Long minor, @Nullable String currency) {}

    private Spending() {}

    /** What so much costs at a price for a base unit, rounded up. */
    public static Cost cost(long quantity, @Nullable Double pricePerUnit, @Nullable String currency) {
        return pricePerUnit == null || currency == null
                ? new Cost(null, null)
                : new Cost((long) Math.min(Long.MAX_VALUE, Math.ceil(quantity * pricePerUnit)), currency);
    }

    /**
     * What keeps it; the first that does.
     *
     * @param spentToday of what was asked without a person, in the limit's currency
     * @return null if nothing does
     */
    public static @Nullable Held of(Limit limit, List<Cost> parts, long spentToday) {
        long sum = spentToday;
        for (Cost part : parts) {
            boolean known = part.minor != null && Objects.equals(part.currency, limit.currency);
            if (!known && !limit.unpriced) {
                return Held.NO_PRICE;
            }
            long minor = known ? Objects.requireNonNull(part.minor) : 0;
            if (limit.perRequest != null && minor > limit.perRequest) {
                return Held.ABOVE_REQUEST;
            }
            sum = minor > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + minor;
        }
        return limit.perDay != null && sum > limit.perDay ? Held.ABOVE_DAY : null;
    }
}
