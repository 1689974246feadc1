package dev.muster.restock;

import dev.muster.platform.Violations;
import dev.muster.request.Urgency;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of a supplier, site and item when the one is asked for the other. */
@ApplicationScoped
class RestockTerms {

    record Known(
            String supplier,
            int siteId,
            String site,
            int itemId,
            String item,
            @Nullable Long packSize,
            @Nullable Long priceMinor,
            @Nullable String currency) {

        RestockRequest.Terms terms(
                UUID id,
                UUID need,
                long quantity,
                Urgency urgency,
                @Nullable Instant neededBy,
                @Nullable String note,
                Instant now,
                String actor) {
            return new RestockRequest.Terms(
                    id,
                    need,
                    supplier,
                    siteId,
                    site,
                    itemId,
                    item,
                    quantity,
                    urgency,
                    neededBy,
                    note,
                    packSize,
                    priceMinor,
                    currency,
                    now,
                    actor);
        }
    }

    private static final String KNOWN = """
            select s.id as site_id, i.id as item_id, i.kind, p.code as supplier, p.status, d.supplier as delivers,
                d.pack_size, d.price_minor, d.currency
            from (values (1)) as one
            left join site s on s.code = $2
            left join item i on i.code = $3
            left join supplier p on p.code = $1
            left join supplier_item d on d.supplier = p.code and d.item_id = i.id
            """;

    /** Refuses (422) what is unknown, no supply, or not delivered by the supplier, and a supplier that is not active. */
    Uni<Known> of(SqlConnection transaction, String supplier, String site, String item) {
        return known(transaction, supplier, site, item, true);
    }

    /** The same for what the supplier has offered, whether it is among what it delivers or not. */
    Uni<Known> offered(SqlConnection transaction, String supplier, String site, String item) {
        return known(transaction, supplier, site, item, false);
    }

    private static Uni<Known> known(
            SqlConnection transaction, String supplier, String site, String item, boolean listed) {
        return transaction
                .preparedQuery(KNOWN)
                .execute(Tuple.of(supplier, site, item))
                .map(rows -> known(rows.iterator().next(), supplier, site, item, listed));
    }

    private static Known known(Row row, String supplier, String site, String item, boolean listed) {
        Integer siteId = row.getInteger("site_id");
        Integer itemId = row.getInteger("item_id");
        boolean isSupplier = row.getString("supplier") != null;
        new Violations()
                .check(siteId != null, "site", "site.unknown", site)
                .check(itemId != null, "item", "item.unknown", item)
                .check(itemId == null || "SUPPLY".equals(row.getString("kind")), "item", "not-supply")
                .check(isSupplier, "supplier", "restock.unknown-supplier", supplier)
                .check(
                        !isSupplier || "ACTIVE".equals(row.getString("status")),
                        "supplier",
                        "restock.supplier-not-active",
                        supplier)
                .check(
                        !listed || !isSupplier || itemId == null || row.getString("delivers") != null,
                        "supplier",
                        "restock.not-delivered",
                        supplier,
                        item)
                .throwIfAny();
        return new Known(
                supplier,
                Objects.requireNonNull(siteId),
                site,
                Objects.requireNonNull(itemId),
                item,
                row.getLong("pack_size"),
                row.getLong("price_minor"),
                row.getString("currency"));
    }
}
