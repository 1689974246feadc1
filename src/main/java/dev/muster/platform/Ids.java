package dev.muster.platform;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids the service makes itself. */
public final class Ids {

    private Ids() {}

    /** A new id that sorts by time (UUID version 7, RFC 9562). */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    /**
     * The id of a command as its caller chose it: the one in the body; else one made of the caller's name and
     * {@code Idempotency-Key}; else a new one.
     */
    public static UUID ofCommand(@Nullable UUID given, @Nullable String idempotencyKey, String actor) {
        if (given != null) {
            return given;
        }
        return idempotencyKey == null || idempotencyKey.isBlank() ? next() : named(actor + "\u001f" + idempotencyKey);
    }

    /** The same id for the same text, for commands whose caller names them by {@code Idempotency-Key}. */
    public static UUID named(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
