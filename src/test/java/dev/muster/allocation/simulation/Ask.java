package dev.muster.allocation.simulation;

import dev.muster.allocation.SimulatedWorld;
import dev.muster.request.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request as the reference keeps it. */
final class Ask {

    final UUID id;
    final String site;
    final @Nullable Integer incident;
    final Urgency urgency;
    final Instant neededBy;
    final Instant submittedAt;
    final List<Need> needs = new ArrayList<>();
    boolean cancelled;

    Ask(UUID id, String site, @Nullable Integer incident, Urgency urgency, Instant neededBy, Instant submittedAt) {
        this.id = id;
        this.site = site;
        this.incident = incident;
        this.urgency = urgency;
        this.neededBy = neededBy;
        this.submittedAt = submittedAt;
    }

    /** 1 (Ⅰ) to 4 (Ⅳ), 5 without an incident. */
    int level(SimulatedWorld world) {
        return incident == null ? 5 : world.levels[incident];
    }

    /** The smaller, the more urgent. */
    int demandClass(SimulatedWorld world) {
        return level(world) * 10 + urgency.ordinal();
    }

    /** R1. */
    static Comparator<Need> order(SimulatedWorld world) {
        return Comparator.comparing((Need need) -> need.ask.level(world))
                .thenComparing(need -> need.ask.urgency)
                .thenComparing(need -> world.site(need.ask.site).keySite ? 0 : 1)
                .thenComparing(need -> need.ask.neededBy)
                .thenComparing(need -> need.ask.submittedAt)
                .thenComparing(need -> need.ask.id.toString())
                .thenComparing(need -> need.number);
    }

    /** A request line as the reference keeps it. */
    static final class Need {
        final Ask ask;
        final int number;
        final int item;
        final boolean substitutes;

        @Nullable
        Long quantity;

        Need(Ask ask, int number, int item, boolean substitutes, @Nullable Long quantity) {
            this.ask = ask;
            this.number = number;
            this.item = item;
            this.substitutes = substitutes;
            this.quantity = quantity;
        }

        /** The items that may serve it, the one asked for first. */
        List<Integer> items(SimulatedWorld world) {
            List<Integer> items = new ArrayList<>(List.of(item));
            if (substitutes) {
                items.addAll(world.item(item).substitutes());
            }
            return items;
        }

        @Override
        public String toString() {
            return "line " + number + " of " + ask.id;
        }
    }
}
