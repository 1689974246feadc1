package dev.muster.request;

import dev.muster.unit.CompetencyLevel;
import dev.muster.unit.Span;
import org.jspecify.annotations.Nullable;

/**
 * What a line says that asks for equipment or staff.
 *
 * @param wanted from when to when they are needed at the asking site
 * @param least competency level of people, null for any
 * @param team whether whole teams are asked for, not single people
 */
public record UnitNeed(Span wanted, @Nullable CompetencyLevel least, boolean team) {}
