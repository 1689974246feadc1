package dev.muster.exchange;

import dev.muster.asset.AssetInput;
import dev.muster.exchange.ReferenceTarget.Draft;
import dev.muster.exchange.mapping.Fields;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemException;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import dev.muster.staff.StaffInput;
import dev.muster.staff.TeamInput;
import dev.muster.unit.UnitConfig;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitRecord;
import dev.muster.unit.UnitRegister;
import dev.muster.unit.Vetting;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows of assets, people or teams. What the file has no column for stays as it is. */
final class UnitRows implements ReferenceTarget.Kind<UnitRecord> {

    private final UnitRegister register;
    private final UnitKind kind;
    private final LocalDate today;
    private final UnitConfig limits;

    /**
     * @param today credentials that expired before it are refused
     */
    UnitRows(UnitRegister register, UnitKind kind, LocalDate today, UnitConfig limits) {
        this.register = register;
        this.kind = kind;
        this.today = today;
        this.limits = limits;
    }

    private record Row(String code, Function<@Nullable UnitRecord, UnitRecord> made) implements Draft<UnitRecord> {

        @Override
        public List<Violation> violations(@Nullable UnitRecord present) {
            try {
                return made.apply(present).vettingMayFollow(present)
                        ? List.of()
                        : List.of(Violation.of("vetting", UnitRegister.VETTING_BY_STEP));
            } catch (ProblemException e) {
                return e.problem().violations();
            }
        }

        @Override
        public UnitRecord over(@Nullable UnitRecord present) {
            return made.apply(present);
        }
    }

    @Override
    public @Nullable Draft<UnitRecord> draft(Fields fields) {
        String code = fields.required("code");
        if (code == null) {
            return null;
        }
        Supplier<UnitRecord> row =
                switch (kind) {
                    case ASSET -> asset(code, fields);
                    case PERSON -> person(code, fields);
                    case TEAM -> team(code, fields);
                };
        return new Row(code, present -> present == null ? row.get() : over(row.get(), present, fields));
    }

    private Supplier<UnitRecord> asset(String code, Fields fields) {
        AssetInput given = new AssetInput(
                code,
                fields.text("type"),
                fields.text("name"),
                fields.text("serial"),
                fields.text("home"),
                ListCells.codes(fields, "accessories"));
        return given::checked;
    }

    private Supplier<UnitRecord> person(String code, Fields fields) {
        StaffInput given = new StaffInput(
                code,
                fields.text("name"),
                fields.text("home"),
                fields.constant("vetting", Vetting.class),
                UnitCells.competencies(fields),
                UnitCells.credentials(fields));
        return () -> given.checked(today);
    }

    private Supplier<UnitRecord> team(String code, Fields fields) {
        TeamInput given = new TeamInput(
                code,
                fields.text("name"),
                fields.text("home"),
                UnitCells.competencies(fields),
                ListCells.codes(fields, "members"),
                UnitCells.composition(fields),
                UnitCells.kits(fields));
        return () -> given.checked(limits);
    }

    /** What is required is as the row says; of the rest, what the file has columns for. */
    private static UnitRecord over(UnitRecord row, UnitRecord present, Fields fields) {
        Columns columns = new Columns(fields);
        return new UnitRecord(
                row.kind(),
                row.code(),
                columns.or("name", row.name(), present.name()),
                row.home(),
                columns.or("serial", row.serial(), present.serial()),
                fields.has("accessories") ? row.accessories() : present.accessories(),
                columns.or("vetting", row.vetting(), present.vetting()),
                row.serves(),
                fields.has("credentials") ? row.credentials() : present.credentials(),
                row.members(),
                fields.has("composition") ? row.needs() : present.needs(),
                fields.has("kits") ? row.kits() : present.kits());
    }

    @Override
    public Uni<Map<String, UnitRecord>> present(Collection<String> codes) {
        return register.byCodes(kind, codes);
    }

    @Override
    public Uni<List<Violation>> unresolved(List<UnitRecord> records) {
        return register.unresolved(records)
                .map(found -> found.stream()
                        .map(v -> records.size() == 1 ? new Violation("[0]." + v.field(), v.message(), v.args()) : v)
                        .toList());
    }

    @Override
    public Uni<List<Stored<UnitRecord>>> putAll(List<UnitRecord> records, String actor) {
        return register.putAll(records, Revision.ANY, actor);
    }
}
