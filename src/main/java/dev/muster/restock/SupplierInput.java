package dev.muster.restock;

import dev.muster.platform.FreeText;
import dev.muster.platform.Name;
import dev.muster.platform.Violations;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
        @FreeText @Nullable String qualification,
        @Nullable List<@Nullable String> regions,
        @Nullable List<@Nullable QualificationInput> qualifications,
        @Nullable List<@Nullable HolidayInput> holidays) {

    @Schema(name = "DeliveryInput")
    public record DeliveryInput(
            @Nullable String item,
            @Nullable Long capacityPerDay,
            @Nullable Long packSize,
            @Nullable Long priceMinor,
            @Nullable String currency,
            @Nullable Integer leadTimeHours,
            @Nullable Long minimumOrder,
            @Nullable Long agreedReserve) {

        /** Only what it delivers, and how much of it a day. */
        public static DeliveryInput of(String item, @Nullable Long capacityPerDay) {
            return new DeliveryInput(item, capacityPerDay, null, null, null, null, null, null);
        }

        public static DeliveryInput of(SupplierRecord.Delivery d) {
            return new DeliveryInput(
                    d.item(),
                    d.capacityPerDay(),
                    d.packSize(),
                    d.priceMinor(),
                    d.currency(),
                    d.leadTimeHours(),
                    d.minimumOrder(),
                    d.agreedReserve());
        }

        SupplierRecord.Delivery checked() {
            return new SupplierRecord.Delivery(
                    Objects.requireNonNull(item),
                    capacityPerDay,
                    packSize,
                    priceMinor,
                    currency,
                    leadTimeHours,
                    minimumOrder,
                    agreedReserve);
        }

        private void check(Violations found, String at) {
            found.code(at + ".item", item)
                    .range(at + ".capacityPerDay", capacityPerDay, 1L, MAX_QUANTITY)
                    .range(at + ".packSize", packSize, 1L, MAX_QUANTITY)
                    .range(at + ".priceMinor", priceMinor, 0L, MAX_QUANTITY)
                    .range(at + ".leadTimeHours", leadTimeHours, 1, MAX_HOURS)
                    .range(at + ".minimumOrder", minimumOrder, 1L, MAX_QUANTITY)
                    .range(at + ".agreedReserve", agreedReserve, 0L, MAX_QUANTITY)
                    .check((priceMinor == null) == (currency == null), at + ".currency", "supplier.price-with-currency")
                    .check(currency == null || CURRENCIES.contains(currency), at + ".currency", "supplier.currency");
        }
    }

    @Schema(name = "SupplierQualificationInput")
    public record QualificationInput(
            @Nullable String name,
            @Nullable String number,
            @Nullable LocalDate validUntil) {}

    @Schema(name = "SupplierHolidayInput")
    public record HolidayInput(
            @Nullable LocalDate from, @Nullable LocalDate until) {}

    /** ISO 4217 codes. */
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private static final int MAX_NAME = 200;
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_ITEMS = 5_000;
    private static final int MAX_LISTED = 500;
    private static final int MAX_HOURS = 8_760;
    private static final long MAX_QUANTITY = 1_000_000_000_000L;

    static boolean isCurrency(String code) {
        return CURRENCIES.contains(code);
    }

    /** A supplier as it is, but delivering these items. */
    public static SupplierInput of(SupplierRecord s, List<SupplierRecord.Delivery> items) {
        return new SupplierInput(
                s.code(),
                s.name(),
                s.region(),
                s.address(),
                s.contact(),
                s.latitude(),
                s.longitude(),
                items.stream().<@Nullable DeliveryInput>map(DeliveryInput::of).toList(),
                s.status(),
                s.qualification(),
                List.copyOf(s.regions()),
                s.qualifications().stream()
                        .<@Nullable QualificationInput>map(
                                q -> new QualificationInput(q.name(), q.number(), q.validUntil()))
                        .toList(),
                s.holidays().stream()
                        .<@Nullable HolidayInput>map(h -> new HolidayInput(h.from(), h.until()))
                        .toList());
    }

    public SupplierInput withCode(String code) {
        return new SupplierInput(
                code,
                name,
                region,
                address,
                contact,
                latitude,
                longitude,
                items,
                status,
                qualification,
                regions,
                qualifications,
                holidays);
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
            delivery.check(violations, at);
            violations.check(seen.add(delivery.item()), at + ".item", "twice");
        }
        checkLists(violations);
        return violations;
    }

    private void checkLists(Violations violations) {
        violations
                .check(given(regions).size() <= MAX_LISTED, "regions", "too-many", MAX_LISTED)
                .check(given(qualifications).size() <= MAX_LISTED, "qualifications", "too-many", MAX_LISTED)
                .check(given(holidays).size() <= MAX_LISTED, "holidays", "too-many", MAX_LISTED);
        for (int i = 0; i < given(regions).size(); i++) {
            violations.code("regions[" + i + "]", given(regions).get(i));
        }
        for (int i = 0; i < given(qualifications).size(); i++) {
            QualificationInput q = given(qualifications).get(i);
            String at = "qualifications[" + i + "]";
            violations
                    .required(at + ".name", q == null ? null : q.name())
                    .text(at + ".name", q == null ? null : q.name(), MAX_NAME)
                    .text(at + ".number", q == null ? null : q.number(), MAX_NAME);
        }
        for (int i = 0; i < given(holidays).size(); i++) {
            HolidayInput h = given(holidays).get(i);
            String at = "holidays[" + i + "]";
            LocalDate from = h == null ? null : h.from();
            LocalDate until = h == null ? null : h.until();
            violations
                    .required(at + ".from", from)
                    .required(at + ".until", until)
                    .check(from == null || until == null || !until.isBefore(from), at + ".until", "supplier.holiday");
        }
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
                        .map(DeliveryInput::checked)
                        .sorted(Comparator.comparing(SupplierRecord.Delivery::item))
                        .toList(),
                status == null ? SupplierStatus.ACTIVE : status,
                qualification,
                given(regions).stream()
                        .map(Objects::requireNonNull)
                        .map(String.class::cast)
                        .distinct()
                        .sorted()
                        .toList(),
                given(qualifications).stream()
                        .map(Objects::requireNonNull)
                        .map(q -> new SupplierRecord.Qualification(
                                Objects.requireNonNull(q.name()), q.number(), q.validUntil()))
                        .toList(),
                given(holidays).stream()
                        .map(Objects::requireNonNull)
                        .map(h -> new SupplierRecord.Holiday(
                                Objects.requireNonNull(h.from()), Objects.requireNonNull(h.until())))
                        .toList());
    }

    private static <T> List<@Nullable T> given(@Nullable List<@Nullable T> list) {
        return list == null ? List.of() : list;
    }

    private List<@Nullable DeliveryInput> given() {
        return items == null ? List.of() : items;
    }
}
