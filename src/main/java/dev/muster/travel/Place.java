package dev.muster.travel;

/**
 * A position on the WGS 84 ellipsoid.
 *
 * @param latitude degrees, −90 to 90
 * @param longitude degrees, −180 to 180
 */
public record Place(double latitude, double longitude) {}
