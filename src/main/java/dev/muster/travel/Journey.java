package dev.muster.travel;

/**
 * The way from one place to another.
 *
 * @param distanceKm geodesic distance, kilometres
 * @param minutes travel time, whole minutes, rounded up
 */
public record Journey(double distanceKm, int minutes) {}
