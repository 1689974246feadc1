package dev.muster.allocation.plan;

/** Travel times between sites, which are numbered from 0. */
public sealed interface TravelTimes permits GreatCircle, TravelMatrix {

    /** There is no way, or nobody knows one. */
    int NO_WAY = Integer.MAX_VALUE;

    /** The longest journey that can be planned, minutes (nearly two years). */
    int MOST_MINUTES = 1_000_000;

    /** How many sites. */
    int sites();

    /** Whole minutes from one site to another, 0 to {@value #MOST_MINUTES}, or {@link #NO_WAY}. */
    int minutes(int from, int to);

    /** No journey takes longer than this, minutes. */
    int longest();
}
