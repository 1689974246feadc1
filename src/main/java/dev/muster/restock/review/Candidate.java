package dev.muster.restock.review;

import org.jspecify.annotations.Nullable;

/**
 * A supplier that delivers the item, as it stands now.
 *
 * @param kept promises kept in time, 0 to 1
 * @param leadTimeHours until its goods arrive, holidays included; measured if it has delivered, else as stated
 * @param pricePerUnit minor units per base unit; null if unknown
 * @param currency of the price
 * @param capacityLeft base units it can still bring in that time; null if unknown
 * @param distanceKm from it to the site; null if unknown
 * @param packSize base units; 1 if it does not matter
 * @param minimumOrder base units; 1 if there is none
 * @param excluded why it is not asked; null if it may be
 * @param measured its latest deliveries of the item; null if there is none
 */
public record Candidate(
        String supplier,
        double kept,
        int leadTimeHours,
        @Nullable Double pricePerUnit,
        @Nullable String currency,
        @Nullable Long capacityLeft,
        @Nullable Double distanceKm,
        long packSize,
        long minimumOrder,
        @Nullable Exclusion excluded,
        @Nullable Measured measured) {

    /**
     * What the latest deliveries took.
     *
     * @param deliveries counted
     * @param medianHours from asking to the last of the goods
     * @param late of them, after the time first promised
     */
    public record Measured(int deliveries, int medianHours, int late) {}

    /** One that has delivered nothing yet. */
    public Candidate(
            String supplier,
            double kept,
            int leadTimeHours,
            @Nullable Double pricePerUnit,
            @Nullable String currency,
            @Nullable Long capacityLeft,
            @Nullable Double distanceKm,
            long packSize,
            long minimumOrder,
            @Nullable Exclusion excluded) {
        this(
                supplier,
                kept,
                leadTimeHours,
                pricePerUnit,
                currency,
                capacityLeft,
                distanceKm,
                packSize,
                minimumOrder,
                excluded,
                null);
    }

    /** Why a supplier is not asked. */
    public enum Exclusion {
        /** Suspended or closed. */
        NOT_ACTIVE,
        /** Does not serve the site's region. */
        OTHER_REGION,
        /** A qualification has expired. */
        QUALIFICATION_EXPIRED,
        /** Asked for this need already. */
        ASKED_ALREADY,
        /** Declined it, or did not answer, lately. */
        DECLINED_LATELY,
        /** All it can bring is promised to others. */
        NO_CAPACITY
    }
}
