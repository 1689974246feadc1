package dev.muster.catalogue;

import dev.muster.platform.Name;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked for.
 *
 * @param baseUnit what quantities of it count
 * @param shelfLifeDays from making to expiry; null: does not expire, or unknown
 * @param minRemainingLifeDays life a lot must have left when it arrives (R3)
 * @param substitutes codes of what may serve instead, in the order to try
 * @param contents what is in it, if it is a kit; else empty
 */
@Schema(name = "Item")
public record ItemRecord(
        String code,
        ItemKind kind,
        Name name,
        @Nullable String category,
        String baseUnit,
        List<Pack> packs,
        List<Coding> codings,
        StorageClass storageClass,
        @Nullable Integer shelfLifeDays,
        int minRemainingLifeDays,
        List<String> substitutes,
        List<Part> contents) {

    /** What boards show of it (docs/boards.md). */
    Shown shown() {
        return new Shown(code, kind, name, category, baseUnit);
    }

    record Shown(
            String code, ItemKind kind, Name name, @Nullable String category, String baseUnit) {}
}
