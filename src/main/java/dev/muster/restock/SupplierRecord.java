package dev.muster.restock;

import dev.muster.platform.Name;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who can be asked for supplies.
 *
 * @param region code of the region it stands in
 * @param contact whom to ask, as text
 * @param latitude degrees north, WGS 84; given together with the longitude
 * @param items what it delivers, by code
 * @param qualification licences and certificates, as text
 * @param regions codes of the regions it serves, with those below them; empty: all
 * @param qualifications that must be valid for it to be asked by rule
 * @param holidays when it delivers nothing
 */
@Schema(name = "Supplier")
public record SupplierRecord(
        String code,
        Name name,
        @Nullable String region,
        @Nullable String address,
        @Nullable String contact,
        @Nullable Double latitude,
        @Nullable Double longitude,
        List<Delivery> items,
        SupplierStatus status,
        @Nullable String qualification,
        List<String> regions,
        List<Qualification> qualifications,
        List<Holiday> holidays) {

    /**
     * One thing a supplier delivers, and its terms. Quantities are base units.
     *
     * @param item code
     * @param capacityPerDay what it can make or deliver in a day (产能储备); null: unknown
     * @param packSize whole packs only; null: any quantity
     * @param priceMinor of a pack, or of a base unit where there is no pack size, in minor units of the currency
     * @param currency ISO 4217; given together with the price
     * @param leadTimeHours from asking to arrival, as it states
     * @param minimumOrder least that it delivers
     * @param agreedReserve what it keeps ready by agreement (协议储备)
     */
    @Schema(name = "Delivery")
    public record Delivery(
            String item,
            @Nullable Long capacityPerDay,
            @Nullable Long packSize,
            @Nullable Long priceMinor,
            @Nullable String currency,
            @Nullable Integer leadTimeHours,
            @Nullable Long minimumOrder,
            @Nullable Long agreedReserve) {}

    /**
     * A licence or certificate.
     *
     * @param validUntil last day; null: without end
     */
    @Schema(name = "SupplierQualification")
    public record Qualification(
            String name, @Nullable String number, @Nullable LocalDate validUntil) {}

    /** Days on which nothing is delivered, both included. */
    @Schema(name = "SupplierHoliday")
    public record Holiday(LocalDate from, LocalDate until) {}
}
