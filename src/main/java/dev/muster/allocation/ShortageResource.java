package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.PageRequest;
import dev.muster.request.Provenance;
import dev.muster.request.Urgency;
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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What nothing can cover now, and needs whose quantity nobody has stated. */
@Path("/api/v1/shortages")
@Tag(name = "Shortages")
public class ShortageResource {

    /**
     * A shortage.
     *
     * @param missing base units not covered; absent while the quantity is unknown
     * @param since when it became short
     * @param reason the rule behind it
     * @param asked base units that suppliers are asked for and have not answered yet
     * @param promised base units that suppliers have promised or sent
     * @param overdue base units that suppliers were to bring or answer by now
     * @param endsAt when all that is missing will have come, as promised; absent if less is promised
     * @param nearestPossible code of the nearest site that has it free but was passed over by a rule
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ShortageView(
            UUID request,
            int line,
            String site,
            String item,
            Urgency urgency,
            @Nullable String level,
            boolean keySite,
            @Nullable Long quantity,
            Provenance provenance,
            long allocated,
            @JsonProperty("short") @Nullable Long missing,
            Instant neededBy,
            Instant since,
            @Nullable String reason,
            @Nullable String nearestPossible,
            @Nullable Long asked,
            @Nullable Long promised,
            @Nullable Long overdue,
            @Nullable Instant endsAt) {}

    private final Pool pool;

    ShortageResource(Pool pool) {
        this.pool = pool;
    }

    @GET
    @Operation(summary = "Lists shortages, the oldest first")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<Page<ShortageView>> list(
            @BeanParam PageQuery query,
            @QueryParam("item") @Nullable String item,
            @QueryParam("site") @Nullable String site,
            @QueryParam("urgency") @Nullable Urgency urgency) {
        PageRequest page = query.request("shortages", item, site, urgency);
        boolean first = page.isFirst();
        return pool.preparedQuery(
                        "select r.id, l.line, s.code, i.code, r.urgency, n.level, s.key_site, l.quantity, l.provenance, "
                                + "l.allocated, l.quantity - l.allocated, r.needed_by, l.short_since, l.shortage_reason, "
                                + "(select x ->> 'site' from (select explanation from line_decision d where d.request_id = r.id "
                                + "and d.line = l.line order by d.n desc limit 1) d, "
                                + "json_array_elements(d.explanation -> 'sources') with ordinality as e(x, place) "
                                + "where (x ->> 'free')::bigint > coalesce((x ->> 'taken')::bigint, 0) "
                                + "and coalesce(x ->> 'skipped', '') <> 'OWN_SITE' order by place limit 1), "
                                + "nullif(o.asked, 0), nullif(o.promised, 0), nullif(o.overdue, 0), o.ends_at "
                                + "from request_line l join request r on r.id = l.request_id join site s on s.id = r.site_id "
                                + "join item i on i.id = l.item_id left join incident n on n.id = r.incident_id "
                                + "left join shortage_outlook o on o.request_id = l.request_id and o.line = l.line "
                                + "where l.open and (l.quantity is null or l.allocated < l.quantity) "
                                + "and ($1::text is null or i.code = $1) and ($2::text is null or s.code = $2) "
                                + "and ($3::text is null or r.urgency = $3) "
                                + "and ($4::timestamptz is null or (l.short_since, r.id, l.line) > ($4, $5, $6)) "
                                + "order by l.short_since, r.id, l.line limit $7")
                .execute(Tuple.tuple()
                        .addString(item)
                        .addString(site)
                        .addString(urgency == null ? null : urgency.name())
                        .addOffsetDateTime(
                                first ? null : OffsetDateTime.parse(page.after().get(0)))
                        .addUUID(first ? null : UUID.fromString(page.after().get(1)))
                        .addShort(first ? null : Short.valueOf(page.after().get(2)))
                        .addInteger(page.fetch()))
                .map(rows -> {
                    List<ShortageView> shortages = new ArrayList<>();
                    rows.forEach(row -> shortages.add(view(row)));
                    return page.page(
                            shortages,
                            s -> List.of(s.since().toString(), s.request().toString(), String.valueOf(s.line())));
                });
    }

    private static ShortageView view(Row row) {
        return new ShortageView(
                row.getUUID(0),
                row.getShort(1),
                row.getString(2),
                row.getString(3),
                Urgency.valueOf(row.getString(4)),
                row.getString(5),
                row.getBoolean(6),
                row.getLong(7),
                Provenance.valueOf(row.getString(8)),
                row.getLong(9),
                row.getLong(10),
                row.getOffsetDateTime(11).toInstant(),
                row.getOffsetDateTime(12).toInstant(),
                row.getString(13),
                row.getString(14),
                row.getLong(15),
                row.getLong(16),
                row.getLong(17),
                row.getOffsetDateTime(18) == null
                        ? null
                        : row.getOffsetDateTime(18).toInstant());
    }
}
