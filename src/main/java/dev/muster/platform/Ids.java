package dev.muster.platform;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids the service makes itself. */
public final class Ids {

    private Ids() {}

    /** A new id that sorts by time (UUID version 7, RFC 9562). */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    /** The same id for the same text, for commands whose caller names them by {@code Idempotency-Key}. */
    public static UUID named(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
