package dev.muster.restock.review;

import org.jspecify.annotations.Nullable;

/**
 * That an item is to be restocked at a site, and why.
 *
 * @param quantity base units to ask for, at least 1
 * @param target what should be left when everybody who waits is served
 */
public record Finding(Reason reason, long quantity, long target) {

    /**
     * When to restock. What is asked for fills up to the par level, or to what lasts until a delivery arrives and for the
     * safety days above the floor, whichever is more, besides what lines are short of. So once it is asked for, nothing
     * more is.
     *
     * @return null if there is enough
     */
    public static @Nullable Finding of(Situation s, int safetyDays) {
        long lasting = s.floor() + s.consumedMeanwhile() + s.consumedIn(safetyDays);
        long target = Math.max(s.par(), lasting);
        Reason reason = reason(s);
        return reason == null ? null : new Finding(reason, target - s.position(), target);
    }

    private static @Nullable Reason reason(Situation s) {
        long aboveFloor = Math.max(0, s.available() - s.floor());
        if (s.missing() > 0 && aboveFloor + s.expected() < s.missing()) {
            return Reason.SHORTAGE;
        }
        if (s.position() < s.floor()) {
            return Reason.BELOW_FLOOR;
        }
        if (s.position() < s.floor() + s.consumedMeanwhile()) {
            return Reason.RUNS_OUT;
        }
        return s.position() < s.par() ? Reason.BELOW_PAR : null;
    }
}
