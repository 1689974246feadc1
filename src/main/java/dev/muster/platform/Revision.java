package dev.muster.platform;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller who writes expects to stand there already ({@code If-Match}, {@code If-None-Match}); and versions as
 * entity tags, strong, such as {@code "7"}.
 *
 * @param match tags of which the present one must be one; {@code *} for any; null: not asked
 * @param noneMatch the same for tags of which it must be none
 */
public record Revision(
        @Nullable List<String> match, @Nullable List<String> noneMatch) {

    /** Writes whatever stands there. */
    public static final Revision ANY = new Revision(null, null);

    private static final String EVERY = "*";

    public static Revision of(HttpHeaders headers) {
        return new Revision(tags(headers, HttpHeaders.IF_MATCH), tags(headers, HttpHeaders.IF_NONE_MATCH));
    }

    public static String tag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * Refuses (412) a write that expects something else.
     *
     * @param version of what stands there; null if nothing does
     */
    public void check(@Nullable Integer version) {
        boolean matches = match == null || contains(match, version, false);
        boolean clashes = noneMatch != null && contains(noneMatch, version, true);
        if (!matches || clashes) {
            throw Problem.of(
                            ProblemType.PRECONDITION_FAILED,
                            version == null ? "nothing-there" : "other-version",
                            version == null ? "" : tag(version))
                    .asException();
        }
    }

    /** Whether a reader has this version already, so that 304 suffices. */
    public boolean isKnown(int version) {
        return noneMatch != null && contains(noneMatch, version, true);
    }

    private static boolean contains(List<String> tags, @Nullable Integer version, boolean weakly) {
        if (version == null) {
            return false;
        }
        return tags.stream()
                .map(tag -> weakly && tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals(EVERY) || tag.equals(tag(version)));
    }

    private static @Nullable List<String> tags(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getHeaderString(name))
                .map(value -> Arrays.stream(value.split(",")).map(String::strip).toList())
                .orElse(null);
    }
}
