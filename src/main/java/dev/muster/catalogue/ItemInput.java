package dev.muster.catalogue;

import dev.muster.platform.Name;
import dev.muster.platform.Violations;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An item as somebody gives it; anything may be missing. Required: code, kind, one name, base unit. The storage class
 * defaults to ambient, the least remaining life to 0 days, lists to empty.
 */
@Schema(name = "ItemInput")
public record ItemInput(
        @Nullable String code,
        @Nullable ItemKind kind,
        @Nullable Name name,
        @Nullable String category,
        @Nullable String baseUnit,
        @Nullable List<@Nullable PackInput> packs,
        @Nullable List<@Nullable CodingInput> codings,
        @Nullable StorageClass storageClass,
        @Nullable Integer shelfLifeDays,
        @Nullable Integer minRemainingLifeDays,
        @Nullable List<@Nullable String> substitutes,
        @Nullable List<@Nullable PartInput> contents) {

    @Schema(name = "PackInput")
    public record PackInput(@Nullable String unit, @Nullable Long quantity) {

        Pack checked() {
            return new Pack(Objects.requireNonNull(unit), Objects.requireNonNull(quantity));
        }
    }

    @Schema(name = "CodingInput")
    public record CodingInput(
            @Nullable String system,
            @Nullable String code,
            @Nullable String version) {

        Coding checked() {
            return new Coding(Objects.requireNonNull(system), Objects.requireNonNull(code), version);
        }
    }

    @Schema(name = "PartInput")
    public record PartInput(@Nullable String item, @Nullable Long quantity) {

        Part checked() {
            return new Part(Objects.requireNonNull(item), Objects.requireNonNull(quantity));
        }
    }

    private static final int MAX_NAME = 200;
    private static final int MAX_CATEGORY = 100;
    private static final int MAX_UNIT = 40;
    private static final int MAX_CODE = 100;
    private static final int MAX_ENTRIES = 50;
    private static final int MAX_DAYS = 36_500;
    private static final long MAX_QUANTITY = 1_000_000_000_000L;

    public ItemInput withCode(String code) {
        return new ItemInput(
                code,
                kind,
                name,
                category,
                baseUnit,
                packs,
                codings,
                storageClass,
                shelfLifeDays,
                minRemainingLifeDays,
                substitutes,
                contents);
    }

    /** What is wrong with it in itself; whether its substitutes exist is not looked at. */
    public Violations violations() {
        Violations violations = new Violations()
                .code("code", code)
                .required("kind", kind)
                .name("name", name, MAX_NAME)
                .text("category", category, MAX_CATEGORY)
                .required("baseUnit", baseUnit)
                .check(baseUnit == null || baseUnit.length() <= MAX_UNIT, "baseUnit", "too-long", MAX_UNIT)
                .range("shelfLifeDays", shelfLifeDays, 1, MAX_DAYS)
                .range("minRemainingLifeDays", minRemainingLifeDays, 0, MAX_DAYS)
                .check(given(packs).size() <= MAX_ENTRIES, "packs", "too-many", MAX_ENTRIES)
                .check(given(codings).size() <= MAX_ENTRIES, "codings", "too-many", MAX_ENTRIES)
                .check(given(substitutes).size() <= MAX_ENTRIES, "substitutes", "too-many", MAX_ENTRIES);
        checkPacks(violations);
        checkCodings(violations);
        checkSubstitutes(violations);
        checkContents(violations);
        return violations;
    }

    private void checkPacks(Violations violations) {
        Set<@Nullable String> units = new HashSet<>();
        units.add(baseUnit);
        for (int i = 0; i < given(packs).size(); i++) {
            PackInput pack = given(packs).get(i);
            String at = "packs[" + i + "]";
            if (pack == null) {
                violations.add(at, "required");
                continue;
            }
            violations
                    .required(at + ".unit", pack.unit())
                    .text(at + ".unit", pack.unit(), MAX_UNIT)
                    .required(at + ".quantity", pack.quantity())
                    .range(at + ".quantity", pack.quantity(), 1, MAX_QUANTITY)
                    .check(pack.unit() == null || units.add(pack.unit()), at + ".unit", "twice");
        }
    }

    private void checkCodings(Violations violations) {
        for (int i = 0; i < given(codings).size(); i++) {
            CodingInput coding = given(codings).get(i);
            String at = "codings[" + i + "]";
            if (coding == null) {
                violations.add(at, "required");
                continue;
            }
            violations
                    .required(at + ".system", coding.system())
                    .text(at + ".system", coding.system(), MAX_CODE)
                    .required(at + ".code", coding.code())
                    .text(at + ".code", coding.code(), MAX_CODE)
                    .text(at + ".version", coding.version(), MAX_CODE);
        }
    }

    private void checkSubstitutes(Violations violations) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < given(substitutes).size(); i++) {
            String substitute = given(substitutes).get(i);
            String at = "substitutes[" + i + "]";
            violations
                    .code(at, substitute)
                    .check(substitute == null || !substitute.equals(code), at, "itself")
                    .check(substitute == null || seen.add(substitute), at, "twice");
        }
    }

    private void checkContents(Violations violations) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < given(contents).size(); i++) {
            PartInput part = given(contents).get(i);
            String at = "contents[" + i + "]";
            if (part == null) {
                violations.add(at, "required");
                continue;
            }
            violations
                    .required(at + ".item", part.item())
                    .code(at + ".item", part.item())
                    .required(at + ".quantity", part.quantity())
                    .range(at + ".quantity", part.quantity(), 1, MAX_QUANTITY)
                    .check(part.item() == null || !part.item().equals(code), at + ".item", "itself")
                    .check(part.item() == null || seen.add(part.item()), at + ".item", "twice");
        }
    }

    /** The item it describes; refuses (422) what is incomplete. */
    public ItemRecord checked() {
        violations().throwIfAny();
        return new ItemRecord(
                Objects.requireNonNull(code),
                Objects.requireNonNull(kind),
                Objects.requireNonNull(name),
                category,
                Objects.requireNonNull(baseUnit),
                given(packs).stream()
                        .map(p -> Objects.requireNonNull(p).checked())
                        .toList(),
                given(codings).stream()
                        .map(c -> Objects.requireNonNull(c).checked())
                        .toList(),
                storageClass == null ? StorageClass.AMBIENT : storageClass,
                shelfLifeDays,
                minRemainingLifeDays == null ? 0 : minRemainingLifeDays,
                given(substitutes).stream().map(s -> Objects.requireNonNull(s)).toList(),
                given(contents).stream()
                        .map(p -> Objects.requireNonNull(p).checked())
                        .toList());
    }

    private static <T extends @Nullable Object> List<T> given(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
