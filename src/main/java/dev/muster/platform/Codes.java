package dev.muster.platform;

/** Codes that people give to sites, items, regions, suppliers and incidents. */
public final class Codes {

    private static final int MAX_LENGTH = 64;

    private Codes() {}

    /**
     * Whether this may be a code: 1 to 64 letters (of any script) or digits, and after the first also {@code . _ - :}.
     * So a code is one path segment and never needs quoting in a file.
     */
    public static boolean isCode(String text) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX_LENGTH || !isPlain(text.codePointAt(0))) {
            return false;
        }
        return text.codePoints().allMatch(c -> isPlain(c) || ".:_-".indexOf(c) >= 0);
    }

    private static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c);
    }
}
