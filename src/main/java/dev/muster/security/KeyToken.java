package dev.muster.security;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code msk_}, 43 random characters of base 62 (256 bits) and six of checksum, the CRC-32 of all
 * before in base 62. The prefix and the checksum let scanners of sources and logs find keys and little else: {@value #FORM}.
 * Only the SHA-256 is stored, see {@link Token}.
 */
final class KeyToken {

    static final String PREFIX = "msk_";
    static final String FORM = "msk_[0-9A-Za-z]{49}";

    private static final int RANDOM_CHARACTERS = 43;
    private static final int CHECKSUM_CHARACTERS = 6;
    private static final int HINT_CHARACTERS = 4;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyToken() {}

    static String make() {
        StringBuilder token = new StringBuilder(PREFIX);
        RANDOM.ints(RANDOM_CHARACTERS, 0, DIGITS.length()).forEach(digit -> token.append(DIGITS.charAt(digit)));
        return token + checksum(token.toString());
    }

    /** Whether it can be a key at all: right in form and in its checksum. */
    static boolean isWellFormed(String token) {
        int end = token.length() - CHECKSUM_CHARACTERS;
        return PATTERN.matcher(token).matches()
                && checksum(token.substring(0, end)).equals(token.substring(end));
    }

    /** What is shown of a key later on: its last characters. */
    static String hint(String token) {
        return token.substring(token.length() - HINT_CHARACTERS);
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECKSUM_CHARACTERS];
        long rest = crc.getValue();
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(digits);
    }
}
