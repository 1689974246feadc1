package dev.muster.stock;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stock movement as a caller records it.
 *
 * @param site code of the site
 * @param item code of the item; of kind SUPPLY
 * @param lot lot number; empty for goods without one; null lets ISSUE and WRITE_OFF take first what expires first
 * @param expiry last day of use; null if it does not expire, or if the lot is known already
 * @param quantity base units; below zero only for an ADJUSTMENT
 * @param reverses for a REVERSAL: the movement undone
 */
public record Movement(
        UUID id,
        MovementKind kind,
        String site,
        String item,
        @Nullable String lot,
        @Nullable LocalDate expiry,
        long quantity,
        @Nullable String reason,
        @Nullable UUID reverses,
        @Nullable Instant occurredAt) {}
