package dev.muster.allocation.engine;

import dev.muster.travel.Journey;

/** The ways to one site, by the fastest mode that may be used. */
public interface Ways {

    /** Travel time from a site, minutes. */
    int minutesFrom(int site);

    /** Distance and travel time from a site. */
    Journey from(int site);
}
