package dev.muster.allocation.plan;

/**
 * How shipments to one demand are limited (R5).
 *
 * @param maxSources the most sites that should serve it, 1 or more
 * @param smallestShipment the least quantity worth sending unless it completes the demand, base units, 1 or more
 */
public record ShipmentLimits(int maxSources, long smallestShipment) {

    static final ShipmentLimits NONE = new ShipmentLimits(Integer.MAX_VALUE, 1);

    public ShipmentLimits {
        if (maxSources < 1 || smallestShipment < 1) {
            throw new IllegalArgumentException(
                    "At most " + maxSources + " sources, at least " + smallestShipment + " units");
        }
    }

    boolean limit() {
        return maxSources < Integer.MAX_VALUE || smallestShipment > 1;
    }
}
