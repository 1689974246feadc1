package dev.muster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.LookAgainJob.Worth;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LookAgainJobTest {

    @Test
    void shouldLookAtSoManyLinesAtATime() {
        List<Worth> worth =
                List.of(new Worth(1, 3), new Worth(2, 4), new Worth(3, 4), new Worth(4, 20), new Worth(5, 1));

        assertThat(LookAgainJob.portions(worth, 10)).containsExactly(Set.of(1, 2), Set.of(3), Set.of(4), Set.of(5));
    }

    @Test
    void shouldLookForOverdueReservationsWhereNothingIsShort() {
        assertThat(LookAgainJob.portions(List.of(new Worth(null, 0)), 10)).containsExactly(Set.of());
        assertThat(LookAgainJob.portions(List.of(), 10)).isEmpty();
    }
}
