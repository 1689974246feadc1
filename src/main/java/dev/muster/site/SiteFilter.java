package dev.muster.site;

import org.jspecify.annotations.Nullable;

/**
 * Which sites are asked for; null means all.
 *
 * @param region code; sites of the regions below it count too
 */
public record SiteFilter(
        @Nullable String region,
        @Nullable SiteKind kind,
        @Nullable SiteStatus status,
        @Nullable Boolean keySite) {

    public static final SiteFilter ALL = new SiteFilter(null, null, null, null);
}
