package dev.muster.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.request.Urgency;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** How far needs are served, by urgency. */
@ApplicationScoped
class ServedReport {

    private static final String SQL = """
            select r.urgency,
                count(*) as lines,
                count(*) filter (where l.quantity is null) as unknown,
                count(*) filter (where l.quantity is not null and exists (
                    select 1 from line_decision d where d.request_id = l.request_id and d.line = l.line)) as decided,
                coalesce(sum(l.quantity), 0)::text as asked,
                coalesce(sum(l.allocated), 0)::text as served,
                coalesce(sum(l.quantity - l.allocated), 0)::text as short,
                sum(a.kilometres) / nullif(sum(a.quantity), 0) as distance_km
            from request r join request_line l on l.request_id = r.id
            left join lateral (
                select sum(quantity) as quantity, sum(quantity * distance_km) as kilometres from allocation
                where request_id = l.request_id and line = l.line and state in ('RESERVED', 'DISPATCHED', 'RECEIVED')
            ) a on true
            where l.open and ($1::text is null or r.incident_id = (
                select id from incident where code = $1 or id::text = $1))
            group by r.urgency""";

    /**
     * Lines of one urgency. Lines that were cancelled or declined are left out.
     *
     * @param lines lines asked for
     * @param unknown those whose quantity nobody knows
     * @param decided those with a quantity that have been decided
     * @param asked base units asked for, over all items
     * @param served base units allocated
     * @param missing base units asked for and not allocated
     * @param distanceKm mean distance of what is allocated, weighted by quantity; absent if nothing is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Served(
            Urgency urgency,
            long lines,
            long unknown,
            long decided,
            long asked,
            long served,
            @JsonProperty("short") long missing,
            @Nullable Double distanceKm) {}

    private final Pool pool;

    ServedReport(Pool pool) {
        this.pool = pool;
    }

    /**
     * Most urgent first; urgencies that nobody used are absent.
     *
     * @param incident id or code; null for all, daily need included
     */
    Uni<List<Served>> byUrgency(@Nullable String incident) {
        return pool.preparedQuery(SQL)
                .execute(Tuple.of(incident))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ServedReport::served)
                        .sorted((one, other) -> one.urgency().compareTo(other.urgency()))
                        .toList());
    }

    private static Served served(Row row) {
        Double distance = row.getDouble("distance_km");
        return new Served(
                Urgency.valueOf(row.getString("urgency")),
                row.getLong("lines"),
                row.getLong("unknown"),
                row.getLong("decided"),
                Long.parseLong(row.getString("asked")),
                Long.parseLong(row.getString("served")),
                Long.parseLong(row.getString("short")),
                distance == null ? null : Math.round(distance * 10) / 10.0);
    }
}
