package dev.muster.allocation.engine;

import dev.muster.travel.Journey;

/** The ways to one site, by the fastest mode that may be used. */
public interface Ways {

    /** Travel time from a site, minutes. */
    int minutesFrom(int site);

    /** What travel time from a site is at least, minutes: cheap to tell, and no more than {@link #minutesFrom}. */
    default int minutesAtLeast(int site) {
        return minutesFrom(site);
    }

    /** Distance and travel time from a site. */
    Journey from(int site);
}
