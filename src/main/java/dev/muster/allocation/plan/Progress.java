package dev.muster.allocation.plan;

/** Hears how far a plan is; called from the planning threads, one at a time. */
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress NONE = (planned, demands) -> {};

    /**
     * @param planned demands planned so far
     * @param demands demands in all
     */
    void report(int planned, int demands);
}
