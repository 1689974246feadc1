package dev.muster.restock;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Goods offered without being asked for; the data of every {@code offer.*} event.
 *
 * @param quantity base units offered
 * @param taken base units of it that were accepted
 * @param donation given for nothing
 * @param availableAt when they can have arrived
 * @param validUntil when the offer ends; absent: when it is withdrawn
 * @param priceMinor of a base unit, minor units
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Offer")
public record Offer(
        UUID id,
        String supplier,
        String item,
        long quantity,
        long taken,
        boolean donation,
        Instant availableAt,
        @Nullable Instant validUntil,
        @Nullable String lot,
        @Nullable LocalDate expiry,
        @Nullable Long priceMinor,
        @Nullable String currency,
        @Nullable String note,
        State state,
        @Nullable String reason,
        Instant createdAt) {

    @Schema(name = "OfferState")
    public enum State {
        OPEN,
        /** All of it is accepted. */
        TAKEN,
        DECLINED,
        WITHDRAWN
    }

    long left() {
        return quantity - taken;
    }

    Offer with(long nowTaken, State next, @Nullable String why) {
        return new Offer(
                id,
                supplier,
                item,
                quantity,
                nowTaken,
                donation,
                availableAt,
                validUntil,
                lot,
                expiry,
                priceMinor,
                currency,
                note,
                next,
                why,
                createdAt);
    }
}
