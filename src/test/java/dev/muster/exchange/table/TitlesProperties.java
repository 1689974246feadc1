package dev.muster.exchange.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TitlesProperties {

    @Property
    void shouldCompareWithoutCaseWidthSpaceAndHyphens(@ForAll("titles") String title) {
        assertThat(Titles.key(title))
                .isEqualTo(Normalizer.normalize(title, Normalizer.Form.NFKC)
                        .replaceAll("[\\s\\p{Z}\\p{Cc}\\p{Cf}_-]+", "")
                        .toLowerCase(Locale.ROOT));
    }

    @Provide
    Arbitrary<String> titles() {
        Arbitrary<String> plain = Arbitraries.strings()
                .withCharRange('\u0000', '\u007f')
                .withCharRange('\u4e00', '\u9fff')
                .ofMaxLength(12);
        Arbitrary<String> any = Arbitraries.strings()
                .withCharRange('\u0000', '\u02ff')
                .withCharRange('\u2000', '\u303f')
                .withCharRange('\uff00', '\uffef')
                .withCharRange('\uf900', '\ufaff')
                .ofMaxLength(12);
        return Arbitraries.oneOf(plain, any);
    }
}
