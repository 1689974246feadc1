package dev.muster.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The texts of problems in English and Chinese, from {@code problems.properties} and {@code problems_zh.properties}. */
public enum Wording {
    ENGLISH(Locale.ENGLISH, "en", "problems.properties"),
    CHINESE(Locale.SIMPLIFIED_CHINESE, "zh-CN", "problems_zh.properties");

    private final Locale locale;
    private final String tag;
    private final Properties texts;

    Wording(Locale locale, String tag, String file) {
        this.locale = locale;
        this.tag = tag;
        this.texts = load(file);
    }

    /**
     * The language a caller prefers.
     *
     * @param acceptLanguage the header's value; English if absent, unreadable or naming neither language
     */
    public static Wording of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return ENGLISH;
        }
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
        for (Locale.LanguageRange range : ranges) {
            String language = range.getRange();
            if (range.getWeight() > 0 && (language.equals("zh") || language.startsWith("zh-"))) {
                return CHINESE;
            }
            if (range.getWeight() > 0 && (language.equals("en") || language.startsWith("en-"))) {
                return ENGLISH;
            }
        }
        return ENGLISH;
    }

    /** Language tag for {@code Content-Language}. */
    public String tag() {
        return tag;
    }

    public String title(ProblemType type) {
        return text("title." + type.slug(), List.of());
    }

    public String detail(Problem problem) {
        return text("detail." + problem.detail(), problem.args());
    }

    public String message(Problem.Violation violation) {
        return text("field." + violation.message(), violation.args());
    }

    Properties texts() {
        return texts;
    }

    private String text(String key, List<Object> args) {
        String pattern = texts.getProperty(key);
        return pattern == null ? key : new MessageFormat(pattern, locale).format(args.toArray());
    }

    private static Properties load(String file) {
        Properties texts = new Properties();
        try (InputStream in = Wording.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("Missing resource " + file);
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
