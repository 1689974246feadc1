package dev.muster.unit;

import dev.muster.site.Position;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** What lists of units may be narrowed by, beside what the units may be asked for as. */
public class UnitQuery {

    @QueryParam("site")
    @Nullable
    String site;

    @QueryParam("home")
    @Nullable
    String home;

    @QueryParam("status")
    @Nullable
    UnitStatus status;

    @QueryParam("near")
    @Nullable
    String near;

    UnitFilter filter(UnitKind kind, @Nullable String item) {
        return new UnitFilter(kind, item, site, home, status, near == null ? null : Position.parameter("near", near));
    }
}
