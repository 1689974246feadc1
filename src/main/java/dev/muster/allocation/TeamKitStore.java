package dev.muster.allocation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Kits that go with teams, in the database. */
@ApplicationScoped
class TeamKitStore {

    /**
     * What of a kit a team left with.
     *
     * @param item id of the kit
     * @param kits how many were to go
     * @param assembled how many went assembled
     * @param packed how many went as their parts
     * @param movement that took them out of stock, null if there were none
     * @param returned how many came back, null if nobody has said so
     */
    record Gone(
            UUID booking,
            int item,
            long kits,
            long assembled,
            long packed,
            @Nullable UUID movement,
            @Nullable Long returned) {

        long taken() {
            return assembled + packed;
        }
    }

    /** Ids of the kits that go with these teams. */
    Uni<Set<Integer>> kitsOf(SqlConnection transaction, Collection<String> teams) {
        return transaction
                .preparedQuery("select distinct k.item_id from team_kit k join unit u on u.id = k.team_id "
                        + "where u.kind = 'TEAM' and u.code = any($1)")
                .execute(Tuple.tuple().addArrayOfString(teams.toArray(String[]::new)))
                .map(rows -> {
                    Set<Integer> items = new HashSet<>();
                    rows.forEach(row -> items.add(row.getInteger(0)));
                    return items;
                });
    }

    /** The movements by which these teams took kits that they are away with. */
    Uni<Set<UUID>> movementsOf(SqlConnection transaction, Collection<String> teams) {
        return transaction
                .preparedQuery(
                        "select g.movement_id from booking_kit g join booking b on b.id = g.booking_id and b.leads "
                                + "join unit u on u.id = b.unit_id where u.kind = 'TEAM' and u.code = any($1) "
                                + "and b.state in ('DISPATCHED', 'RECEIVED') and g.movement_id is not null")
                .execute(Tuple.tuple().addArrayOfString(teams.toArray(String[]::new)))
                .map(rows -> {
                    Set<UUID> movements = new HashSet<>();
                    rows.forEach(row -> movements.add(row.getUUID(0)));
                    return movements;
                });
    }

    /** What was taken for these bookings. */
    Uni<Map<UUID, List<Gone>>> gone(SqlConnection transaction, Collection<UUID> bookings) {
        return transaction
                .preparedQuery("select booking_id, item_id, kits, assembled, packed, movement_id, returned "
                        + "from booking_kit where booking_id = any($1) order by booking_id, item_id")
                .execute(Tuple.tuple().addArrayOfUUID(bookings.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, List<Gone>> gone = new HashMap<>();
                    rows.forEach(row -> gone.computeIfAbsent(row.getUUID(0), b -> new ArrayList<>())
                            .add(new Gone(
                                    row.getUUID(0),
                                    row.getInteger(1),
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getUUID(5),
                                    row.getLong(6))));
                    return gone;
                });
    }

    /** What sites could give of items, above their floors, of lots usable on that day; unlocked, so it may change. */
    Uni<Map<KitsAtHome.Place, Long>> givable(
            SqlConnection transaction, Collection<KitsAtHome.Place> places, LocalDate day) {
        return transaction
                .preparedQuery("select p.site_id, p.item_id, sum(p.on_hand - p.reserved - p.held)::bigint "
                        + "- coalesce(max(v.floor), 0) from unnest($1::int[], $2::int[]) as w(site, item) "
                        + "join stock_position p on p.site_id = w.site and p.item_id = w.item "
                        + "join lot l on l.id = p.lot_id and (l.expiry is null or l.expiry >= $3) "
                        + "left join stock_level v on v.site_id = w.site and v.item_id = w.item group by 1, 2")
                .execute(Tuple.tuple()
                        .addArrayOfInteger(
                                places.stream().map(KitsAtHome.Place::site).toArray(Integer[]::new))
                        .addArrayOfInteger(
                                places.stream().map(KitsAtHome.Place::item).toArray(Integer[]::new))
                        .addLocalDate(day))
                .map(rows -> {
                    Map<KitsAtHome.Place, Long> givable = new HashMap<>();
                    rows.forEach(row -> givable.put(
                            new KitsAtHome.Place(row.getInteger(0), row.getInteger(1)), Math.max(0, row.getLong(2))));
                    return givable;
                });
    }

    /** Notes what left with bookings. */
    Uni<Void> insert(SqlConnection transaction, List<Gone> gone) {
        if (gone.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(
                        "insert into booking_kit (booking_id, item_id, kits, assembled, packed, movement_id) "
                                + "select * from unnest($1::uuid[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::uuid[])")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(gone.stream().map(Gone::booking).toArray(UUID[]::new))
                        .addArrayOfInteger(gone.stream().map(Gone::item).toArray(Integer[]::new))
                        .addArrayOfLong(gone.stream().map(Gone::kits).toArray(Long[]::new))
                        .addArrayOfLong(gone.stream().map(Gone::assembled).toArray(Long[]::new))
                        .addArrayOfLong(gone.stream().map(Gone::packed).toArray(Long[]::new))
                        .addArrayOfUUID(gone.stream().map(Gone::movement).toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /** Notes what came back of it. */
    Uni<Void> returned(SqlConnection transaction, List<Gone> back) {
        if (back.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("update booking_kit k set returned = b.returned "
                        + "from unnest($1::uuid[], $2::int[], $3::bigint[]) as b(booking, item, returned) "
                        + "where k.booking_id = b.booking and k.item_id = b.item and k.returned is null")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(back.stream().map(Gone::booking).toArray(UUID[]::new))
                        .addArrayOfInteger(back.stream().map(Gone::item).toArray(Integer[]::new))
                        .addArrayOfLong(back.stream().map(Gone::returned).toArray(Long[]::new)))
                .invoke(rows -> {
                    if (rows.rowCount() != back.size()) {
                        throw new IllegalStateException("Noted " + rows.rowCount() + " of " + back);
                    }
                })
                .replaceWithVoid();
    }
}
