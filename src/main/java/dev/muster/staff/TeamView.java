package dev.muster.staff;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.unit.UnitRecord;
import dev.muster.unit.UnitRecord.KitRecord;
import dev.muster.unit.UnitRecord.NeedRecord;
import dev.muster.unit.UnitStanding;
import dev.muster.unit.UnitStatus;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A team and where it stands.
 *
 * @param kits what goes with it out of its home's stock
 * @param site code of the site where it is
 * @param since when its status began
 * @param distanceKm from the place asked about
 */
@Schema(name = "Team")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TeamView(
        String code,
        @Nullable String name,
        String home,
        List<Competency> competencies,
        List<String> members,
        List<NeedRecord> composition,
        List<KitRecord> kits,
        String site,
        UnitStatus status,
        Instant since,
        @Nullable Double distanceKm) {

    static TeamView of(UnitStanding standing) {
        UnitRecord team = standing.unit();
        return new TeamView(
                team.code(),
                team.name(),
                team.home(),
                Competency.shown(team.serves()),
                team.members(),
                team.needs(),
                team.kits(),
                standing.site(),
                standing.status(),
                standing.since(),
                standing.distanceKm());
    }
}
