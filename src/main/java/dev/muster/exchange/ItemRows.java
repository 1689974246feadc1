package dev.muster.exchange;

import dev.muster.catalogue.Catalogue;
import dev.muster.catalogue.Coding;
import dev.muster.catalogue.ItemInput;
import dev.muster.catalogue.ItemInput.CodingInput;
import dev.muster.catalogue.ItemInput.PackInput;
import dev.muster.catalogue.ItemInput.PartInput;
import dev.muster.catalogue.ItemKind;
import dev.muster.catalogue.ItemRecord;
import dev.muster.catalogue.Pack;
import dev.muster.catalogue.Part;
import dev.muster.catalogue.StorageClass;
import dev.muster.exchange.ReferenceTarget.Draft;
import dev.muster.exchange.mapping.Fields;
import dev.muster.platform.Name;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.Stored;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of catalogue items. */
final class ItemRows implements ReferenceTarget.Kind<ItemRecord> {

    private final Catalogue catalogue;

    ItemRows(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    private record Item(String code, ItemInput given, Columns columns) implements Draft<ItemRecord> {

        @Override
        public List<Violation> violations(@Nullable ItemRecord present) {
            return input(present).violations().found();
        }

        @Override
        public ItemRecord over(@Nullable ItemRecord present) {
            return input(present).checked();
        }

        private ItemInput input(@Nullable ItemRecord present) {
            if (present == null) {
                return given;
            }
            return new ItemInput(
                    code,
                    columns.or("kind", given.kind(), present.kind()),
                    columns.name(given.name(), present.name()),
                    columns.or("category", given.category(), present.category()),
                    columns.or("baseUnit", given.baseUnit(), present.baseUnit()),
                    columns.or("packs", given.packs(), packs(present.packs())),
                    columns.or("codings", given.codings(), codings(present.codings())),
                    columns.or("storageClass", given.storageClass(), present.storageClass()),
                    columns.or("shelfLifeDays", given.shelfLifeDays(), present.shelfLifeDays()),
                    columns.or("minRemainingLifeDays", given.minRemainingLifeDays(), present.minRemainingLifeDays()),
                    columns.or("substitutes", given.substitutes(), List.copyOf(present.substitutes())),
                    columns.or("contents", given.contents(), contents(present.contents())));
        }

        private static List<@Nullable PackInput> packs(List<Pack> packs) {
            return packs.stream()
                    .<@Nullable PackInput>map(pack -> new PackInput(pack.unit(), pack.quantity()))
                    .toList();
        }

        private static List<@Nullable PartInput> contents(List<Part> contents) {
            return contents.stream()
                    .<@Nullable PartInput>map(part -> new PartInput(part.item(), part.quantity()))
                    .toList();
        }

        private static List<@Nullable CodingInput> codings(List<Coding> codings) {
            return codings.stream()
                    .<@Nullable CodingInput>map(c -> new CodingInput(c.system(), c.code(), c.version()))
                    .toList();
        }
    }

    @Override
    public @Nullable Draft<ItemRecord> draft(Fields fields) {
        String code = fields.required("code");
        if (code == null) {
            return null;
        }
        ItemInput given = new ItemInput(
                code,
                fields.constant("kind", ItemKind.class),
                new Name(fields.text("nameZh"), fields.text("nameEn")),
                fields.text("category"),
                fields.text("baseUnit"),
                ListCells.packs(fields),
                ListCells.codings(fields),
                fields.constant("storageClass", StorageClass.class),
                fields.count("shelfLifeDays"),
                fields.count("minRemainingLifeDays"),
                ListCells.codes(fields, "substitutes"),
                ListCells.contents(fields));
        return new Item(code, given, new Columns(fields));
    }

    @Override
    public Uni<Map<String, ItemRecord>> present(Collection<String> codes) {
        return catalogue.byCodes(codes);
    }

    @Override
    public Uni<List<Violation>> unresolved(List<ItemRecord> records) {
        return catalogue
                .refs()
                .map(known -> unresolved(records, known.keySet()))
                .chain(unknown -> catalogue.kitViolations(records).map(kits -> {
                    List<Violation> all = new ArrayList<>(unknown);
                    all.addAll(kits);
                    return all;
                }));
    }

    /** Items of one file may stand for one another; those are not there yet. */
    private static List<Violation> unresolved(List<ItemRecord> records, Set<String> known) {
        Set<String> all = new HashSet<>(known);
        records.forEach(record -> all.add(record.code()));
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            for (String substitute : records.get(i).substitutes()) {
                if (!all.contains(substitute)) {
                    violations.add(Violation.of("[" + i + "].substitutes", "item-unknown", substitute));
                }
            }
            for (Part part : records.get(i).contents()) {
                if (!all.contains(part.item())) {
                    violations.add(Violation.of("[" + i + "].contents", "item-unknown", part.item()));
                }
            }
        }
        return violations;
    }

    @Override
    public Uni<List<Stored<ItemRecord>>> putAll(List<ItemRecord> records, String actor) {
        return catalogue.putAll(records, actor);
    }
}
