package dev.muster.unit;

/** What another process on the same database would remember. */
public final class Memories {

    private Memories() {}

    public static UnitMemory another(UnitStore store) {
        return new UnitMemory(store, new UnitReader());
    }
}
