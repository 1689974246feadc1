package dev.muster.allocation.history;

/** Something that must not be. */
record Violation(Check check, String what) {

    @Override
    public String toString() {
        return check + ": " + what;
    }
}
