package dev.muster.security;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTokenTest {

    /** Whoever scans for keys relies on it: this very text is one, worked out by hand from the definition. */
    @Test
    void shouldKeepTheFormThatScannersKnow() {
        String token = KeyToken.make();
        assertThat(token).matches("msk_[0-9A-Za-z]{49}").hasSize(53);
        assertThat(KeyToken.isWellFormed(token)).isTrue();
        assertThat(KeyToken.isWellFormed("msk_00000000000000000000000000000000000000000000jMZ9s"))
                .isTrue();
    }

    @Test
    void shouldNeverMakeTheSameTwice() {
        assertThat(KeyToken.make()).isNotEqualTo(KeyToken.make());
    }

    @Property(tries = 500)
    void shouldSeeThatOneCharacterIsAnother(
            @ForAll @IntRange(min = 4, max = 52) int position, @ForAll @CharRange(from = '0', to = '9') char other) {
        String token = KeyToken.make();
        String altered = token.substring(0, position) + other + token.substring(position + 1);
        assertThat(KeyToken.isWellFormed(altered)).isEqualTo(altered.equals(token));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "msk_", "msd_0000", "msk_tooshort", "msk_000000000000000000000000000000000000000000000000é"})
    void shouldRefuseOtherTexts(String text) {
        assertThat(KeyToken.isWellFormed(text)).isFalse();
    }
}
