package dev.muster.exchange;

import dev.muster.catalogue.Catalogue;
import dev.muster.exchange.ReferenceTarget.Draft;
import dev.muster.exchange.mapping.Fields;
import dev.muster.platform.Name;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.Stored;
import dev.muster.restock.SupplierInput;
import dev.muster.restock.SupplierInput.DeliveryInput;
import dev.muster.restock.SupplierInput.HolidayInput;
import dev.muster.restock.SupplierInput.QualificationInput;
import dev.muster.restock.SupplierRecord;
import dev.muster.restock.SupplierStatus;
import dev.muster.restock.Suppliers;
import dev.muster.site.Sites;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of suppliers. */
final class SupplierRows implements ReferenceTarget.Kind<SupplierRecord> {

    private final Suppliers suppliers;
    private final Sites sites;
    private final Catalogue catalogue;

    SupplierRows(Suppliers suppliers, Sites sites, Catalogue catalogue) {
        this.suppliers = suppliers;
        this.sites = sites;
        this.catalogue = catalogue;
    }

    private record Supplier(String code, SupplierInput given, Columns columns) implements Draft<SupplierRecord> {

        @Override
        public List<Violation> violations(@Nullable SupplierRecord present) {
            return input(present).violations().found();
        }

        @Override
        public SupplierRecord over(@Nullable SupplierRecord present) {
            return input(present).checked();
        }

        private SupplierInput input(@Nullable SupplierRecord present) {
            if (present == null) {
                return given;
            }
            return new SupplierInput(
                    code,
                    columns.name(given.name(), present.name()),
                    columns.or("region", given.region(), present.region()),
                    columns.or("address", given.address(), present.address()),
                    columns.or("contact", given.contact(), present.contact()),
                    columns.or("latitude", given.latitude(), present.latitude()),
                    columns.or("longitude", given.longitude(), present.longitude()),
                    columns.or("items", given.items(), deliveries(present.items())),
                    columns.or("status", given.status(), present.status()),
                    columns.or("qualification", given.qualification(), present.qualification()),
                    columns.or("regions", given.regions(), List.copyOf(present.regions())),
                    columns.or("qualifications", given.qualifications(), qualifications(present)),
                    columns.or("holidays", given.holidays(), holidays(present)));
        }

        private static List<@Nullable DeliveryInput> deliveries(List<SupplierRecord.Delivery> items) {
            return items.stream()
                    .<@Nullable DeliveryInput>map(DeliveryInput::of)
                    .toList();
        }

        private static List<@Nullable QualificationInput> qualifications(SupplierRecord present) {
            return present.qualifications().stream()
                    .<@Nullable QualificationInput>map(
                            q -> new QualificationInput(q.name(), q.number(), q.validUntil()))
                    .toList();
        }

        private static List<@Nullable HolidayInput> holidays(SupplierRecord present) {
            return present.holidays().stream()
                    .<@Nullable HolidayInput>map(h -> new HolidayInput(h.from(), h.until()))
                    .toList();
        }
    }

    @Override
    public @Nullable Draft<SupplierRecord> draft(Fields fields) {
        String code = fields.required("code");
        if (code == null) {
            return null;
        }
        SupplierInput given = new SupplierInput(
                code,
                new Name(fields.text("nameZh"), fields.text("nameEn")),
                fields.text("region"),
                fields.text("address"),
                fields.text("contact"),
                fields.decimal("latitude"),
                fields.decimal("longitude"),
                ListCells.deliveries(fields),
                fields.constant("status", SupplierStatus.class),
                fields.text("qualification"),
                ListCells.codes(fields, "regions"),
                ListCells.qualifications(fields),
                ListCells.holidays(fields));
        return new Supplier(code, given, new Columns(fields));
    }

    @Override
    public Uni<Map<String, SupplierRecord>> present(Collection<String> codes) {
        return suppliers.byCodes(codes);
    }

    @Override
    public Uni<List<Violation>> unresolved(List<SupplierRecord> records) {
        Set<String> named = new HashSet<>();
        records.forEach(record -> {
            Optional.ofNullable(record.region()).ifPresent(named::add);
            named.addAll(record.regions());
        });
        return sites.unknownRegions(named)
                .chain(regions -> catalogue.refs().map(items -> unresolved(records, regions, items.keySet())));
    }

    private static List<Violation> unresolved(
            List<SupplierRecord> records, Set<String> unknownRegions, Set<String> items) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            String region = records.get(i).region();
            if (region != null && unknownRegions.contains(region)) {
                violations.add(Violation.of("[" + i + "].region", "unknown-region", region));
            }
            for (String served : records.get(i).regions()) {
                if (unknownRegions.contains(served)) {
                    violations.add(Violation.of("[" + i + "].regions", "unknown-region", served));
                }
            }
            for (SupplierRecord.Delivery delivery : records.get(i).items()) {
                if (!items.contains(delivery.item())) {
                    violations.add(Violation.of("[" + i + "].items", "item-unknown", delivery.item()));
                }
            }
        }
        return violations;
    }

    @Override
    public Uni<List<Stored<SupplierRecord>>> putAll(List<SupplierRecord> records, String actor) {
        return suppliers.putAll(records, actor);
    }
}
