package dev.muster.asset;

import dev.muster.platform.PageRequest;
import dev.muster.unit.BookingState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class LoanStore {

    private static final String OVERDUE = "(b.state in ('DISPATCHED', 'RECEIVED') and b.ends_at < now())";

    private static final String SELECT =
            "select b.id, u.code, h.code, l.borrower, l.contact, l.note, b.starts_at, b.ends_at, b.state, "
                    + "case when b.state = 'RETURNED' then b.ended_at end, " + OVERDUE + ", coalesce(l.actor, b.actor) "
                    + "from booking b join unit u on u.id = b.unit_id join site h on h.id = u.home_site_id "
                    + "left join loan l on l.booking = b.id where b.leads and b.kind = 'LOAN' ";

    private final Pool pool;

    LoanStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> insert(
            SqlConnection transaction,
            UUID booking,
            String borrower,
            @Nullable String contact,
            @Nullable String note,
            String actor) {
        return transaction
                .preparedQuery("insert into loan (booking, borrower, contact, note, actor) values ($1, $2, $3, $4, $5)")
                .execute(Tuple.of(booking, borrower, contact, note, actor))
                .replaceWithVoid();
    }

    Uni<@Nullable LoanView> find(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery(SELECT + "and b.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0 ? null : views(rows).get(0));
    }

    /** By when they are to be back, the earliest first. */
    Uni<List<LoanView>> page(
            @Nullable String asset,
            @Nullable String home,
            @Nullable String borrower,
            @Nullable Boolean overdue,
            @Nullable Boolean out,
            PageRequest page) {
        return pool.preparedQuery(SELECT
                        + "and ($1::text is null or u.code = $1) and ($2::text is null or h.code = $2) "
                        + "and ($3::text is null or l.borrower = $3) and ($4::boolean is null or $4 = " + OVERDUE + ") "
                        + "and ($5::boolean is null or $5 = (b.state in ('DISPATCHED', 'RECEIVED'))) "
                        + "and ($6::timestamptz is null or (b.ends_at, b.id) > ($6, $7)) "
                        + "order by b.ends_at, b.id limit $8")
                .execute(Tuple.tuple()
                        .addString(asset)
                        .addString(home)
                        .addString(borrower)
                        .addBoolean(overdue)
                        .addBoolean(out)
                        .addOffsetDateTime(page.afterTime())
                        .addUUID(page.afterId())
                        .addInteger(page.fetch()))
                .map(LoanStore::views);
    }

    private static List<LoanView> views(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(LoanStore::view)
                .toList();
    }

    private static LoanView view(Row row) {
        OffsetDateTime returned = row.getOffsetDateTime(9);
        return new LoanView(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getOffsetDateTime(6).toInstant(),
                row.getOffsetDateTime(7).toInstant(),
                BookingState.valueOf(row.getString(8)),
                returned == null ? null : returned.toInstant(),
                row.getBoolean(10),
                row.getString(11));
    }
}
