package dev.muster.travel;

/**
 * A position on the WGS 84 ellipsoid.
 *
 * @param latitude degrees, −90 to 90
 * @param longitude degrees, −180 to 180
 */
public record Place(double latitude, double longitude) {

    private static final double EQUATOR_KM = 6378.137;
    private static final double ECCENTRICITY_SQUARED = 0.0066943799901413165;

    /** Far more than what rounding may add to a straight line. */
    private static final double TOLERANCE_KM = 1e-6;

    /**
     * Where it lies in space.
     *
     * @param x kilometres from the centre of the Earth, as y and z
     */
    public record Point(double x, double y, double z) {

        /** Length of the straight line, so no more than the geodesic between two places, kilometres. */
        public double atLeastKmTo(Point other) {
            double across = x - other.x;
            double along = y - other.y;
            double up = z - other.z;
            return Math.max(0, Math.sqrt(across * across + along * along + up * up) - TOLERANCE_KM);
        }
    }

    public Point point() {
        double sine = Math.sin(Math.toRadians(latitude));
        double cosine = Math.cos(Math.toRadians(latitude));
        double normal = EQUATOR_KM / Math.sqrt(1 - ECCENTRICITY_SQUARED * sine * sine);
        return new Point(
                normal * cosine * Math.cos(Math.toRadians(longitude)),
                normal * cosine * Math.sin(Math.toRadians(longitude)),
                normal * (1 - ECCENTRICITY_SQUARED) * sine);
    }
}
