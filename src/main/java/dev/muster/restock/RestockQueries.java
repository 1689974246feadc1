package dev.muster.restock;

import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.security.Organisations;
import dev.muster.security.SupplierCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads restock requests. */
@ApplicationScoped
class RestockQueries {

    /**
     * Which requests to list; null takes all.
     *
     * @param sentOnly only what the supplier may know of
     */
    record Filter(
            @Nullable RestockState state,
            @Nullable String supplier,
            @Nullable String site,
            @Nullable String item,
            @Nullable Boolean overdue,
            @Nullable UUID need,
            boolean sentOnly) {}

    private static final String IDS = """
            select r.id from restock_request r join site s on s.id = r.site_id join item i on i.id = r.item_id
            where ($1::text is null or r.state = $1) and ($2::text is null or r.supplier = $2)
                and ($3::text is null or s.code = $3) and ($4::text is null or i.code = $4)
                and ($5::boolean is null or r.overdue = $5) and ($6::uuid is null or r.need = $6)
                and (not $7 or r.sent_at is not null)
                and ($8::timestamptz is null or (r.created_at, r.id) < ($8, $9))
            order by r.created_at desc, r.id desc limit $10
            """;

    private final Pool pool;
    private final Organisations organisations;

    RestockQueries(Pool pool, Organisations organisations) {
        this.pool = pool;
        this.organisations = organisations;
    }

    /** Newest first. */
    Uni<Page<RestockView>> list(Filter filter, PageRequest page) {
        return pool.withConnection(connection -> list(connection, filter, page));
    }

    /** The same for a supplier, in a transaction that sees nothing but that one's things. */
    Uni<Page<RestockView>> list(SupplierCaller supplier, Filter filter, PageRequest page) {
        return organisations.transaction(supplier, transaction -> list(transaction, filter, page));
    }

    private static Uni<Page<RestockView>> list(SqlConnection connection, Filter filter, PageRequest page) {
        return connection
                .preparedQuery(IDS)
                .execute(Tuple.tuple()
                        .addString(filter.state == null ? null : filter.state.name())
                        .addString(filter.supplier)
                        .addString(filter.site)
                        .addString(filter.item)
                        .addBoolean(filter.overdue)
                        .addUUID(filter.need)
                        .addBoolean(filter.sentOnly)
                        .addOffsetDateTime(page.afterTime())
                        .addUUID(page.afterId())
                        .addInteger(page.fetch()))
                .chain(rows -> {
                    List<UUID> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getUUID(0)));
                    return RestockRows.load(connection, ids);
                })
                .map(found -> page.page(
                        found.values().stream().map(RestockView::of).toList(),
                        view -> List.of(view.createdAt().toString(), view.id().toString())));
    }

    /** One of them; refuses with 404 if there is none. */
    Uni<RestockView> find(UUID id) {
        return find(pool, id, null);
    }

    /** The same for a supplier: another's, or one that was never sent, is not there. */
    Uni<RestockView> find(UUID id, SupplierCaller supplier) {
        return organisations.transaction(supplier, transaction -> find(transaction, id, supplier.organisation()));
    }

    private static Uni<RestockView> find(SqlClient client, UUID id, @Nullable String organisation) {
        return RestockRows.load(client, List.of(id)).map(found -> {
            RestockRequest request = found.get(id);
            if (request == null || !RestockCommands.isOf(request, organisation)) {
                throw RestockCommands.unknown(id);
            }
            return RestockView.of(request);
        });
    }
}
