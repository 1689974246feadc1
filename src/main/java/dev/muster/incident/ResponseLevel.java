package dev.muster.incident;

/** Response level of an incident, the gravest first. It leads the demand order (R1). */
public enum ResponseLevel {
    I,
    II,
    III,
    IV
}
