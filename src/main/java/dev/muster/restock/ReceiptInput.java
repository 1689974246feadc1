package dev.muster.restock;

import dev.muster.platform.FreeText;
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
 * What was received.
 *
 * @param shipment announced; absent if the goods came unannounced, whose lines then say what they are
 * @param lines one for each announced line; absent: all as announced
 */
@Schema(name = "RestockReceiptInput")
public record ReceiptInput(
        @Nullable UUID id,
        @Nullable UUID shipment,
        @Nullable List<@Nullable LineInput> lines) {

    /**
     * What was received of an announced line, or unannounced.
     *
     * @param line number of the announced line
     * @param lot what stands on the goods; as announced if absent
     * @param accepted base units booked in
     * @param rejected base units refused; 0 if absent
     * @param reason of any difference, and of anything rejected
     */
    @Schema(name = "RestockReceiptLineInput")
    public record LineInput(
            @Nullable Integer line,
            @Nullable String lot,
            @Nullable LocalDate expiry,
            @Nullable Long accepted,
            @Nullable Long rejected,
            @FreeText @Nullable String reason) {}

    /**
     * The shipment as it was received; refuses (422) lines that are not the announced ones, quantities out of bounds,
     * differences without a reason.
     *
     * @param announced the shipment; null if the goods came unannounced
     */
    Shipment arrived(@Nullable Shipment announced, UUID receipt, Instant now, RestockConfig config) {
        Violations violations = new Violations();
        List<Shipment.Line> arrived = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        List<@Nullable LineInput> given = lines == null && announced != null ? asAnnounced(announced) : given();
        violations
                .required("lines", given)
                .check(given.size() <= config.shipmentLines(), "lines", "too-many", config.shipmentLines());
        for (int i = 0; i < Math.min(given.size(), config.shipmentLines()); i++) {
            String at = "lines[" + i + "].";
            LineInput line = given.get(i);
            if (line == null) {
                violations.add("lines[" + i + "]", "required");
                continue;
            }
            Shipment.Line of = announced == null ? null : line(announced, line.line());
            violations
                    .check(announced == null || of != null, at + "line", "restock.no-such-line")
                    .check(of == null || seen.add(of.line()), at + "line", "twice");
            check(violations, at, line, of, now);
            arrived.add(line(line, of, i + 1, receipt));
        }
        violations.check(
                announced == null || seen.size() >= announced.lines().size(), "lines", "restock.lines-missing");
        violations.throwIfAny();
        return new Shipment(
                announced == null ? receipt : announced.id(),
                announced == null ? null : announced.asn(),
                announced == null ? null : announced.eta(),
                Shipment.State.RECEIVING,
                announced == null ? now : announced.shippedAt(),
                null,
                arrived);
    }

    private List<@Nullable LineInput> given() {
        return lines == null ? List.of() : lines;
    }

    private static List<@Nullable LineInput> asAnnounced(Shipment announced) {
        List<@Nullable LineInput> all = new ArrayList<>();
        announced.lines().forEach(l -> all.add(new LineInput(l.line(), null, null, l.quantity(), 0L, null)));
        return all;
    }

    private static Shipment.@Nullable Line line(Shipment announced, @Nullable Integer number) {
        return announced.lines().stream()
                .filter(l -> number != null && l.line() == number)
                .findAny()
                .orElse(null);
    }

    private static void check(Violations found, String at, LineInput line, Shipment.@Nullable Line of, Instant now) {
        long refused = line.rejected() == null ? 0 : line.rejected();
        boolean asAnnounced =
                line.accepted() != null && refused == 0 && (of == null || of.quantity() == line.accepted());
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate last = line.expiry() != null ? line.expiry() : of == null ? null : of.expiry();
        boolean books = line.accepted() != null && line.accepted() > 0;
        found.required(at + "accepted", line.accepted())
                .range(at + "accepted", line.accepted(), 0L, RestockInput.MAX_QUANTITY)
                .range(at + "rejected", line.rejected(), 0L, RestockInput.MAX_QUANTITY)
                .check(
                        line.lot() == null || line.lot().length() <= Movement.MAX_LOT,
                        at + "lot",
                        "too-long",
                        Movement.MAX_LOT)
                .text(at + "reason", line.reason(), Movement.MAX_REASON)
                .check(asAnnounced || line.reason() != null, at + "reason", "restock.difference-reason")
                .check(
                        !books || last == null || !last.isBefore(today),
                        at + "expiry",
                        "lot.expired",
                        last == null ? "" : last);
    }

    private static Shipment.Line line(LineInput given, Shipment.@Nullable Line of, int number, UUID receipt) {
        long accepted = given.accepted() == null ? 0 : given.accepted();
        int place = of == null ? number : of.line();
        String lot = ShipInput.lot(given.lot());
        return new Shipment.Line(
                place,
                of == null ? 0 : of.quantity(),
                lot != null ? lot : of == null ? null : of.lot(),
                given.expiry() != null
                        ? given.expiry()
                        : of == null || lot != null && !lot.equals(of.lot()) ? null : of.expiry(),
                of == null ? null : of.sscc(),
                accepted,
                Objects.requireNonNullElse(given.rejected(), 0L),
                given.reason(),
                accepted > 0 ? Ids.named(receipt + "/" + place) : null);
    }
}
