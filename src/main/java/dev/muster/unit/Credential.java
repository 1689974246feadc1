package dev.muster.unit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A licence, a certificate, a vaccination: something that must be valid for a person to be sent.
 *
 * @param kind what it is; several of one kind follow each other
 * @param item id of the competency it is needed for, null if for all
 * @param validFrom first day, null if it always was
 * @param validUntil last day on which it is valid
 */
public record Credential(
        String kind, @Nullable Integer item, @Nullable LocalDate validFrom, LocalDate validUntil) {

    /** The first moment at which it is no longer valid. */
    public Instant expires(ZoneId zone) {
        return validUntil.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** The first moment at which it is valid. */
    public Instant begins(ZoneId zone) {
        return validFrom == null ? Instant.MIN : validFrom.atStartOfDay(zone).toInstant();
    }
}
