package dev.muster.restock.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.restock.review.Spending.Cost;
import dev.muster.restock.review.Spending.Held;
import dev.muster.restock.review.Spending.Limit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpendingTest {

    private static final Cost UNKNOWN = new Cost(null, null);

    @Test
    void shouldHoldWhatIsAboveALimit() {
        Limit limit = new Limit("CNY", 100L, 150L, false);

        assertThat(Spending.of(limit, List.of(cny(100)), 50)).isNull();
        assertThat(Spending.of(limit, List.of(cny(101)), 0)).isEqualTo(Held.ABOVE_REQUEST);
        assertThat(Spending.of(limit, List.of(cny(80), cny(71)), 0)).isEqualTo(Held.ABOVE_DAY);
        assertThat(Spending.of(limit, List.of(cny(100)), 51)).isEqualTo(Held.ABOVE_DAY);
    }

    @Test
    void shouldHoldWhatHasNoPriceInTheCurrencyUnlessItIsLetThrough() {
        assertThat(Spending.of(new Limit("CNY", 100L, null, false), List.of(UNKNOWN), 0))
                .isEqualTo(Held.NO_PRICE);
        assertThat(Spending.of(new Limit("CNY", 100L, null, false), List.of(new Cost(1L, "USD")), 0))
                .isEqualTo(Held.NO_PRICE);
        assertThat(Spending.of(new Limit("CNY", 100L, null, true), List.of(UNKNOWN, cny(100)), 0))
                .isNull();
    }

    @Test
    void shouldRoundCostsUpAndNeverOverflow() {
        assertThat(Spending.cost(3, 0.5, "CNY")).isEqualTo(cny(2));
        assertThat(Spending.cost(3, null, "CNY")).isEqualTo(UNKNOWN);
        Cost huge = Spending.cost(1_000_000_000_000L, 1e12, "CNY");
        assertThat(Spending.of(new Limit("CNY", null, 1L, false), List.of(huge, huge), 1))
                .isEqualTo(Held.ABOVE_DAY);
    }

    /** What goes through day after day is never more than the limits. */
    @Property
    void shouldNeverLetMoreThroughThanTheLimits(
            @ForAll @Size(max = 30) List<@LongRange(min = 0, max = 200) Long> asked,
            @ForAll @LongRange(min = 0, max = 300) long perRequest,
            @ForAll @LongRange(min = 0, max = 500) long perDay) {
        Limit limit = new Limit("CNY", perRequest, perDay, false);
        long spent = 0;
        for (long cost : asked) {
            if (Spending.of(limit, List.of(cny(cost)), spent) == null) {
                assertThat(cost).isLessThanOrEqualTo(perRequest);
                spent += cost;
            } else {
                assertThat(cost > perRequest || spent + cost > perDay).isTrue();
            }
        }
        assertThat(spent).isLessThanOrEqualTo(perDay);
    }

    private static Cost cny(long minor) {
        return new Cost(minor, "CNY");
    }
}
