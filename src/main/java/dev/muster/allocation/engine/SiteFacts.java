package dev.muster.allocation.engine;

/**
 * What the rules need to know of a site.
 *
 * @param id id
 * @param code code
 * @param open whether it may give (R3)
 * @param order its place in the order of codes, which breaks ties (R2): at least 0
 */
public record SiteFacts(int id, String code, boolean open, int order) {}
