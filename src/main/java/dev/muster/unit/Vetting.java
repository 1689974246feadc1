package dev.muster.unit;

/** Whether a volunteer has been looked into. */
public enum Vetting {
    APPLIED,
    VETTED,
    REFUSED
}
