package dev.muster.allocation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.engine.Shares.Sharer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void shouldGiveWhatOneCannotTakeToOneWhoStoodAboveTheRate() {
        Sharer half = new Sharer(10, 5, 5, false);
        Sharer limited = new Sharer(10, 0, 1, false);
        assertThat(Shares.equalFillRate(3, List.of(half, limited))).containsExactly(2, 1);
    }

    @Test
    void shouldGiveAKeySiteItsMinimumThatIsAboveTheRateOfAll() {
        Sharer key = new Sharer(9, 4, 5, true);
        Sharer other = new Sharer(12, 0, 12, false);
        assertThat(Shares.keySitesMinimum(1, List.of(key, other), 5_824)).containsExactly(1, 0);
    }

    @Test
    void shouldRoundByLargestRemainder() {
        Sharer seven = new Sharer(7, 0, 7, false);
        Sharer two = new Sharer(2, 0, 2, false);
        assertThat(Shares.equalFillRate(4, List.of(seven, two))).containsExactly(3, 1);
        assertThat(Shares.equalFillRate(1, List.of(two, two))).containsExactly(1, 0);
    }
}
