package dev.muster.site;

import dev.muster.platform.Name;
import dev.muster.platform.Violations;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A site as somebody gives it; anything may be missing. Required: code, one name, kind, latitude and longitude. The
 * status defaults to open, the key site flag to false.
 */
@Schema(name = "SiteInput")
public record SiteInput(
        @Nullable String code,
        @Nullable Name name,
        @Nullable SiteKind kind,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable String region,
        @Nullable Boolean keySite,
        @Nullable SiteStatus status,
        @Nullable Integer beds,
        @Nullable Integer staff,
        @Nullable String gln) {

    private static final int MAX_NAME = 200;
    private static final int MAX_PEOPLE = 1_000_000;

    public SiteInput withCode(String code) {
        return new SiteInput(code, name, kind, latitude, longitude, region, keySite, status, beds, staff, gln);
    }

    /** What is wrong with it in itself; whether its region exists is not looked at. */
    public Violations violations() {
        return new Violations()
                .code("code", code)
                .name("name", name, MAX_NAME)
                .required("kind", kind)
                .required("latitude", latitude)
                .range("latitude", latitude, -90, 90)
                .required("longitude", longitude)
                .range("longitude", longitude, -180, 180)
                .range("beds", beds, 0, MAX_PEOPLE)
                .range("staff", staff, 0, MAX_PEOPLE)
                .check(gln == null || Gln.isValid(gln), "gln", "gln");
    }

    /** The site it describes; refuses (422) what is incomplete. */
    public SiteRecord checked() {
        violations().throwIfAny();
        return new SiteRecord(
                Objects.requireNonNull(code),
                Objects.requireNonNull(name),
                Objects.requireNonNull(kind),
                Objects.requireNonNull(latitude),
                Objects.requireNonNull(longitude),
                region,
                Boolean.TRUE.equals(keySite),
                status == null ? SiteStatus.OPEN : status,
                beds,
                staff,
                gln);
    }
}
