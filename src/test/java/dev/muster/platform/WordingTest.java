package dev.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @Test
    void shouldHaveEveryTextInBothLanguages() {
        assertThat(new TreeSet<>(Wording.CHINESE.texts().stringPropertyNames()))
                .isEqualTo(new TreeSet<>(Wording.ENGLISH.texts().stringPropertyNames()));
    }

    @Test
    void shouldHoldOnlyReadablePatternsWithTheSamePlaceholders() {
        for (String key : Wording.ENGLISH.texts().stringPropertyNames()) {
            int english =
                    new MessageFormat(Wording.ENGLISH.texts().getProperty(key)).getFormatsByArgumentIndex().length;
            int chinese =
                    new MessageFormat(Wording.CHINESE.texts().getProperty(key)).getFormatsByArgumentIndex().length;
            assertThat(chinese).as(key).isEqualTo(english);
        }
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
