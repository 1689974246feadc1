package dev.muster.restock;

import dev.muster.platform.FreeText;
import dev.muster.platform.Name;
import dev.muster.platform.Violations;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A supplier as somebody gives it; anything may be missing. Required: code, one name. The status defaults to active,
 * the items to none.
 */
@Schema(name = "SupplierInput")
public record SupplierInput(
        @Nullable String code,
        @Nullable Name name,
        @Nullable String region,
        @Nullable String address,
        @FreeText @Nullable String contact,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable List<@Nullable DeliveryInput> items,
        @Nullable SupplierStatus status,
        @FreeText @Nullable String qualification) {

    @Schema(name = "DeliveryInput")
    public record DeliveryInput(
            @Nullable String item, @Nullable Long capacityPerDay) {}

    private static final int MAX_NAME = 200;
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_ITEMS = 5_000;
    private static final long MAX_QUANTITY = 1_000_000_000_000L;

    public SupplierInput withCode(String code) {
        return new SupplierInput(
                code, name, region, address, contact, latitude, longitude, items, status, qualification);
    }

    /** What is wrong with it in itself; whether its region and items exist is not looked at. */
    public Violations violations() {
        Violations violations = new Violations()
                .code("code", code)
                .name("name", name, MAX_NAME)
                .text("address", address, MAX_TEXT)
                .text("contact", contact, MAX_TEXT)
                .text("qualification", qualification, MAX_TEXT)
                .range("latitude", latitude, -90, 90)
                .range("longitude", longitude, -180, 180)
                .check((latitude == null) == (longitude == null), "latitude", "with-longitude")
                .check(given().size() <= MAX_ITEMS, "items", "too-many", MAX_ITEMS);
        Set<@Nullable String> seen = new HashSet<>();
        for (int i = 0; i < given().size(); i++) {
            DeliveryInput delivery = given().get(i);
            String at = "items[" + i + "]";
            if (delivery == null) {
                violations.add(at, "required");
                continue;
            }
            violations
                    .code(at + ".item", delivery.item())
                    .range(at + ".capacityPerDay", delivery.capacityPerDay(), 1L, MAX_QUANTITY)
                    .check(seen.add(delivery.item()), at + ".item", "twice");
        }
        return violations;
    }

    /** The supplier it describes; refuses (422) what is incomplete. */
    public SupplierRecord checked() {
        violations().throwIfAny();
        return new SupplierRecord(
                Objects.requireNonNull(code),
                Objects.requireNonNull(name),
                region,
                address,
                contact,
                latitude,
                longitude,
                given().stream()
                        .map(Objects::requireNonNull)
                        .map(d -> new SupplierRecord.Delivery(Objects.requireNonNull(d.item()), d.capacityPerDay()))
                        .sorted(Comparator.comparing(SupplierRecord.Delivery::item))
                        .toList(),
                status == null ? SupplierStatus.ACTIVE : status,
                qualification);
    }

    private List<@Nullable DeliveryInput> given() {
        return items == null ? List.of() : items;
    }
}
