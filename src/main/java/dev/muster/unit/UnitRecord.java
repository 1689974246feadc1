package dev.muster.unit;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the register says of a unit, whatever its kind; sites and items by code.
 *
 * @param home code of the site it belongs to
 * @param serial of assets
 * @param accessories of assets
 * @param vetting of volunteers
 * @param members of teams, staff numbers
 * @param kits of teams, what goes with them
 */
public record UnitRecord(
        UnitKind kind,
        String code,
        @Nullable String name,
        String home,
        @Nullable String serial,
        List<String> accessories,
        @Nullable Vetting vetting,
        List<Serves> serves,
        List<CredentialRecord> credentials,
        List<String> members,
        List<NeedRecord> needs,
        List<KitRecord> kits) {

    /** One with whom no kit goes. */
    public UnitRecord(
            UnitKind kind,
            String code,
            @Nullable String name,
            String home,
            @Nullable String serial,
            List<String> accessories,
            @Nullable Vetting vetting,
            List<Serves> serves,
            List<CredentialRecord> credentials,
            List<String> members,
            List<NeedRecord> needs) {
        this(kind, code, name, home, serial, accessories, vetting, serves, credentials, members, needs, List.of());
    }

    /**
     * Whether the register may say so: who becomes a volunteer applies, and who was vetted may be hired; everything else is a
     * step of the vetting, which says by whom and until when.
     *
     * @param before what the register says now; null of a new unit
     */
    public boolean vettingMayFollow(@Nullable UnitRecord before) {
        @Nullable Vetting was = before == null ? null : before.vetting;
        return vetting == was || was == null && vetting == Vetting.APPLIED || was == Vetting.VETTED && vetting == null;
    }

    /** What it may be asked for as. */
    public record Serves(String item, @Nullable CompetencyLevel level) {}

    /** See {@link Credential}. */
    public record CredentialRecord(
            String kind,
            @Nullable String competency,
            @Nullable LocalDate validFrom,
            LocalDate validUntil) {}

    /** See {@link Need}. */
    public record NeedRecord(String competency, @Nullable CompetencyLevel level, int people) {}

    /** See {@link TeamKit}. */
    public record KitRecord(String item, int kits, boolean required) {}
}
