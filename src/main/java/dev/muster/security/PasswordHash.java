package dev.muster.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) of a password, written as a PHC string
 * {@code $argon2id$v=19$m=<KiB>,t=<iterations>,p=<lanes>$<salt>$<hash>}. The passwords of two keyboards that type the same
 * characters differently are equal (NFKC, NIST SP 800-63B).
 */
final class PasswordHash {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordHash() {}

    /** What a hash costs: memory in KiB, passes over it, lanes. */
    record Cost(int memoryKib, int iterations, int parallelism) {}

    static String make(String password, Cost cost) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] hash = argon2(password, salt, cost, HASH_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memoryKib(),
                        cost.iterations(),
                        cost.parallelism(),
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    /** Compares in constant time; throws if {@code phc} is no PHC string of Argon2id. */
    static boolean matches(String password, String phc) {
        Matcher parts = parts(phc);
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        byte[] actual = argon2(password, Base64.getDecoder().decode(parts.group(4)), cost(parts), expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    /** Whether a hash was made at another cost than asked for now, so that it is to be made again. */
    static boolean isOutdated(String phc, Cost cost) {
        return !cost(parts(phc)).equals(cost);
    }

    private static Matcher parts(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a PHC string of Argon2id");
        }
        return parts;
    }

    private static Cost cost(Matcher parts) {
        return new Cost(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    private static byte[] argon2(String password, byte[] salt, Cost cost, int length) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.iterations())
                .withParallelism(cost.parallelism())
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        argon2.generateBytes(
                Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
