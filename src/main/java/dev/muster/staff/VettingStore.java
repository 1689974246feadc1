package dev.muster.staff;

import dev.muster.staff.VettingView.Step;
import dev.muster.unit.Vetting;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class VettingStore {

    private static final String SELECT = "select v.id, u.code, v.state, v.reason, v.valid_until, v.actor, v.at "
            + "from vetting v join unit u on u.id = v.unit_id ";

    /**
     * A person, locked.
     *
     * @param vetting null for who is no volunteer
     */
    record Volunteer(int id, String home, @Nullable Vetting vetting) {}

    private final Pool pool;

    VettingStore(Pool pool) {
        this.pool = pool;
    }

    /** Null if there is no such person. */
    Uni<@Nullable Volunteer> lock(SqlConnection transaction, String number) {
        return transaction
                .preparedQuery("select u.id, h.code, u.vetting from unit u join site h on h.id = u.home_site_id "
                        + "where u.kind = 'PERSON' and u.code = $1 for no key update of u")
                .execute(Tuple.of(number))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return null;
                    }
                    Row row = rows.iterator().next();
                    String vetting = row.getString(2);
                    return new Volunteer(
                            row.getInteger(0), row.getString(1), vetting == null ? null : Vetting.valueOf(vetting));
                });
    }

    Uni<Void> insert(
            SqlConnection transaction,
            UUID id,
            int volunteer,
            Step step,
            @Nullable String reason,
            @Nullable LocalDate validUntil,
            String actor) {
        return transaction
                .preparedQuery("insert into vetting (id, unit_id, state, reason, valid_until, actor) "
                        + "values ($1, $2, $3, $4, $5, $6)")
                .execute(Tuple.of(id, volunteer, step.name(), reason, validUntil, actor))
                .chain(() -> transaction
                        .preparedQuery("update unit set vetting = $2, version = version + 1 where id = $1")
                        .execute(Tuple.of(
                                volunteer,
                                (step == Step.EXPIRED ? Vetting.APPLIED : Vetting.valueOf(step.name())).name())))
                .replaceWithVoid();
    }

    Uni<VettingView> find(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery(SELECT + "where v.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> views(rows).get(0));
    }

    /** Whose vetting ran out before a day, by staff number. */
    Uni<List<String>> expired(SqlConnection transaction, LocalDate today, int most) {
        return transaction
                .preparedQuery("select u.code from unit u cross join lateral (select valid_until from vetting v "
                        + "where v.unit_id = u.id order by v.n desc limit 1) v "
                        + "where u.vetting = 'VETTED' and v.valid_until < $1 order by u.code limit $2")
                .execute(Tuple.of(today, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList());
    }

    /**
     * A booking of a refused volunteer that nobody has left for.
     *
     * @param vetting the step that refused
     * @param actor who took it
     */
    record Booked(UUID booking, String number, UUID vetting, String actor) {}

    /** Of one person, or null of all; by start. */
    Uni<List<Booked>> bookedThoughRefused(@Nullable String number, int most) {
        return pool.preparedQuery(
                        "select b.id, u.code, v.id, v.actor from unit u cross join lateral (select id, state, actor "
                                + "from vetting v where v.unit_id = u.id order by v.n desc limit 1) v "
                                + "join booking b on b.unit_id = u.id and b.state = 'RESERVED' and b.kind <> 'REST' "
                                + "where u.kind = 'PERSON' and u.vetting = 'REFUSED' and v.state = 'REFUSED' "
                                + "and ($1::text is null or u.code = $1) order by lower(b.period), b.id limit $2")
                .execute(Tuple.of(number, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Booked(row.getUUID(0), row.getString(1), row.getUUID(2), row.getString(3)))
                        .toList());
    }

    /** The latest first. */
    Uni<List<VettingView>> of(String number, int most) {
        return pool.preparedQuery(SELECT + "where u.kind = 'PERSON' and u.code = $1 order by v.n desc limit $2")
                .execute(Tuple.of(number, most))
                .map(VettingStore::views);
    }

    private static List<VettingView> views(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new VettingView(
                        row.getUUID(0),
                        row.getString(1),
                        Step.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getLocalDate(4),
                        row.getString(5),
                        row.getOffsetDateTime(6).toInstant()))
                .toList();
    }
}
