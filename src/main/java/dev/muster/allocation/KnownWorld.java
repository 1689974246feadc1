package dev.muster.allocation;

import dev.muster.allocation.engine.ItemFacts;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.SiteFacts;
import dev.muster.allocation.engine.Ways;
import dev.muster.allocation.engine.World;
import dev.muster.catalogue.StorageClass;
import dev.muster.travel.TransportMode;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The world as the facts tell it, with the ways between its sites. */
final class KnownWorld implements World {

    private final Facts facts;
    private final BiFunction<Integer, Set<TransportMode>, Ways> ways;
    private final BiFunction<Set<TransportMode>, StorageClass, Set<TransportMode>> serving;

    /**
     * @param ways the ways to a site by the fastest of these modes
     * @param serving those of the modes that serve a storage class
     */
    KnownWorld(
            Facts facts,
            BiFunction<Integer, Set<TransportMode>, Ways> ways,
            BiFunction<Set<TransportMode>, StorageClass, Set<TransportMode>> serving) {
        this.facts = facts;
        this.ways = ways;
        this.serving = serving;
    }

    @Override
    public SiteFacts site(int id) {
        return facts.site(id).facts();
    }

    @Override
    public ItemFacts item(int id) {
        return facts.item(id).facts();
    }

    @Override
    public Policy policy(int level) {
        return facts.policy(level);
    }

    @Override
    public @Nullable Ways ways(int destination, StorageClass storageClass, Policy policy) {
        Set<TransportMode> modes = serving.apply(policy.modes(), storageClass);
        return modes.isEmpty() ? null : ways.apply(destination, modes);
    }

    @Override
    public int tier(int source, int destination) {
        return facts.tier(source, destination);
    }
}
