package dev.muster.allocation.engine.units;

import dev.muster.allocation.engine.Rank;
import dev.muster.unit.CompetencyLevel;
import dev.muster.unit.Span;
import dev.muster.unit.UnitKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The open part of a line that asks for equipment or staff.
 *
 * @param site id of the asking site
 * @param item id of the type or competency
 * @param kind what may serve it
 * @param least competency level, null for any
 * @param wanted from when to when, at the asking site
 * @param count units still open, above zero
 * @param takenBack ids of units that an officer has taken back from it
 */
public record UnitDemand(
        Rank rank,
        int site,
        int item,
        UnitKind kind,
        @Nullable CompetencyLevel least,
        Span wanted,
        int count,
        Set<Integer> takenBack) {}
