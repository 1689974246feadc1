package dev.muster.staff;

import dev.muster.platform.Violations;
import dev.muster.unit.CompetencyLevel;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitRecord;
import dev.muster.unit.UnitRecord.NeedRecord;
import dev.muster.unit.UnitRecord.Serves;
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
 */
@Schema(name = "TeamInput")
public record TeamInput(
        @Nullable String code,
        @Nullable String name,
        @Nullable String home,
        @Nullable List<@Nullable Competency> competencies,
        @Nullable List<@Nullable String> members,
        @Nullable List<@Nullable Place> composition) {

    private static final int MAX_NAME = 200;
    private static final int MAX_PLACES = 50;

    /** So many people with a competency, of this level or higher. */
    public record Place(
            @Nullable String competency,
            @Nullable CompetencyLevel level,
            @Nullable Integer people) {}

    public TeamInput withCode(String inAddress) {
        return new TeamInput(inAddress, name, home, competencies, members, composition);
    }

    /**
     * The team it describes; refuses (422) what is incomplete or names a member twice.
     *
     * @param mostMembers the most members a team may have
     */
    public UnitRecord checked(int mostMembers) {
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
                places.stream().map(TeamInput::need).toList());
    }

    private static NeedRecord need(@Nullable Place place) {
        Objects.requireNonNull(place);
        return new NeedRecord(
                Objects.requireNonNull(place.competency), place.level, Objects.requireNonNull(place.people));
    }
}
