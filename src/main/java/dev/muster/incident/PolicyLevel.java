package dev.muster.incident;

/** The response level that selects a request's policy: that of its incident, or none. In the order of service (R1). */
public enum PolicyLevel {
    I,
    II,
    III,
    IV,
    /** Of requests without an incident. */
    NONE
}
