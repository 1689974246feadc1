package dev.muster.restock;

import dev.muster.platform.Violations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a supplier promises in all: one quantity and date, or parts; it replaces what was promised before. */
@Schema(name = "PromiseInput")
public record PromiseInput(
        @Nullable UUID id,
        @Nullable Long quantity,
        @Nullable Instant date,
        @Nullable List<@Nullable PartInput> parts) {

    @Schema(name = "PromisePartInput")
    public record PartInput(
            @Nullable Long quantity, @Nullable Instant date) {}

    /** The parts promised; refuses (422) what is incomplete, not positive, in the past or too far ahead. */
    List<Promise> checked(Instant now, RestockConfig config) {
        Violations violations = new Violations();
        boolean one = quantity != null || date != null;
        violations.check(!one || parts == null, "parts", "restock.one-or-parts");
        if (parts == null) {
            check(violations, "", new PartInput(quantity, date), now, config);
        } else {
            violations
                    .required("parts", parts)
                    .check(parts.size() <= config.promiseParts(), "parts", "too-many", config.promiseParts());
            for (int i = 0; i < Math.min(parts.size(), config.promiseParts()); i++) {
                PartInput part = parts.get(i);
                check(violations, "parts[" + i + "].", part == null ? new PartInput(null, null) : part, now, config);
            }
        }
        violations.throwIfAny();
        return parts == null
                ? List.of(new Promise(Objects.requireNonNull(quantity), Objects.requireNonNull(date)))
                : parts.stream()
                        .map(Objects::requireNonNull)
                        .map(p -> new Promise(Objects.requireNonNull(p.quantity()), Objects.requireNonNull(p.date())))
                        .toList();
    }

    private static void check(Violations found, String at, PartInput part, Instant now, RestockConfig config) {
        found.required(at + "quantity", part.quantity())
                .range(at + "quantity", part.quantity(), 1L, RestockInput.MAX_QUANTITY)
                .required(at + "date", part.date());
        ahead(found, at + "date", part.date(), now, config);
    }

    /** A time that may be absent and lies ahead, but not too far. */
    static void ahead(Violations found, String field, @Nullable Instant time, Instant now, RestockConfig config) {
        if (time != null) {
            found.check(time.isAfter(now), field, "time.past")
                    .check(
                            !time.isAfter(now.plus(Duration.ofDays(config.daysAhead()))),
                            field,
                            "time.too-far",
                            config.daysAhead());
        }
    }
}
