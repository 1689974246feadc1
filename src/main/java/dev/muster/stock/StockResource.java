package dev.muster.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.PageRequest;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What lies where. */
@Path("/api/v1/stock")
@Tag(name = "Stock")
public class StockResource {

    /**
     * A stock position, quantities in base units.
     *
     * @param available on hand, neither reserved nor held
     * @param inTransitIn of the item, on the way to the site
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PositionView(
            String site,
            String item,
            @Nullable String lot,
            @Nullable LocalDate expiry,
            long onHand,
            long reserved,
            long held,
            long available,
            long inTransitIn) {}

    private record Keyed(long id, PositionView view) {}

    private final Pool pool;

    StockResource(Pool pool) {
        this.pool = pool;
    }

    @GET
    @Operation(summary = "Lists stock positions that hold something")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<Page<PositionView>> list(
            @BeanParam PageQuery query,
            @QueryParam("site") @Nullable String site,
            @QueryParam("item") @Nullable String item) {
        PageRequest page = query.request("stock", site, item);
        return pool.preparedQuery(
                        "select p.id, s.code, i.code, l.lot_no, l.expiry, p.on_hand, p.reserved, p.held "
                                + "from stock_position p join site s on s.id = p.site_id join item i on i.id = p.item_id "
                                + "join lot l on l.id = p.lot_id where p.on_hand > 0 and ($1::text is null or s.code = $1) "
                                + "and ($2::text is null or i.code = $2) and ($3::bigint is null or p.id > $3) order by p.id limit $4")
                .execute(Tuple.tuple()
                        .addString(site)
                        .addString(item)
                        .addLong(
                                page.isFirst()
                                        ? null
                                        : Long.valueOf(page.after().get(0)))
                        .addInteger(page.fetch()))
                .map(rows -> {
                    List<Keyed> positions = new ArrayList<>();
                    rows.forEach(row -> positions.add(new Keyed(row.getLong(0), view(row))));
                    Page<Keyed> found = page.page(positions, keyed -> List.of(String.valueOf(keyed.id)));
                    return new Page<>(found.items().stream().map(Keyed::view).toList(), found.next());
                });
    }

    private static PositionView view(Row row) {
        String lot = row.getString(3);
        long onHand = row.getLong(5);
        long reserved = row.getLong(6);
        long held = row.getLong(7);
        return new PositionView(
                row.getString(1),
                row.getString(2),
                lot.isEmpty() ? null : lot,
                row.getLocalDate(4),
                onHand,
                reserved,
                held,
                onHand - reserved - held,
                0);
    }
}
