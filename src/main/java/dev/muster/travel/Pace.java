package dev.muster.travel;

/**
 * Travel time that grows steadily with the geodesic distance.
 *
 * @param minutesPerKm minutes per kilometre of it, detours included
 * @param handlingMinutes loading and unloading, part of every journey
 */
public record Pace(double minutesPerKm, int handlingMinutes) {}
