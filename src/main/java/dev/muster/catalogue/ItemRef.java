package dev.muster.catalogue;

import java.util.List;

/**
 * What other features need to know of an item.
 *
 * @param id its number in the database
 * @param packs pack levels, to count what is given in packs
 * @param substitutes codes, in the order to try
 */
public record ItemRef(
        int id,
        String code,
        ItemKind kind,
        String baseUnit,
        List<Pack> packs,
        StorageClass storageClass,
        int minRemainingLifeDays,
        List<String> substitutes) {}
