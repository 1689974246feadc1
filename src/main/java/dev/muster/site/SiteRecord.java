package dev.muster.site;

import dev.muster.platform.Name;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A place that holds or needs resources.
 *
 * @param latitude degrees north, WGS 84
 * @param longitude degrees east, WGS 84
 * @param region code of the region it stands in
 * @param keySite whether it is a key site (重点保障单位)
 * @param beds number of beds
 * @param staff number of people
 * @param gln GS1 Global Location Number, 13 digits
 */
@Schema(name = "Site")
public record SiteRecord(
        String code,
        Name name,
        SiteKind kind,
        double latitude,
        double longitude,
        @Nullable String region,
        boolean keySite,
        SiteStatus status,
        @Nullable Integer beds,
        @Nullable Integer staff,
        @Nullable String gln) {

    public Position position() {
        return new Position(latitude, longitude);
    }

    /** What boards show of it. */
    Shown shown() {
        return new Shown(code, name, kind, latitude, longitude, region, keySite, status);
    }

    /** A site on the boards (docs/boards.md). */
    record Shown(
            String code,
            Name name,
            SiteKind kind,
            double latitude,
            double longitude,
            @Nullable String region,
            boolean keySite,
            SiteStatus status) {}
}
