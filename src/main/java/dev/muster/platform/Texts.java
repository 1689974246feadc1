package dev.muster.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * Texts in English and Chinese, from {@code <name>.properties} and {@code <name>_zh.properties} in UTF-8. A text is a
 * {@link MessageFormat} pattern.
 */
public final class Texts {

    private final Map<Wording, Properties> byLanguage = new EnumMap<>(Wording.class);

    private Texts() {}

    /** Reads the files of this name from the class path; throws if one is missing. */
    public static Texts named(String name) {
        Texts texts = new Texts();
        for (Wording language : Wording.values()) {
            texts.byLanguage.put(language, load(name + language.suffix() + ".properties"));
        }
        return texts;
    }

    /** The text with its placeholders filled in order; the key itself if there is no such text. */
    public String text(Wording language, String key, Object... values) {
        String pattern = in(language).getProperty(key);
        return pattern == null ? key : new MessageFormat(pattern, language.locale()).format(values);
    }

    /** All keys of a language. */
    public Set<String> keys(Wording language) {
        return in(language).stringPropertyNames();
    }

    /** A pattern as it stands in the file; empty if there is none. */
    public String pattern(Wording language, String key) {
        return in(language).getProperty(key, "");
    }

    private Properties in(Wording language) {
        return Objects.requireNonNull(byLanguage.get(language));
    }

    private static Properties load(String file) {
        Properties texts = new Properties();
        try (InputStream in = Texts.class.getClassLoader().getResourceAsStream(file)) {
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
