package dev.muster.staff;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.Violations;
import dev.muster.unit.CompetencyLevel;
import dev.muster.unit.UnitRecord.Serves;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody can do.
 *
 * @param competency code of the catalogue item (kind STAFF)
 * @param level how far, null where none is graded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Competency(
        @Nullable String competency, @Nullable CompetencyLevel level) {

    private static final int MAX = 100;

    static List<Competency> shown(List<Serves> serves) {
        return serves.stream().map(s -> new Competency(s.item(), s.level())).toList();
    }

    /** In the order of their codes. */
    static List<Serves> checked(@Nullable List<@Nullable Competency> given, Violations violations) {
        List<@Nullable Competency> all = given == null ? List.of() : given;
        violations.required("competencies", given).check(all.size() <= MAX, "competencies", "too-many", MAX);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            @Nullable Competency one = all.get(i);
            String field = "competencies[" + i + "].competency";
            violations.required(field, one == null ? null : one.competency);
            violations.check(one == null || one.competency == null || seen.add(one.competency), field, "twice");
        }
        return violations.isEmpty()
                ? all.stream()
                        .map(Objects::requireNonNull)
                        .map(c -> new Serves(Objects.requireNonNull(c.competency), c.level))
                        .sorted(java.util.Comparator.comparing(Serves::item))
                        .toList()
                : List.of();
    }
}
