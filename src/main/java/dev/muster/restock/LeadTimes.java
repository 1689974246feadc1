package dev.muster.restock;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Suppliers' lead times as they turned out, item by item. */
@ApplicationScoped
class LeadTimes {

    /**
     * What the latest deliveries of an item took.
     *
     * @param statedHours what the supplier states
     * @param deliveries counted, all that was promised having come
     * @param medianHours from asking to the last of the goods
     * @param promisedMedianHours from asking to the time first promised
     * @param late of the deliveries, after the time first promised
     * @param lateShare the same as a part, 0 to 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LeadTime")
    public record LeadTime(
            String item,
            @Nullable Integer statedHours,
            int deliveries,
            int medianHours,
            @Nullable Integer promisedMedianHours,
            int late,
            double lateShare) {}

    private static final String MEASURED = """
            select i.code, d.lead_time_hours, count(*)::int as deliveries,
                percentile_disc(0.5) within group (order by x.hours)::int as median,
                percentile_disc(0.5) within group (order by x.promised)::int as promised,
                count(*) filter (where x.late)::int as late
            from (select r.item_id, greatest(1, ceil(extract(epoch from r.ended_at - r.sent_at) / 3600)) as hours,
                      greatest(1, ceil(extract(epoch from r.first_due - r.sent_at) / 3600)) as promised,
                      r.ended_at > r.first_due as late,
                      row_number() over (partition by r.item_id order by r.ended_at desc) as n
                  from restock_request r where r.supplier = $1 and r.state = 'RECEIVED') x
            join item i on i.id = x.item_id
            left join supplier_item d on d.supplier = $1 and d.item_id = x.item_id
            where x.n <= $2 and ($3::text is null or i.code = $3)
            group by i.code, d.lead_time_hours order by i.code limit $4
            """;
    private static final int MOST_ITEMS = 5_000;

    private final Pool pool;
    private final RestockConfig config;

    LeadTimes(Pool pool, RestockConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Of a supplier by item; items of which nothing has come yet are absent. */
    Uni<List<LeadTime>> of(String supplier, @Nullable String item) {
        return pool.preparedQuery(MEASURED)
                .execute(Tuple.of(supplier, config.leadTimeDeliveries(), item, MOST_ITEMS))
                .map(rows -> {
                    List<LeadTime> found = new ArrayList<>();
                    rows.forEach(row -> found.add(leadTime(row)));
                    return found;
                });
    }

    private static LeadTime leadTime(Row row) {
        int deliveries = row.getInteger("deliveries");
        int late = row.getInteger("late");
        return new LeadTime(
                row.getString("code"),
                row.getInteger("lead_time_hours"),
                deliveries,
                row.getInteger("median"),
                row.getInteger("promised"),
                late,
                Math.round(1_000.0 * late / deliveries) / 1_000.0);
    }
}
