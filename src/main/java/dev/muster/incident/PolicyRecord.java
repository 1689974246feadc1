package dev.muster.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.platform.Name;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rule settings that requests are decided by, in their current version.
 *
 * @param version from 1; every change that differs makes the next one
 */
@Schema(name = "Policy")
public record PolicyRecord(
        String code, Name name, int version, @JsonUnwrapped PolicySettings settings) {

    static final int FIRST_VERSION = 1;

    /** What decisions keep of it: code and version, such as {@code default@1}. */
    public String reference() {
        return code + "@" + version;
    }

    /** As it is written over what stands there: the same version if nothing differs, else the next; 1 over nothing. */
    PolicyRecord over(@Nullable PolicyRecord present) {
        if (present == null) {
            return withVersion(FIRST_VERSION);
        }
        PolicyRecord same = withVersion(present.version);
        return same.equals(present) ? same : withVersion(present.version + 1);
    }

    private PolicyRecord withVersion(int number) {
        return new PolicyRecord(code, name, number, settings);
    }
}
