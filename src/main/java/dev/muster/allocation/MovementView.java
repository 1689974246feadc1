package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.stock.Account;
import dev.muster.stock.MovementKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A movement as it stands in the ledger. Quantities in base units. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MovementView(
        UUID id,
        MovementKind kind,
        String site,
        String item,
        long quantity,
        @Nullable String reason,
        @Nullable UUID reverses,
        String actor,
        Instant occurredAt,
        List<Entry> entries) {

    /**
     * One entry of the ledger: from one account to another.
     *
     * @param item code of a kit's part; absent where it is the movement's own item
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            @Nullable String lot,
            @Nullable LocalDate expiry,
            @Nullable String item,
            long quantity,
            Account.Kind from,
            Account.Kind to) {}
}
