package dev.muster.stock;

import dev.muster.platform.FreeText;
import dev.muster.platform.Problem.Violation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stock movement as a caller records it.
 *
 * @param id the command's and the movement's id
 * @param site code of the site
 * @param item code of the item; of kind SUPPLY
 * @param lot lot number; empty for goods without one; null lets ISSUE, HOLD and WRITE_OFF take first what expires first
 * @param expiry last day of use; null if it does not expire, or if the lot is known already
 * @param quantity base units, 1 to 10^12; below zero for an ADJUSTMENT that found less
 * @param reverses for a REVERSAL, which needs neither site nor item nor quantity: the movement undone
 * @param occurredAt when it happened; now if absent
 */
public record Movement(
        @Nullable UUID id,
        @Nullable MovementKind kind,
        @Nullable String site,
        @Nullable String item,
        @Nullable String lot,
        @Nullable LocalDate expiry,
        @Nullable Long quantity,
        @FreeText @Nullable String reason,
        @Nullable UUID reverses,
        @Nullable Instant occurredAt) {

    /** The longest lot number, characters. */
    public static final int MAX_LOT = 64;
    /** The longest reason, characters. */
    public static final int MAX_REASON = 500;

    /** What is wrong with it by itself, whatever the reference data say. */
    public List<Violation> violations(Instant now) {
        List<Violation> found = new ArrayList<>();
        if (kind == null) {
            found.add(Violation.of("kind", "required"));
            return found;
        }
        if (!kind.recordable()) {
            found.add(Violation.of("kind", "movement.kind-not-recordable"));
        }
        if (kind == MovementKind.REVERSAL) {
            required(found, "reverses", reverses);
        } else {
            required(found, "site", site);
            required(found, "item", item);
            checkQuantity(found, kind);
            if (reverses != null) {
                found.add(Violation.of("reverses", "movement.reverses-only-reversal"));
            }
        }
        if (kind.needsReason()) {
            required(found, "reason", reason);
        }
        if (reason != null && reason.length() > MAX_REASON) {
            found.add(Violation.of("reason", "too-long", MAX_REASON));
        }
        if (lot != null && lot.length() > MAX_LOT) {
            found.add(Violation.of("lot", "too-long", MAX_LOT));
        }
        if (occurredAt != null && occurredAt.isAfter(now)) {
            found.add(Violation.of("occurredAt", "time.not-yet"));
        }
        return found;
    }

    private void checkQuantity(List<Violation> found, MovementKind kind) {
        if (quantity == null) {
            found.add(Violation.of("quantity", "required"));
            return;
        }
        long size = kind == MovementKind.ADJUSTMENT && quantity != Long.MIN_VALUE ? Math.abs(quantity) : quantity;
        if (!Quantity.isValid(size)) {
            found.add(Violation.of("quantity", "quantity.range", Quantity.MIN, Quantity.MAX));
        }
    }

    private static void required(List<Violation> found, String field, @Nullable Object value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            found.add(Violation.of(field, "required"));
        }
    }

    /** Whether it can make stock free that was not. */
    public boolean mayFree() {
        return kind == MovementKind.RECEIPT
                || kind == MovementKind.UNHOLD
                || kind == MovementKind.REVERSAL
                || ofKits()
                || (kind == MovementKind.ADJUSTMENT && quantity != null && quantity > 0);
    }

    /** Whether it is about a kit and what is in it. */
    public boolean ofKits() {
        return kind != null && kind.ofKits();
    }

    /** Whether goods come into a lot that may be new. */
    public boolean opensLot() {
        return kind == MovementKind.RECEIPT || (kind == MovementKind.ADJUSTMENT && quantity != null && quantity > 0);
    }
}
