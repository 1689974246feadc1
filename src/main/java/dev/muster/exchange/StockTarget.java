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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows become receipts. A receipt with a reference (the paper's number) is the same in every file; without one it is the
 * same only in the same row of the same file.
 */
final class StockTarget implements ImportTarget<Movement> {

    private final Mapping mapping;
    private final Directory<SiteFacts> sites;
    private final Directory<ItemFacts> items;
    private final String fileHash;
    private final Submission submission;
    private final ImportConfig config;
    private final Clock clock;

    StockTarget(
            Mapping mapping,
            Directory<SiteFacts> sites,
            Directory<ItemFacts> items,
            String fileHash,
            Submission submission,
            ImportConfig config,
            Clock clock) {
        this.mapping = mapping;
        this.sites = sites;
        this.items = items;
        this.fileHash = fileHash;
        this.submission = submission;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Reading<Movement> read(SourceRow row) {
        Fields fields = new Fields(row, mapping);
        String siteText = fields.required("site");
        String itemText = fields.required("item");
        SiteFacts site = siteText == null ? null : found(fields, "site", sites.find(siteText), siteText);
        ItemFacts item = itemText == null ? null : found(fields, "item", items.find(itemText), itemText);
        LocalDate expiry = fields.date("expiry");
        Instant occurredAt = fields.time("occurredAt", config.timeZone());
        Long quantity = item == null ? null : quantity(fields, item);
        if (!fields.violations().isEmpty() || site == null || item == null || quantity == null) {
            return Reading.refused(fields.violations());
        }
        return Reading.of(entry(row, fields, site.code(), item.code(), expiry, quantity, occurredAt));
    }

    private static <T> @Nullable T found(Fields fields, String field, Directory.Found<T> found, String text) {
        if (found.value() == null) {
            fields.refuse(field, field + "-" + found.failure(), text);
        }
        return found.value();
    }

    private @Nullable Long quantity(Fields fields, ItemFacts item) {
        if (!item.supply()) {
            fields.refuse("item", "item-not-supply", item.code());
            return null;
        }
        QuantityReading reading = QuantityText.read(fields.raw("quantity"), mapping.quantity());
        if (reading instanceof Refused refused) {
            fields.refuse("quantity", refused.reason().message(), refused.reason().args().toArray());
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

    private Entry<Movement> entry(
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
        Movement receipt = new Movement(
                Ids.named("import-receipt\u001e" + key),
                MovementKind.RECEIPT,
                site,
                item,
                lot,
                expiry,
                quantity,
                reference == null ? reason : reason == null ? reference : reference + " " + reason,
                null,
                occurredAt);
        return new Entry<>(row.number(), key, Long.toString(quantity), "", receipt);
    }

    @Override
    public List<Outcome> apply(List<Entry<Movement>> entries, boolean trial) {
        Map<UUID, String> known =
                submission.known(entries.stream().map(StockTarget::id).toList());
        Map<Entry<Movement>, Outcome> outcomes = new HashMap<>();
        List<Entry<Movement>> fresh = new ArrayList<>();
        for (Entry<Movement> entry : entries) {
            String value = known.get(id(entry));
            List<Violation> violations = entry.command().violations(clock.instant());
            if (value != null) {
                outcomes.put(entry, Submission.again(value, entry.value()));
            } else if (!violations.isEmpty()) {
                outcomes.put(entry, Outcome.rejected(violations));
            } else {
                fresh.add(entry);
            }
        }
        if (trial) {
            fresh.forEach(entry -> outcomes.put(entry, Outcome.ACCEPTED));
        } else {
            submit(fresh, outcomes);
        }
        return entries.stream().map(entry -> outcomes.getOrDefault(entry, Outcome.UNCHANGED)).toList();
    }

    private void submit(List<Entry<Movement>> fresh, Map<Entry<Movement>, Outcome> outcomes) {
        List<dev.muster.allocation.Outcome> answers = submission.submit(fresh.stream()
                .map(entry -> new RecordMovement(id(entry), entry.command(), null, submission.actor()))
                .toList());
        List<Key> done = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Entry<Movement> entry = fresh.get(i);
            if (answers.get(i) instanceof dev.muster.allocation.Outcome.Refused refused) {
                outcomes.put(entry, Outcome.rejected(Submission.reasons(refused.problem())));
            } else {
                outcomes.put(entry, Outcome.ACCEPTED);
                done.add(new Key(id(entry), entry.value(), id(entry)));
            }
        }
        submission.remember(done);
    }

    private static UUID id(Entry<Movement> entry) {
        UUID id = entry.command().id();
        if (id == null) {
            throw new IllegalStateException("A receipt without an id: row " + entry.row());
        }
        return id;
    }
}
