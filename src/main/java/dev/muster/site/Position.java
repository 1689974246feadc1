package dev.muster.site;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;

/**
 * A place on the WGS 84 ellipsoid.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record Position(double latitude, double longitude) {

    private static final double METRES_PER_KM = 1000;

    /** Length of the geodesic to another place (Karney 2013, <a href="https://doi.org/10.1007/s00190-012-0578-z">doi</a>). */
    public double distanceKm(Position other) {
        return Geodesic.WGS84.Inverse(latitude, longitude, other.latitude, other.longitude, GeodesicMask.DISTANCE).s12
                / METRES_PER_KM;
    }
}
