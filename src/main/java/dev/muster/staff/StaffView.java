package dev.muster.staff;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.unit.UnitRecord;
import dev.muster.unit.UnitRecord.CredentialRecord;
import dev.muster.unit.UnitStanding;
import dev.muster.unit.UnitStatus;
import dev.muster.unit.Vetting;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A person and where they stand.
 *
 * @param site code of the site where they are
 * @param since when the status began
 * @param distanceKm from the place asked about
 */
@Schema(name = "StaffMember")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StaffView(
        String number,
        @Nullable String name,
        String home,
        @Nullable Vetting vetting,
        List<Competency> competencies,
        List<CredentialRecord> credentials,
        String site,
        UnitStatus status,
        Instant since,
        @Nullable Double distanceKm) {

    static StaffView of(UnitStanding standing) {
        UnitRecord person = standing.unit();
        return new StaffView(
                person.code(),
                person.name(),
                person.home(),
                person.vetting(),
                Competency.shown(person.serves()),
                person.credentials(),
                standing.site(),
                standing.status(),
                standing.since(),
                standing.distanceKm());
    }
}
