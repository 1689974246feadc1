package dev.muster.site;

/** Administrative level of a region, highest first. */
public enum RegionLevel {
    NATIONAL,
    PROVINCE,
    PREFECTURE,
    DISTRICT;

    boolean isAbove(RegionLevel other) {
        return ordinal() < other.ordinal();
    }
}
