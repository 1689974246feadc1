package dev.muster.allocation;

import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.UnitKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads calendars. */
@ApplicationScoped
class BookingQueries {

    /**
     * Which bookings to list; null takes all.
     *
     * @param unit tag, staff number or code; those it goes along for count too
     * @param from only what touches the time since then
     */
    record Filter(
            @Nullable UnitKind kind,
            @Nullable String unit,
            @Nullable BookingState state,
            @Nullable Instant from,
            @Nullable Instant until) {}

    private static final String SELECT =
            "select b.id, l.kind, l.code, b.kind, b.state, lower(b.period), upper(b.period), "
                    + "array(select m.code from booking o join unit m on m.id = o.unit_id where o.id = b.id and not o.leads "
                    + "order by m.code), b.request_id, b.line, b.reason from booking b join unit l on l.id = b.unit_id where b.leads ";

    private final Pool pool;

    BookingQueries(Pool pool) {
        this.pool = pool;
    }

    Uni<@Nullable BookingView> find(UUID id) {
        return pool.preparedQuery(SELECT + "and b.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0 ? null : view(rows.iterator().next()));
    }

    /** By start. */
    Uni<Page<BookingView>> list(Filter filter, PageRequest page) {
        return pool.preparedQuery(SELECT + "and ($1::text is null or exists (select from booking o join unit u "
                        + "on u.id = o.unit_id where o.id = b.id and u.kind = $1 and ($2::text is null or u.code = $2))) "
                        + "and ($3::text is null or b.state = $3) and b.period && tstzrange($4, $5) "
                        + "and ($6::timestamptz is null or (lower(b.period), b.id) > ($6, $7)) "
                        + "order by lower(b.period), b.id limit $8")
                .execute(Tuple.tuple()
                        .addString(filter.kind == null ? null : filter.kind.name())
                        .addString(filter.unit)
                        .addString(filter.state == null ? null : filter.state.name())
                        .addOffsetDateTime(offset(filter.from))
                        .addOffsetDateTime(offset(filter.until))
                        .addOffsetDateTime(page.afterTime())
                        .addUUID(page.afterId())
                        .addInteger(page.fetch()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(BookingQueries::view)
                        .toList())
                .map(views -> page.page(
                        views, view -> List.of(view.from().toString(), view.id().toString())));
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static BookingView view(Row row) {
        return new BookingView(
                row.getUUID(0),
                UnitKind.valueOf(row.getString(1)),
                row.getString(2),
                BookingKind.valueOf(row.getString(3)),
                BookingState.valueOf(row.getString(4)),
                row.getOffsetDateTime(5).toInstant(),
                row.getOffsetDateTime(6).toInstant(),
                List.of(row.getArrayOfStrings(7)),
                row.getUUID(8),
                row.getShort(9) == null ? null : row.getShort(9).intValue(),
                row.getString(10));
    }
}
