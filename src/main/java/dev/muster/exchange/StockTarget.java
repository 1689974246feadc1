package dev.muster.exchange;

import dev.muster.allocation.Command.RecordMovement;
import dev.muster.exchange.LookupStore.Key;
import dev.muster.exchange.mapping.Fields;
import dev.muster.exchange.mapping.Mapping;
import dev.muster.exchange.quantity.QuantityReading;
import dev.muster.exchange.quantity.QuantityReading.Exact;
import dev.muster.exchange.quantity.QuantityReading.Part;
import dev.muster.exchange.quantity.QuantityReading.Refused;
import dev.muster.exchange.quantity.QuantityText;
import dev.muster.exchange.quantity.Units;
import dev.muster.exchange.table.SourceRow;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem.Violation;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows become receipts. A receipt with a reference (the paper's number) is the same in every file; without one it is the
 * same only in the same row of the same file.
 */
final class StockTarget implements ImportTarget<StockRow> {

    private final Mapping mapping;
    private final Directory<SiteFacts> sites;
    private final Directory<ItemFacts> items;
    private final String fileHash;
    private final Submission submission;
    private final LevelRows levels;
    private final ImportConfig config;
    private final Clock clock;

    StockTarget(
            Mapping mapping,
            Directory<SiteFacts> sites,
            Directory<ItemFacts> items,
            String fileHash,
            Submission submission,
            LevelRows levels,
            ImportConfig config,
            Clock clock) {
        this.mapping = mapping;
        this.sites = sites;
        this.items = items;
        this.fileHash = fileHash;
        this.submission = submission;
        this.levels = levels;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Reading<StockRow> read(SourceRow row) {
        Fields fields = new Fields(row, mapping);
        String siteText = fields.required("site");
        String itemText = fields.required("item");
        SiteFacts site = siteText == null ? null : found(fields, "site", sites.find(siteText), siteText);
        ItemFacts item = itemText == null ? null : found(fields, "item", items.find(itemText), itemText);
        if (item != null && !item.supply()) {
            fields.refuse("item", "item-not-supply", item.code());
        }
        if (!fields.violations().isEmpty() || site == null || item == null) {
            return Reading.refused(fields.violations());
        }
        List<Entry<StockRow>> entries = new ArrayList<>();
        receipt(row, fields, site.code(), item).ifPresent(entries::add);
        level(row, fields, site.code(), item.code()).ifPresent(entries::add);
        if (entries.isEmpty() && fields.violations().isEmpty()) {
            fields.refuse("quantity", "stock-nothing");
        }
        return fields.violations().isEmpty()
                ? new Reading<>(List.copyOf(entries), List.of(), 0)
                : Reading.refused(fields.violations());
    }

    private Optional<Entry<StockRow>> receipt(SourceRow row, Fields fields, String site, ItemFacts item) {
        boolean levels = fields.text("floor") != null || fields.text("par") != null;
        if (fields.text("quantity") == null && levels) {
            return Optional.empty();
        }
        LocalDate expiry = fields.date("expiry");
        Instant occurredAt = fields.time("occurredAt", config.timeZone());
        Long quantity = quantity(fields, item);
        return quantity == null
                ? Optional.empty()
                : Optional.of(entry(row, fields, site, item.code(), expiry, quantity, occurredAt));
    }

    private static Optional<Entry<StockRow>> level(SourceRow row, Fields fields, String site, String item) {
        Long floor = fields.whole("floor");
        Long par = fields.whole("par");
        return floor == null && par == null
                ? Optional.empty()
                : Optional.of(new Entry<>(
                        row.number(),
                        String.join("\u001f", "level", site, item),
                        floor + "/" + par,
                        "",
                        new StockRow.Level(site, item, floor, par)));
    }

    private static <T> @Nullable T found(Fields fields, String field, Directory.Found<T> found, String text) {
        if (found.value() == null) {
            fields.refuse(field, field + "-" + found.failure(), text);
        }
        return found.value();
    }

    private @Nullable Long quantity(Fields fields, ItemFacts item) {
        QuantityReading reading = QuantityText.read(fields.raw("quantity"), mapping.quantity());
        if (reading instanceof Refused refused) {
            fields.refuse(
                    "quantity",
                    refused.reason().message(),
                    refused.reason().args().toArray());
            return null;
        }
        if (!(reading instanceof Exact exact) || exact.parts().size() != 1) {
            fields.refuse("quantity", "quantity-blank");
            return null;
        }
        Part part = exact.parts().get(0);
        String unit = part.unit() == null ? fields.text("unit") : part.unit();
        if (part.item() != null) {
            fields.refuse("quantity", "item-other", part.item(), item.code());
            return null;
        }
        Optional<Long> base = Units.inBaseUnits(part.quantity(), unit, item.baseUnit(), item.packs());
        if (base.isEmpty()) {
            fields.refuse("quantity", "unit-wrong", unit == null ? "" : unit, item.code(), item.baseUnit());
        }
        return base.orElse(null);
    }

    private Entry<StockRow> entry(
            SourceRow row,
            Fields fields,
            String site,
            String item,
            @Nullable LocalDate expiry,
            long quantity,
            @Nullable Instant occurredAt) {
        String reference = fields.text("reference");
        String lot = Optional.ofNullable(fields.text("lot")).orElse("");
        String key = reference == null
                ? String.join("\u001f", "row", fileHash, Long.toString(row.number()))
                : String.join("\u001f", "reference", reference, site, item, lot, String.valueOf(expiry));
        String reason = fields.text("reason");
        UUID id = Ids.named("import-receipt\u001e" + key);
        Movement receipt = new Movement(
                id,
                MovementKind.RECEIPT,
                site,
                item,
                lot,
                expiry,
                quantity,
                reference == null ? reason : reason == null ? reference : reference + " " + reason,
                null,
                occurredAt);
        return new Entry<>(row.number(), key, Long.toString(quantity), "", new StockRow.Receipt(id, receipt));
    }

    @Override
    public List<Outcome> apply(List<Entry<StockRow>> entries, boolean trial) {
        Map<Entry<StockRow>, Outcome> outcomes = new HashMap<>();
        Map<UUID, Entry<StockRow>> receipts = new LinkedHashMap<>();
        List<Entry<StockRow>> levelled = new ArrayList<>();
        for (Entry<StockRow> entry : entries) {
            if (entry.command() instanceof StockRow.Receipt receipt) {
                receipts.put(receipt.id(), entry);
            } else {
                levelled.add(entry);
            }
        }
        levels.apply(levelled, trial, outcomes);
        Map<UUID, String> known = submission.known(receipts.keySet());
        List<StockRow.Receipt> fresh = new ArrayList<>();
        receipts.forEach((id, entry) -> {
            String value = known.get(id);
            if (value != null) {
                outcomes.put(entry, Submission.again(value, entry.value()));
            } else if (entry.command() instanceof StockRow.Receipt receipt) {
                List<Violation> violations = receipt.movement().violations(clock.instant());
                outcomes.put(entry, violations.isEmpty() ? Outcome.ACCEPTED : Outcome.rejected(violations));
                if (violations.isEmpty()) {
                    fresh.add(receipt);
                }
            }
        });
        if (!trial) {
            submit(fresh, receipts, outcomes);
        }
        return entries.stream()
                .map(entry -> outcomes.getOrDefault(entry, Outcome.UNCHANGED))
                .toList();
    }

    private void submit(
            List<StockRow.Receipt> fresh, Map<UUID, Entry<StockRow>> entries, Map<Entry<StockRow>, Outcome> outcomes) {
        List<dev.muster.allocation.Outcome> answers = submission.submit(fresh.stream()
                .map(receipt -> new RecordMovement(receipt.id(), receipt.movement(), null, submission.actor()))
                .toList());
        List<Key> done = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            UUID id = fresh.get(i).id();
            Entry<StockRow> entry = Objects.requireNonNull(entries.get(id));
            if (answers.get(i) instanceof dev.muster.allocation.Outcome.Refused refused) {
                outcomes.put(entry, Outcome.rejected(Submission.reasons(refused.problem())));
            } else {
                done.add(new Key(id, entry.value(), id));
            }
        }
        submission.remember(done);
    }
}
