package dev.muster.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the ledger. */
@ApplicationScoped
public class Movements {

    /**
     * An entry of the ledger.
     *
     * @param n its number in the ledger
     * @param fromSite code of the site it left, absent if none
     * @param toSite code of the site it came to, absent if none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            long n,
            UUID id,
            MovementKind kind,
            String item,
            @Nullable String lot,
            @Nullable LocalDate expiry,
            long quantity,
            Account.Kind from,
            @Nullable String fromSite,
            Account.Kind to,
            @Nullable String toSite,
            @Nullable String reason,
            @Nullable UUID reverses,
            String actor,
            Instant occurredAt,
            Instant recordedAt) {}

    private final Pool pool;

    Movements(Pool pool) {
        this.pool = pool;
    }

    /** Newest first; null filters take all. */
    public Uni<Page<Entry>> list(
            @Nullable String site, @Nullable String item, @Nullable MovementKind kind, PageRequest page) {
        return pool.preparedQuery(
                        "select m.n, m.id, m.kind, i.code, l.lot_no, l.expiry, m.quantity, m.from_kind, f.code, "
                                + "m.to_kind, t.code, m.reason, m.reverses, m.actor, m.occurred_at, m.recorded_at from movement m "
                                + "join item i on i.id = m.item_id join lot l on l.id = m.lot_id "
                                + "left join site f on f.id = m.from_site left join site t on t.id = m.to_site "
                                + "where ($1::text is null or f.code = $1 or t.code = $1) and ($2::text is null or i.code = $2) "
                                + "and ($3::text is null or m.kind = $3) and ($4::bigint is null or m.n < $4) "
                                + "order by m.n desc limit $5")
                .execute(Tuple.tuple()
                        .addString(site)
                        .addString(item)
                        .addString(kind == null ? null : kind.name())
                        .addLong(
                                page.isFirst()
                                        ? null
                                        : Long.valueOf(page.after().get(0)))
                        .addInteger(page.fetch()))
                .map(rows -> {
                    List<Entry> entries = new ArrayList<>();
                    rows.forEach(row -> entries.add(entry(row)));
                    return page.page(entries, entry -> List.of(String.valueOf(entry.n())));
                });
    }

    private static Entry entry(Row row) {
        String lot = row.getString(4);
        return new Entry(
                row.getLong(0),
                row.getUUID(1),
                MovementKind.valueOf(row.getString(2)),
                row.getString(3),
                lot.isEmpty() ? null : lot,
                row.getLocalDate(5),
                row.getLong(6),
                Account.Kind.valueOf(row.getString(7)),
                row.getString(8),
                Account.Kind.valueOf(row.getString(9)),
                row.getString(10),
                row.getString(11),
                row.getUUID(12),
                row.getString(13),
                row.getOffsetDateTime(14).toInstant(),
                row.getOffsetDateTime(15).toInstant());
    }
}
