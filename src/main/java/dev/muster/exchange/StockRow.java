package dev.muster.exchange;

import dev.muster.stock.Movement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a row of a stock file asks for; one row may ask for both. */
sealed interface StockRow {

    /** Goods come in. */
    record Receipt(UUID id, Movement movement) implements StockRow {}

    /** Floor and par level; what is null stays as it is. */
    record Level(
            String site,
            String item,
            @Nullable Long floor,
            @Nullable Long par) implements StockRow {}
}
