package dev.muster.restock;

import dev.muster.platform.Name;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who can be asked for supplies.
 *
 * @param region code of the region it stands in
 * @param contact whom to ask, as text
 * @param latitude degrees north, WGS 84; given together with the longitude
 * @param qualification licences and certificates, as text
 * @param items what it delivers, by code
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
        @Nullable String qualification) {

    /**
     * One thing a supplier delivers.
     *
     * @param item code
     * @param capacityPerDay base units it can make or deliver in a day; null: unknown
     */
    @Schema(name = "Delivery")
    public record Delivery(String item, @Nullable Long capacityPerDay) {}
}
