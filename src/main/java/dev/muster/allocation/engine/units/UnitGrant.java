package dev.muster.allocation.engine.units;

import dev.muster.travel.Journey;
import dev.muster.unit.Span;
import dev.muster.unit.Unit;
import java.util.List;

/**
 * A decision in favour of a demand: this unit.
 *
 * @param members ids of those of a team who go
 * @param source id of the site it leaves from
 * @param span from leaving to being back
 */
public record UnitGrant(Unit unit, List<Integer> members, int source, Journey journey, Span span) {}
