package dev.muster.platform;

import org.jspecify.annotations.Nullable;

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

    /** Refuses (422) a body whose code is another than its address. */
    public static void requireSame(String inAddress, @Nullable String inBody) {
        if (inBody != null && !inBody.equals(inAddress)) {
            throw Problem.violation("code", "code-differs", inAddress).asException();
        }
    }

    private static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c);
    }
}
