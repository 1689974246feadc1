package dev.muster.unit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;

/**
 * What boards show of a unit.
 *
 * @param home code of the site it belongs to
 * @param site code of the site where it is
 * @param serves codes of the items it may be asked for as, sorted
 */
public record UnitState(
        UnitKind kind, String code, String home, String site, UnitStatus status, Instant since, List<String> serves) {

    @JsonIgnore
    public String subject() {
        return UnitRegister.name(kind) + "/" + code;
    }
}
