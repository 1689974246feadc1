package dev.muster.site;

import dev.muster.platform.Name;
import dev.muster.platform.Violations;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A region as somebody gives it; anything may be missing. Required: code, level, one name. */
@Schema(name = "RegionInput")
public record RegionInput(
        @Nullable String code,
        @Nullable String parent,
        @Nullable RegionLevel level,
        @Nullable Name name) {

    private static final int MAX_NAME = 200;

    public RegionInput withCode(String code) {
        return new RegionInput(code, parent, level, name);
    }

    /** What is wrong with it in itself. */
    public Violations violations() {
        return new Violations().code("code", code).required("level", level).name("name", name, MAX_NAME);
    }

    /** The region it describes; refuses (422) what is incomplete. */
    public RegionRecord checked() {
        violations().throwIfAny();
        return new RegionRecord(
                Objects.requireNonNull(code), parent, Objects.requireNonNull(level), Objects.requireNonNull(name));
    }
}
