package dev.muster.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Opaque bearer tokens: a prefix that says what they are and 256 random bits in base64url. Only the SHA-256 is stored;
 * with that much randomness a slow hash would add nothing.
 */
final class Token {

    static final String SESSION = "mss_";
    static final String DEVICE = "msd_";

    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("ms[sd]_[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Token() {}

    static String make(String prefix) {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Whether a text looks like one of our tokens, so that anything else is refused without a look-up. */
    static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
