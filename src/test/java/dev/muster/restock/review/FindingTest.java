package dev.muster.restock.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {

    /** Consumption is over 10 days, the lead time 48 h, safety 3 days. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # available, floor, par, consumed, missing, expected, reason, quantity
            100,   0,   0,   0,   0,   0,             ,
            100,  50, 100,   0,   0,   0,             ,
             99,  50, 100,   0,   0,   0,   BELOW_PAR, 1
             40,  50, 100,   0,   0,   0, BELOW_FLOOR, 60
             40,  50, 100,   0,   0,  60,             ,
              0,   0,   0,   0,  80,   0,    SHORTAGE, 80
              0,   0,   0,   0,  80,  79,    SHORTAGE, 1
              0,   0,   0,   0,  80,  80,             ,
             90,  90,  90,   0,  30,   0,    SHORTAGE, 30
            100,   0,   0, 500,   0,   0,             ,
             99,   0,   0, 500,   0,   0,    RUNS_OUT, 151
            119,  20, 100, 500,   0,   0,    RUNS_OUT, 151
            """)
    void shouldFindWhatIsWanting(
            long available,
            long floor,
            long par,
            long consumed,
            long missing,
            long expected,
            @Nullable Reason reason,
            @Nullable Long quantity) {
        Finding finding = Finding.of(new Situation(available, floor, par, consumed, 10, missing, expected, 48), 3);
        assertThat(finding == null ? null : finding.reason()).isEqualTo(reason);
        assertThat(finding == null ? null : finding.quantity()).isEqualTo(quantity);
    }
}
