package dev.muster.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.unit.UnitRecord;
import dev.muster.unit.UnitStanding;
import dev.muster.unit.UnitStatus;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An asset and where it stands.
 *
 * @param site code of the site where it is
 * @param since when its status began
 * @param distanceKm from the place asked about
 */
@Schema(name = "Asset")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AssetView(
        String code,
        String type,
        @Nullable String name,
        @Nullable String serial,
        String home,
        List<String> accessories,
        String site,
        UnitStatus status,
        Instant since,
        @Nullable Double distanceKm) {

    static AssetView of(UnitStanding standing) {
        UnitRecord asset = standing.unit();
        return new AssetView(
                asset.code(),
                asset.serves().get(0).item(),
                asset.name(),
                asset.serial(),
                asset.home(),
                asset.accessories(),
                standing.site(),
                standing.status(),
                standing.since(),
                standing.distanceKm());
    }
}
