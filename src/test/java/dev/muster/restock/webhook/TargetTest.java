package dev.muster.restock.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @Test
    void shouldTakeUrlsApart() {
        assertThat(Target.parse("https://erp.example.com/hooks/muster?site=1"))
                .contains(new Target(true, "erp.example.com", 443, "/hooks/muster?site=1"));
        assertThat(Target.parse("http://[2606:4700::1111]:8080"))
                .contains(new Target(false, "2606:4700::1111", 8080, "/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "erp.example.com",
                "ftp://erp.example.com/",
                "file:///etc/passwd",
                "https:///path",
                "https://user:secret@erp.example.com/",
                "https://erp.example.com/#top",
                "https://erp.example.com:0/",
                "https://erp.example.com:70000/",
                "https://erp example.com/",
                "javascript:alert(1)",
                "https://erp.example.com/\r\nX: y"
            })
    void shouldRefuseOtherTexts(String url) {
        assertThat(Target.parse(url)).isEmpty();
    }
}
