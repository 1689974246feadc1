package dev.muster.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    @ParameterizedTest
    @CsvSource({
        "https://muster.example, muster.example, true",
        "https://muster.example:443, muster.example, true",
        "http://MUSTER.example, muster.example:80, true",
        "http://muster.example:8080, muster.example:8080, true",
        "http://muster.example:8080, muster.example, false",
        "https://muster.example.evil, muster.example, false",
        "https://evil.example, muster.example, false",
        "https://ops.example, muster.example, true",
        "http://ops.example, muster.example, false",
        "null, muster.example, false",
        "not an origin, muster.example, false",
        "https://muster.example, , false"
    })
    void shouldAllowTheOwnHostAndNamedOrigins(String origin, @Nullable String host, boolean allowed) {
        Origins.Claim claim = new Origins.Claim(origin, "same-origin", host);
        assertThat(Origins.allows(claim, true, Set.of("https://ops.example"))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin, true, true",
        "cross-site, true, false",
        "same-site, true, false",
        ", true, false",
        ", false, true"
    })
    void shouldAskTheBrowserWhereThereIsNoOrigin(@Nullable String fetchSite, boolean cookie, boolean allowed) {
        Origins.Claim claim = new Origins.Claim(null, fetchSite, "muster.example");
        assertThat(Origins.allows(claim, cookie, Set.of())).isEqualTo(allowed);
    }
}
