package dev.muster.unit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * What boards show of a unit.
 *
 * @param home code of the site it belongs to
 * @param site code of the site where it is
 */
public record UnitState(UnitKind kind, String code, String home, String site, UnitStatus status, Instant since) {

    @JsonIgnore
    public String subject() {
        return UnitRegister.name(kind) + "/" + code;
    }
}
