package dev.muster.travel;

/** How goods travel. What a mode carries and how fast it is are settings, {@link TravelConfig}. */
public enum TransportMode {
    ROAD,
    /** By refrigerated lorry. */
    COLD_ROAD,
    AIR
}
