package dev.muster.allocation.engine;

import dev.muster.catalogue.StorageClass;

/**
 * What the rules need to know of an item.
 *
 * @param id id
 * @param code code
 * @param minRemainingLifeDays days a lot must still be usable when it arrives (R3)
 * @param storageClass how it must be kept, on the way as well (R3)
 */
public record ItemFacts(int id, String code, int minRemainingLifeDays, StorageClass storageClass) {}
