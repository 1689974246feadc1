/**
 * Units: assets, people and teams in one register, each with one calendar. What may be asked of a unit, whether it is
 * eligible for a period ({@link dev.muster.unit.Eligibility}: roster, credentials, rest, maintenance) and which states
 * follow which are plain functions; {@link dev.muster.unit.UnitRegister} keeps the register, {@link
 * dev.muster.unit.UnitStore} the calendars.
 *
 * <p>Holds: no unit is booked twice for overlapping times, a team's members included; the database refuses it (domain
 * invariant 2). Who writes takes the turn of all units first, and each change leaves its number on the unit
 * (docs/adr/0011).
 */
@NullMarked
package dev.muster.unit;

import org.jspecify.annotations.NullMarked;
