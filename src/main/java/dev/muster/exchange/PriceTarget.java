package dev.muster.exchange;

import dev.muster.exchange.PriceText.Price;
import dev.muster.exchange.mapping.Fields;
import dev.muster.exchange.mapping.Mapping;
import dev.muster.exchange.table.SourceRow;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemException;
import dev.muster.platform.Stored;
import dev.muster.restock.SupplierInput;
import dev.muster.restock.SupplierRecord;
import dev.muster.restock.SupplierRecord.Delivery;
import dev.muster.restock.Suppliers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows become the terms on which suppliers deliver items: price, pack, lead time, least order, reserve, capacity. What the
 * file has no column for stays as it is; an empty cell clears; items that no row names stay.
 */
final class PriceTarget implements ImportTarget<PriceTarget.Terms> {

    /** A row. */
    record Terms(String supplier, String item, Map<String, @Nullable Object> given) {

        private static final Set<String> FIELDS =
                Set.of("price", "packSize", "leadTimeHours", "minimumOrder", "agreedReserve", "capacityPerDay");

        /** The delivery written over what is there. */
        Delivery over(@Nullable Delivery d) {
            Price price = (Price) given.get("price");
            boolean priced = given.containsKey("price");
            return new Delivery(
                    item,
                    number("capacityPerDay", d == null ? null : d.capacityPerDay()),
                    number("packSize", d == null ? null : d.packSize()),
                    priced ? (price == null ? null : (Long) price.minor()) : d == null ? null : d.priceMinor(),
                    priced ? (price == null ? null : price.currency()) : d == null ? null : d.currency(),
                    hours(d == null ? null : d.leadTimeHours()),
                    number("minimumOrder", d == null ? null : d.minimumOrder()),
                    number("agreedReserve", d == null ? null : d.agreedReserve()));
        }

        private @Nullable Long number(String field, @Nullable Long present) {
            return given.containsKey(field) ? (Long) given.get(field) : present;
        }

        private @Nullable Integer hours(@Nullable Integer present) {
            Long hours = (Long) given.get("leadTimeHours");
            if (!given.containsKey("leadTimeHours")) {
                return present;
            }
            return hours == null ? null : (int) Math.min(Integer.MAX_VALUE, hours);
        }
    }

    private final Mapping mapping;
    private final Suppliers suppliers;
    private final String actor;
    private final ContextCalls calls;

    PriceTarget(Mapping mapping, Suppliers suppliers, String actor, ContextCalls calls) {
        this.mapping = mapping;
        this.suppliers = suppliers;
        this.actor = actor;
        this.calls = calls;
    }

    @Override
    public Reading<Terms> read(SourceRow row) {
        Fields fields = new Fields(row, mapping);
        String supplier = fields.required("supplier");
        String item = fields.required("item");
        Map<String, @Nullable Object> given = new HashMap<>();
        for (String field : Terms.FIELDS) {
            if (fields.has(field)) {
                given.put(field, field.equals("price") ? PriceText.read(fields) : fields.whole(field));
            }
        }
        if (fields.violations().isEmpty() && given.values().stream().allMatch(Objects::isNull)) {
            fields.refuse("price", "price-nothing");
        }
        if (!fields.violations().isEmpty() || supplier == null || item == null) {
            return Reading.refused(fields.violations());
        }
        return Reading.of(new Entry<>(
                row.number(), supplier + "\u001f" + item, fields.said(), "", new Terms(supplier, item, given)));
    }

    @Override
    public List<Outcome> apply(List<Entry<Terms>> entries, boolean trial) {
        Map<String, SupplierRecord> present = calls.await(() -> suppliers.byCodes(
                entries.stream().map(e -> e.command().supplier()).collect(Collectors.toSet())));
        Map<String, List<Integer>> bySupplier = new LinkedHashMap<>();
        Outcome[] outcomes = new Outcome[entries.size()];
        for (int i = 0; i < outcomes.length; i++) {
            Terms terms = entries.get(i).command();
            SupplierRecord supplier = present.get(terms.supplier());
            outcomes[i] = supplier == null
                    ? Outcome.rejected(List.of(Violation.of("supplier", "restock.unknown-supplier", terms.supplier())))
                    : alone(supplier, terms);
            if (outcomes[i].result() == Outcome.Result.ACCEPTED) {
                bySupplier
                        .computeIfAbsent(terms.supplier(), s -> new ArrayList<>())
                        .add(i);
            }
        }
        bySupplier.forEach(
                (code, rows) -> write(Objects.requireNonNull(present.get(code)), entries, rows, outcomes, trial));
        return List.of(outcomes);
    }

    /** What becomes of a row by itself, whether its item exists aside. */
    private static Outcome alone(SupplierRecord supplier, Terms terms) {
        Delivery there = delivery(supplier, terms.item());
        Delivery wanted = terms.over(there);
        if (wanted.equals(there)) {
            return Outcome.UNCHANGED;
        }
        List<Violation> violations = new ArrayList<>();
        SupplierInput.of(supplier, List.of(wanted))
                .violations()
                .found()
                .forEach(v -> violations.add(
                        new Violation(v.field().replaceFirst("^items\\[0]\\.", ""), v.message(), v.args())));
        return violations.isEmpty() ? Outcome.ACCEPTED : Outcome.rejected(violations);
    }

    private static @Nullable Delivery delivery(SupplierRecord supplier, String item) {
        return supplier.items().stream()
                .filter(d -> d.item().equals(item))
                .findAny()
                .orElse(null);
    }

    /** All rows of a supplier together; those that name no item of the catalogue drop out, and the others are written. */
    private void write(
            SupplierRecord supplier,
            List<Entry<Terms>> entries,
            List<Integer> rows,
            Outcome[] outcomes,
            boolean trial) {
        Set<String> named =
                rows.stream().map(row -> entries.get(row).command().item()).collect(Collectors.toSet());
        Set<String> unknown = calls.await(() -> suppliers.unknownItems(named));
        Map<String, Delivery> items = new TreeMap<>();
        supplier.items().forEach(d -> items.put(d.item(), d));
        List<Integer> left = new ArrayList<>();
        for (int row : rows) {
            Terms terms = entries.get(row).command();
            if (unknown.contains(terms.item())) {
                outcomes[row] = Outcome.rejected(List.of(Violation.of("item", "item-unknown", terms.item())));
            } else {
                items.put(terms.item(), terms.over(delivery(supplier, terms.item())));
                left.add(row);
            }
        }
        if (trial || left.isEmpty()) {
            return;
        }
        try {
            SupplierRecord wanted =
                    SupplierInput.of(supplier, List.copyOf(items.values())).checked();
            List<Stored<SupplierRecord>> stored = calls.await(() -> suppliers.putAll(List.of(wanted), actor));
            if (!stored.get(0).isChange()) {
                left.forEach(row -> outcomes[row] = Outcome.UNCHANGED);
            }
        } catch (ProblemException e) {
            left.forEach(row -> outcomes[row] = Outcome.rejected(Submission.reasons(e.problem())));
        }
    }
}
