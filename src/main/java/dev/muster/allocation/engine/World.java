package dev.muster.allocation.engine;

import dev.muster.catalogue.StorageClass;
import org.jspecify.annotations.Nullable;

/** What the rules know besides stock and needs. The same for the whole of a decision. */
public interface World {

    SiteFacts site(int id);

    ItemFacts item(int id);

    /** The policy selected by a response level, 1 (Ⅰ) to 4 (Ⅳ), or {@link Rank#NO_INCIDENT}. */
    Policy policy(int level);

    /** The ways to a site for goods kept so, by the modes of the policy; null if none of them serves the class (R3). */
    @Nullable
    Ways ways(int destination, StorageClass storageClass, Policy policy);

    /**
     * Administrative tier of a source as an asking site sees it (R2): 0 in the same region, 1 in a region of the same
     * level, 2 in a superior region, 3 anywhere else.
     */
    int tier(int source, int destination);
}
