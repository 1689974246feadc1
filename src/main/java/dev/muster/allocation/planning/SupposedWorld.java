package dev.muster.allocation.planning;

import dev.muster.allocation.Facts;
import dev.muster.allocation.engine.ItemFacts;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.SiteFacts;
import dev.muster.allocation.engine.Ways;
import dev.muster.allocation.engine.World;
import dev.muster.catalogue.StorageClass;
import dev.muster.travel.Journey;
import dev.muster.travel.Journeys;
import dev.muster.travel.TransportMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The world as decisions see it, but for what a plan supposes. For one plan. */
final class SupposedWorld implements World {

    private record Goal(int destination, Set<TransportMode> modes) {}

    private final Facts facts;
    private final @Nullable Policy supposed;
    private final Set<Integer> closed;
    private final Journeys journeys;
    private final Map<Goal, Ways> known = new HashMap<>();

    /**
     * @param supposed decides all levels; null if the policies in force do
     * @param closed ids of sites that are supposed to be closed
     */
    SupposedWorld(Facts facts, @Nullable Policy supposed, Set<Integer> closed, Journeys journeys) {
        this.facts = facts;
        this.supposed = supposed;
        this.closed = closed;
        this.journeys = journeys;
    }

    @Override
    public SiteFacts site(int id) {
        SiteFacts site = facts.site(id).facts();
        return closed.contains(id) ? new SiteFacts(site.id(), site.code(), false, site.order()) : site;
    }

    @Override
    public ItemFacts item(int id) {
        return facts.item(id).facts();
    }

    @Override
    public Policy policy(int level) {
        return supposed == null ? facts.policy(level) : supposed;
    }

    @Override
    public @Nullable Ways ways(int destination, StorageClass storageClass, Policy policy) {
        Set<TransportMode> modes = journeys.serving(policy.modes(), storageClass);
        return modes.isEmpty() ? null : known.computeIfAbsent(new Goal(destination, modes), To::new);
    }

    @Override
    public int tier(int source, int destination) {
        return facts.tier(source, destination);
    }

    private final class To implements Ways {

        private final Goal goal;
        private final Map<Integer, Journey> from = new HashMap<>();

        To(Goal goal) {
            this.goal = goal;
        }

        @Override
        public int minutesFrom(int site) {
            return from(site).minutes();
        }

        @Override
        public Journey from(int site) {
            return from.computeIfAbsent(
                    site,
                    s -> journeys.fastest(
                            facts.site(s).place(), facts.site(goal.destination).place(), goal.modes));
        }
    }
}
