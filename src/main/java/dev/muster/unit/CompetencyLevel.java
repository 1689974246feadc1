package dev.muster.unit;

import org.jspecify.annotations.Nullable;

/** How far a competency goes, as professional titles are graded (初级、中级、副高级、高级); the last is the highest. */
public enum CompetencyLevel {
    JUNIOR,
    INTERMEDIATE,
    ASSOCIATE_SENIOR,
    SENIOR;

    /** As it is stored: 1 to 4. */
    public short number() {
        return (short) (ordinal() + 1);
    }

    public static @Nullable CompetencyLevel of(@Nullable Short number) {
        return number == null ? null : values()[number - 1];
    }

    /** Whether this is enough where {@code least} is asked for; null asks for nothing, or grades nothing. */
    public static boolean enough(@Nullable CompetencyLevel has, @Nullable CompetencyLevel least) {
        return least == null || (has != null && has.compareTo(least) >= 0);
    }
}
