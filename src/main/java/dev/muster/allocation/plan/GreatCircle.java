package dev.muster.allocation.plan;

import dev.muster.travel.Place;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Travel times from positions: the great circle on a sphere of the Earth's mean radius (IUGG: 6371.0088 km) at a steady
 * pace, rounded up, plus handling. Differs from the geodesic on the ellipsoid by at most 0.6 %.
 *
 * <p>Positions are whole decimetres in space and the minutes come from a table of squared chords, so that time is a
 * monotone function of integers: a bound on the distance of a box of sites is a bound on time, exactly.
 */
public final class GreatCircle implements TravelTimes {

    private static final double RADIUS_DM = 63_710_088;
    /** Of the series of the arc sine: arc = chord · (1 + chord² / 24 R² + …). */
    private static final double THIRD_ORDER = 1 / (24 * RADIUS_DM * RADIUS_DM);

    private static final double DM_PER_KM = 10_000;
    private static final double MOST_MINUTES_PER_KM = 30;
    /** Sites of which all pairs are remembered, in 72 MB at most, however small the memory. */
    private static final int FEW = 6_000;
    /** The share of the memory that may go to remembered times between more sites. */
    private static final int SHARE_OF_MEMORY = 5;

    final int[] x;
    final int[] y;
    final int[] z;
    /** Sites in an order in which neighbours stand together: {@code rank[site]}. */
    final int[] rank;

    private final int handlingMinutes;
    private final double minutesPerDm;
    private final long[] chordOfMinute;
    private final @Nullable AtomicReferenceArray<char[]> rows;

    /**
     * @param places the sites' positions; the index is the site's number
     * @param minutesPerKm pace along the great circle, detours included, above 0 and at most 30
     * @param handlingMinutes loading and unloading, part of every journey
     */
    public GreatCircle(List<Place> places, double minutesPerKm, int handlingMinutes) {
        if (!(minutesPerKm > 0 && minutesPerKm <= MOST_MINUTES_PER_KM)
                || handlingMinutes < 0
                || handlingMinutes > MOST_MINUTES / 4) {
            throw new IllegalArgumentException(minutesPerKm + " min/km, " + handlingMinutes + " min of handling");
        }
        this.handlingMinutes = handlingMinutes;
        this.minutesPerDm = minutesPerKm / DM_PER_KM;
        this.chordOfMinute = chords();
        int sites = places.size();
        x = new int[sites];
        y = new int[sites];
        z = new int[sites];
        for (int i = 0; i < sites; i++) {
            locate(i, places.get(i));
        }
        rank = new SpatialOrder(x, y, z).rank();
        boolean fit = sites <= FEW || 2L * sites * sites <= Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
        rows = fit && longest() <= Character.MAX_VALUE ? new AtomicReferenceArray<>(sites) : null;
    }

    private GreatCircle(GreatCircle of) {
        handlingMinutes = of.handlingMinutes;
        minutesPerDm = of.minutesPerDm;
        chordOfMinute = of.chordOfMinute;
        x = of.x;
        y = of.y;
        z = of.z;
        rank = of.rank;
        rows = null;
    }

    /** The same travel times, measured each time as those between very many sites are. */
    GreatCircle forgetful() {
        return new GreatCircle(this);
    }

    private void locate(int site, Place place) {
        double latitude = Math.toRadians(place.latitude());
        double longitude = Math.toRadians(place.longitude());
        if (!(Math.abs(place.latitude()) <= 90 && Math.abs(place.longitude()) <= 180)) {
            throw new IllegalArgumentException("Site " + site + " is at " + place);
        }
        x[site] = (int) Math.rint(RADIUS_DM * StrictMath.cos(latitude) * StrictMath.cos(longitude));
        y[site] = (int) Math.rint(RADIUS_DM * StrictMath.cos(latitude) * StrictMath.sin(longitude));
        z[site] = (int) Math.rint(RADIUS_DM * StrictMath.sin(latitude));
    }

    /** Squared chord that can be travelled in 0, 1, 2 … minutes, up to the antipode. */
    private long[] chords() {
        int last = (int) Math.ceil(Math.PI * RADIUS_DM * minutesPerDm);
        long[] squared = new long[last + 1];
        for (int minute = 0; minute < last; minute++) {
            double chord = 2 * RADIUS_DM * StrictMath.sin(minute / minutesPerDm / (2 * RADIUS_DM));
            squared[minute] = (long) (chord * chord);
        }
        squared[last] = Long.MAX_VALUE;
        return squared;
    }

    @Override
    public int sites() {
        return x.length;
    }

    @Override
    public int minutes(int from, int to) {
        return rows == null ? measured(from, to) : row(rows, to)[from];
    }

    /** Whether all travel times are remembered once they were measured. */
    boolean remembers() {
        return rows != null;
    }

    private char[] row(AtomicReferenceArray<char[]> rows, int to) {
        char[] row = rows.get(to);
        if (row == null) {
            row = new char[x.length];
            for (int from = 0; from < row.length; from++) {
                row[from] = (char) measured(from, to);
            }
            rows.set(to, row);
        }
        return row;
    }

    private int measured(int from, int to) {
        long dx = x[from] - x[to];
        long dy = y[from] - y[to];
        long dz = z[from] - z[to];
        return minutes(dx * dx + dy * dy + dz * dz);
    }

    /** Minutes for a squared chord, dm². */
    int minutes(long squaredChord) {
        int minute = straight(squaredChord);
        while (chordOfMinute[minute] < squaredChord) {
            minute++;
        }
        return handlingMinutes + minute;
    }

    /** At most {@link #minutes(long)} of this and of every longer chord, quickly. */
    int atLeast(long squaredChord) {
        return handlingMinutes + straight(squaredChord);
    }

    /** Minutes along the first two terms of the arc's series in its chord: a little less than the arc itself. */
    private int straight(long squaredChord) {
        double arc = Math.sqrt((double) squaredChord) * (1 + squaredChord * THIRD_ORDER);
        return Math.min((int) (arc * minutesPerDm), chordOfMinute.length - 1);
    }

    @Override
    public int longest() {
        return handlingMinutes + chordOfMinute.length - 1;
    }
}
