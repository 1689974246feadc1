package dev.muster.exchange.table;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** How titles and names are compared: without regard to case, width, white space, hyphens and underscores. */
public final class Titles {

    private static final Pattern IGNORED = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}_-]+");

    private static final char DELETE = 0x7f;
    private static final char FIRST_HAN = 0x4e00;
    private static final char LAST_HAN = 0x9fff;

    private Titles() {}

    public static String key(String title) {
        StringBuilder plain = new StringBuilder(title.length());
        for (int i = 0; i < title.length(); i++) {
            char c = title.charAt(i);
            if (c > DELETE && (c < FIRST_HAN || c > LAST_HAN)) {
                return normalized(title);
            }
            if (c > ' ' && c != '-' && c != '_' && c != DELETE) {
                plain.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
            }
        }
        return plain.toString();
    }

    /** The same for any text; what stands in most titles is what it is in every form of Unicode. */
    private static String normalized(String title) {
        return IGNORED.matcher(Normalizer.normalize(title, Normalizer.Form.NFKC))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /** Without white space and invisible characters at both ends. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && blank(text.charAt(start))) {
            start++;
        }
        while (end > start && blank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Whether the text holds control characters that no text has (line breaks and tabs are none). */
    static boolean isUnprintable(String text) {
        return text.chars().anyMatch(Titles::unprintable);
    }

    /** The text with a replacement character for each such character. */
    static String printable(String text) {
        return isUnprintable(text)
                ? text.codePoints()
                        .map(c -> unprintable(c) ? 0xfffd : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    private static boolean unprintable(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
    }

    private static boolean blank(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT
                || Character.isISOControl(c);
    }
}
