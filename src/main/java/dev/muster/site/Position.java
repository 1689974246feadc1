package dev.muster.site;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import java.util.List;
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

    /** Reads {@code latitude,longitude} of a parameter; refuses (400) anything else. */
    public static Position parameter(String name, String text) {
        String[] parts = text.split(",", -1);
        if (parts.length == 2) {
            try {
                double latitude = Double.parseDouble(parts[0].strip());
                double longitude = Double.parseDouble(parts[1].strip());
                if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
                    return new Position(latitude, longitude);
                }
            } catch (NumberFormatException e) {
                throw badPlace(name);
            }
        }
        throw badPlace(name);
    }

    private static RuntimeException badPlace(String name) {
        return Problem.violations(ProblemType.MALFORMED, List.of(Problem.Violation.of(name, "place")))
                .asException();
    }
}
