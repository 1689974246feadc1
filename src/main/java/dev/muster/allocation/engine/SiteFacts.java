package dev.muster.allocation.engine;

import dev.muster.travel.Place;

/**
 * What the rules need to know of a site.
 *
 * @param id id
 * @param code code
 * @param place where it is
 * @param open whether it may give (R3)
 */
public record SiteFacts(int id, String code, Place place, boolean open) {}
