package dev.muster.staff;

import dev.muster.platform.Violations;
import dev.muster.unit.CompetencyLevel;
import dev.muster.unit.UnitConfig;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitRecord;
import dev.muster.unit.UnitRecord.KitRecord;
import dev.muster.unit.UnitRecord.NeedRecord;
import dev.muster.unit.UnitRecord.Serves;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A team as somebody gives it; anything may be missing. Required: code, home, what it may be asked for as, members.
 *
 * @param home code of the site it belongs to
 * @param competencies what it may be asked for as
 * @param members staff numbers, in the order in which they are sent
 * @param composition whom it must have to go; absent: everybody
 * @param kits what goes with it out of its home's stock
 */
@Schema(name = "TeamInput")
public record TeamInput(
        @Nullable String code,
        @Nullable String name,
        @Nullable String home,
        @Nullable List<@Nullable Competency> competencies,
        @Nullable List<@Nullable String> members,
        @Nullable List<@Nullable Place> composition,
        @Nullable List<@Nullable Kit> kits) {

    private static final int MAX_NAME = 200;
    private static final int MAX_PLACES = 50;

    /** So many people with a competency, of this level or higher. */
    public record Place(
            @Nullable String competency,
            @Nullable CompetencyLevel level,
            @Nullable Integer people) {}

    /**
     * So many of a kit.
     *
     * @param item code of the kit
     * @param kits 1 if absent
     * @param required whether the team does not leave without; true if absent
     */
    public record Kit(
            @Nullable String item,
            @Nullable Integer kits,
            @Nullable Boolean required) {}

    public TeamInput withCode(String inAddress) {
        return new TeamInput(inAddress, name, home, competencies, members, composition, kits);
    }

    /** The team it describes; refuses (422) what is incomplete, too much, or names a member or a kit twice. */
    public UnitRecord checked(UnitConfig limits) {
        int mostMembers = limits.teamMembers();
        Violations violations = new Violations()
                .code("code", code)
                .text("name", name, MAX_NAME)
                .required("home", home)
                .required("members", members);
        List<Serves> serves = Competency.checked(competencies, violations);
        List<@Nullable String> people = members == null ? List.of() : members;
        violations.check(people.size() <= mostMembers, "members", "too-many", mostMembers);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < people.size(); i++) {
            @Nullable String member = people.get(i);
            violations.required("members[" + i + "]", member);
            violations.check(member == null || seen.add(member), "members[" + i + "]", "twice");
        }
        List<@Nullable Place> places = composition == null ? List.of() : composition;
        violations.check(places.size() <= MAX_PLACES, "composition", "too-many", MAX_PLACES);
        for (int i = 0; i < places.size(); i++) {
            @Nullable Place place = places.get(i);
            String at = "composition[" + i + "]";
            violations.required(at + ".competency", place == null ? null : place.competency);
            violations.required(at + ".people", place == null ? null : place.people);
            violations.range(at + ".people", place == null ? null : place.people, 1, mostMembers);
        }
        List<KitRecord> records = kits(limits, violations);
        violations.throwIfAny();
        return new UnitRecord(
                UnitKind.TEAM,
                Objects.requireNonNull(code),
                name,
                Objects.requireNonNull(home),
                null,
                List.of(),
                null,
                serves,
                List.of(),
                people.stream().map(Objects::requireNonNull).toList(),
                places.stream().map(TeamInput::need).toList(),
                records);
    }

    private List<KitRecord> kits(UnitConfig limits, Violations violations) {
        List<@Nullable Kit> all = kits == null ? List.of() : kits;
        violations.check(all.size() <= limits.teamKits(), "kits", "too-many", limits.teamKits());
        List<KitRecord> records = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            @Nullable Kit kit = all.get(i);
            String at = "kits[" + i + "]";
            @Nullable String item = kit == null ? null : kit.item;
            @Nullable Integer count = kit == null ? null : kit.kits;
            violations.required(at + ".item", item);
            violations.range(at + ".kits", count, 1, limits.teamKitsOfOne());
            violations.check(item == null || seen.add(item), at + ".item", "twice");
            if (kit != null && item != null) {
                records.add(new KitRecord(item, count == null ? 1 : count, !Boolean.FALSE.equals(kit.required)));
            }
        }
        return records;
    }

    private static NeedRecord need(@Nullable Place place) {
        Objects.requireNonNull(place);
        return new NeedRecord(
                Objects.requireNonNull(place.competency), place.level, Objects.requireNonNull(place.people));
    }
}
