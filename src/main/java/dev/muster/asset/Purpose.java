package dev.muster.asset;

/** What is done to an asset again and again. */
public enum Purpose {
    MAINTENANCE,
    CALIBRATION,
    INSPECTION
}
