package dev.muster.platform;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages that callers are spoken to in, and what problems are called in them ({@code problems*.properties}). */
public enum Wording {
    ENGLISH(Locale.ENGLISH, "en", ""),
    CHINESE(Locale.SIMPLIFIED_CHINESE, "zh-CN", "_zh");

    static final Texts PROBLEMS = Texts.named("problems");

    private final Locale locale;
    private final String tag;
    private final String suffix;

    Wording(Locale locale, String tag, String suffix) {
        this.locale = locale;
        this.tag = tag;
        this.suffix = suffix;
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

    Locale locale() {
        return locale;
    }

    /** What follows the name of a file of texts in this language. */
    String suffix() {
        return suffix;
    }

    private String text(String key, List<Object> args) {
        return PROBLEMS.text(this, key, args.toArray());
    }
}
