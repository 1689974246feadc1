package dev.muster.restock;

import dev.muster.platform.FreeText;
import dev.muster.platform.Violations;
import dev.muster.request.Urgency;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an officer asks of a supplier.
 *
 * @param site code of where the goods are to come
 * @param quantity base units
 * @param urgency ROUTINE if absent
 * @param draft not sent yet
 * @param need an open need of the same item and site that this supplier shall help to cover; absent: a new one
 */
@Schema(name = "RestockInput")
public record RestockInput(
        @Nullable UUID id,
        @Nullable String supplier,
        @Nullable String site,
        @Nullable String item,
        @Nullable Long quantity,
        @Nullable Urgency urgency,
        @Nullable Instant neededBy,
        @FreeText @Nullable String note,
        @Nullable Boolean draft,
        @Nullable UUID need) {

    static final long MAX_QUANTITY = 1_000_000_000_000L;
    private static final int MAX_NOTE = 1_000;

    /** Refuses (422) what is incomplete in itself. */
    void check(Instant now, RestockConfig config) {
        Violations violations = new Violations()
                .required("supplier", supplier)
                .required("site", site)
                .required("item", item)
                .required("quantity", quantity)
                .range("quantity", quantity, 1L, MAX_QUANTITY)
                .text("note", note, MAX_NOTE);
        PromiseInput.ahead(violations, "neededBy", neededBy, now, config);
        violations.throwIfAny();
    }
}
