package dev.muster.site;

import org.jspecify.annotations.Nullable;

/**
 * What other features need to know of a site.
 *
 * @param id its number in the database
 * @param region code of the region it stands in
 */
public record SiteRef(
        int id, String code, Position position, @Nullable String region, boolean keySite, SiteStatus status) {}
