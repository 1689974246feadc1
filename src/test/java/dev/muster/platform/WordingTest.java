package dev.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

    @ParameterizedTest
    @ValueSource(strings = {"problems", "explanations", "plans", "restock"})
    void shouldHaveEveryTextInBothLanguages(String name) {
        Texts texts = Texts.named(name);
        assertThat(new TreeSet<>(texts.keys(Wording.CHINESE))).isEqualTo(new TreeSet<>(texts.keys(Wording.ENGLISH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"problems", "explanations", "plans", "restock"})
    void shouldHoldOnlyReadablePatternsWithTheSamePlaceholders(String name) {
        Texts texts = Texts.named(name);
        for (String key : texts.keys(Wording.ENGLISH)) {
            assertThat(placeholders(texts, Wording.CHINESE, key))
                    .as(key)
                    .isEqualTo(placeholders(texts, Wording.ENGLISH, key));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "problems",
                "problems_zh",
                "explanations",
                "explanations_zh",
                "plans",
                "plans_zh",
                "restock",
                "restock_zh"
            })
    void shouldHaveEveryTextOnce(String bundle) throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/" + bundle + ".properties"))) {
            List<String> keys = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.matches("[^#\\s].*=.*"))
                    .map(line -> line.substring(0, line.indexOf('=')).trim())
                    .toList();
            assertThat(keys).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    private static int placeholders(Texts texts, Wording language, String key) {
        return new MessageFormat(texts.pattern(language, key)).getFormatsByArgumentIndex().length;
    }

    @Test
    void shouldTitleEveryProblem() {
        for (ProblemType type : ProblemType.values()) {
            assertThat(Wording.ENGLISH.title(type)).doesNotStartWith("title.");
            assertThat(Wording.CHINESE.title(type)).doesNotStartWith("title.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN|CHINESE",
                "zh|CHINESE",
                "zh-Hans-CN|CHINESE",
                "en-GB,zh;q=0.5|ENGLISH",
                "fr,zh;q=0.5,en;q=0.4|CHINESE",
                "zh;q=0,en|ENGLISH",
                "de|ENGLISH",
                "*|ENGLISH",
                "%%;;q=x|ENGLISH",
                "''|ENGLISH"
            })
    void shouldFollowAcceptLanguage(String header, Wording expected) {
        assertThat(Wording.of(header)).isEqualTo(expected);
    }
}
