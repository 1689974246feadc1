package dev.muster.unit;

import org.jspecify.annotations.Nullable;

/** Part of a team's composition: so many people with this competency. */
public record Need(int item, @Nullable CompetencyLevel least, int people) {}
