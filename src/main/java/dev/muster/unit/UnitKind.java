package dev.muster.unit;

/** What a unit is. */
public enum UnitKind {
    /** A single piece of equipment, by its tag. */
    ASSET,
    /** By staff number. */
    PERSON,
    TEAM
}
