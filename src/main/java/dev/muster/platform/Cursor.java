package dev.muster.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The text of a cursor: sort keys and a checksum over them and the list's name, so that a mangled cursor, or one of
 * another list or other filters, is noticed. It grants nothing, so it holds no secret.
 */
final class Cursor {

    private static final int CHECKSUM_BYTES = 9;
    private static final int MAX_CHARACTERS = 2_000;
    private static final String SEPARATOR = "\u001f";

    private Cursor() {}

    static String write(String list, List<String> keys) {
        byte[] payload = String.join(SEPARATOR, keys).getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(CHECKSUM_BYTES + payload.length)
                .put(checksum(list, payload))
                .put(payload)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** The sort keys, or empty if this is no cursor of that list. */
    static Optional<List<String>> read(String list, String cursor) {
        if (cursor.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length < CHECKSUM_BYTES) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOfRange(all, CHECKSUM_BYTES, all.length);
        boolean ours = MessageDigest.isEqual(Arrays.copyOf(all, CHECKSUM_BYTES), checksum(list, payload));
        return ours
                ? Optional.of(List.of(new String(payload, StandardCharsets.UTF_8).split(SEPARATOR, -1)))
                : Optional.empty();
    }

    private static byte[] checksum(String list, byte[] payload) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(list.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Arrays.copyOf(digest.digest(payload), CHECKSUM_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
