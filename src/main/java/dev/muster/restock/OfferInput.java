package dev.muster.restock;

import dev.muster.platform.FreeText;
import dev.muster.platform.Violations;
import dev.muster.stock.Movement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is offered.
 *
 * @param supplier code of who offers it; a supplier's own where it offers itself
 * @param donor who gives it without being a supplier; instead of {@code supplier}
 */
@Schema(name = "OfferInput")
public record OfferInput(
        @Nullable UUID id,
        @Nullable String supplier,
        @Nullable String item,
        @Nullable Long quantity,
        @Nullable Boolean donation,
        @Nullable Instant availableAt,
        @Nullable Instant validUntil,
        @Nullable String lot,
        @Nullable LocalDate expiry,
        @Nullable Long priceMinor,
        @Nullable String currency,
        @FreeText @Nullable String note,
        @Nullable DonorInput donor) {

    /**
     * A person or an organisation.
     *
     * @param contact how it is reached: telephone, mail
     */
    @Schema(name = "DonorInput")
    public record DonorInput(
            @Nullable String name, @FreeText @Nullable String contact) {}

    private static final int MAX_NOTE = 1_000;
    private static final int MAX_NAME = 200;
    private static final int MAX_CONTACT = 500;

    OfferInput by(String organisation) {
        return new OfferInput(
                id,
                organisation,
                item,
                quantity,
                donation,
                availableAt,
                validUntil,
                lot,
                expiry,
                priceMinor,
                currency,
                note,
                donor);
    }

    /** The same under a donor's code. */
    OfferInput givenBy(String code) {
        return new OfferInput(
                id,
                code,
                item,
                quantity,
                donation,
                availableAt,
                validUntil,
                lot,
                expiry,
                priceMinor,
                currency,
                note,
                null);
    }

    boolean isDonation() {
        return Boolean.TRUE.equals(donation);
    }

    /** Refuses (422) what is incomplete in itself. */
    void check(Instant now, RestockConfig config) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Violations violations = new Violations()
                .check((supplier == null) != (donor == null), "supplier", "offer.donor-or-supplier")
                .required("item", item)
                .required("quantity", quantity)
                .range("quantity", quantity, 1L, RestockInput.MAX_QUANTITY)
                .required("availableAt", availableAt)
                .check(lot == null || lot.length() <= Movement.MAX_LOT, "lot", "too-long", Movement.MAX_LOT)
                .check(expiry == null || !expiry.isBefore(today), "expiry", "lot.expired", expiry == null ? "" : expiry)
                .range("priceMinor", priceMinor, 0L, RestockInput.MAX_QUANTITY)
                .check((priceMinor == null) == (currency == null), "currency", "supplier.price-with-currency")
                .check(currency == null || SupplierInput.isCurrency(currency), "currency", "supplier.currency")
                .check(!isDonation() || priceMinor == null, "priceMinor", "offer.donation-price")
                .text("note", note, MAX_NOTE);
        if (donor != null) {
            violations
                    .required("donor.name", donor.name())
                    .text("donor.name", donor.name(), MAX_NAME)
                    .required("donor.contact", donor.contact())
                    .text("donor.contact", donor.contact(), MAX_CONTACT);
        }
        PromiseInput.ahead(violations, "availableAt", availableAt, now, config);
        PromiseInput.ahead(violations, "validUntil", validUntil, now, config);
        violations.throwIfAny();
    }
}
