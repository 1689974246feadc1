package dev.muster.restock;

import dev.muster.platform.Ids;
import dev.muster.platform.Violations;
import dev.muster.stock.Movement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An advance shipping notice: one quantity of one lot, or lines.
 *
 * @param asn the supplier's number of the notice, unique among its own
 * @param eta when the goods will arrive
 */
@Schema(name = "ShippingNoticeInput")
public record ShipInput(
        @Nullable UUID id,
        @Nullable String asn,
        @Nullable Instant eta,
        @Nullable Long quantity,
        @Nullable String lot,
        @Nullable LocalDate expiry,
        @Nullable String sscc,
        @Nullable List<@Nullable LineInput> lines) {

    /**
     * Goods of one lot.
     *
     * @param sscc GS1 serial shipping container code, 18 digits with its check digit
     */
    @Schema(name = "ShippingNoticeLineInput")
    public record LineInput(
            @Nullable Long quantity,
            @Nullable String lot,
            @Nullable LocalDate expiry,
            @Nullable String sscc) {}

    private static final int MAX_ASN = 64;

    /** The shipment it announces; refuses (422) what is incomplete, not positive, expired, late or malformed. */
    Shipment checked(Instant now, RestockConfig config) {
        Violations violations =
                new Violations().required("asn", asn).text("asn", asn, MAX_ASN).required("eta", eta);
        PromiseInput.ahead(violations, "eta", eta, now, config);
        boolean one = quantity != null || lot != null || expiry != null || sscc != null;
        violations.check(!one || lines == null, "lines", "restock.one-or-lines");
        List<@Nullable LineInput> given = lines;
        if (given == null) {
            given = new ArrayList<>();
            given.add(new LineInput(quantity, lot, expiry, sscc));
        } else {
            violations
                    .required("lines", given)
                    .check(given.size() <= config.shipmentLines(), "lines", "too-many", config.shipmentLines());
        }
        Set<String> containers = new HashSet<>();
        for (int i = 0; i < Math.min(given.size(), config.shipmentLines()); i++) {
            check(violations, lines == null ? "" : "lines[" + i + "].", given.get(i), now, containers);
        }
        violations.throwIfAny();
        List<Shipment.Line> announced = new ArrayList<>();
        for (LineInput line : given) {
            Objects.requireNonNull(line);
            announced.add(new Shipment.Line(
                    announced.size() + 1,
                    Objects.requireNonNull(line.quantity()),
                    lot(line.lot()),
                    line.expiry(),
                    line.sscc(),
                    0,
                    0,
                    null,
                    null));
        }
        return new Shipment(Ids.next(), asn, eta, Shipment.State.ANNOUNCED, now, null, announced);
    }

    static @Nullable String lot(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    private static void check(
            Violations found, String at, @Nullable LineInput line, Instant now, Set<String> containers) {
        if (line == null) {
            found.add(at + "quantity", "required");
            return;
        }
        found.required(at + "quantity", line.quantity())
                .range(at + "quantity", line.quantity(), 1L, RestockInput.MAX_QUANTITY)
                .check(
                        line.lot() == null || line.lot().length() <= Movement.MAX_LOT,
                        at + "lot",
                        "too-long",
                        Movement.MAX_LOT);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate last = line.expiry();
        found.check(last == null || !last.isBefore(today), at + "expiry", "lot.expired", last == null ? "" : last);
        String container = line.sscc();
        if (container != null) {
            found.check(isSscc(container), at + "sscc", "restock.sscc")
                    .check(containers.add(container), at + "sscc", "twice");
        }
    }

    /** Whether it has 18 digits, the last of which is the GS1 check digit of the others (GS1 General Specifications 7.9). */
    static boolean isSscc(String text) {
        if (!text.matches("[0-9]{18}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (text.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return (10 - sum % 10) % 10 == text.charAt(17) - '0';
    }
}
