package dev.muster.allocation;

import dev.muster.allocation.engine.SiteFacts;
import dev.muster.travel.Place;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Reads the reference data a batch needs, in its own transaction. */
@ApplicationScoped
class FactsStore {

    private static final String ITEM = "select i.id, i.code, i.kind, i.min_remaining_life_days, "
            + "array(select u.substitute_id from item_substitute u where u.item_id = i.id order by u.rank) from item i ";
    private static final String SITE = "select id, code, latitude, longitude, status, key_site from site ";

    Uni<Void> itemsByCode(SqlConnection transaction, Collection<String> codes, Facts into) {
        return read(transaction, ITEM + "where i.code = any($1)", strings(codes), codes, row -> into.add(item(row)));
    }

    /** These items, those that they may substitute, and everything that may substitute either. */
    Uni<Void> itemsAround(SqlConnection transaction, Collection<Integer> ids, Facts into) {
        String around = "where i.id in (with asked as (select unnest($1::int[]) as id union "
                + "select u.item_id from item_substitute u where u.substitute_id = any($1)) select id from asked union "
                + "select u.substitute_id from item_substitute u join asked a on a.id = u.item_id)";
        return read(transaction, ITEM + around, integers(ids), ids, row -> into.add(item(row)));
    }

    Uni<Void> sitesByCode(SqlConnection transaction, Collection<String> codes, Facts into) {
        return read(transaction, SITE + "where code = any($1)", strings(codes), codes, row -> into.add(site(row)));
    }

    Uni<Void> sites(SqlConnection transaction, Collection<Integer> ids, Facts into) {
        return read(transaction, SITE + "where id = any($1)", integers(ids), ids, row -> into.add(site(row)));
    }

    /** Incidents by id or by code. */
    Uni<Void> incidents(SqlConnection transaction, Collection<String> names, Facts into) {
        return read(
                transaction,
                "select id, code, level, phase from incident where code = any($1) or id::text = any($1)",
                strings(names),
                names,
                row -> into.add(
                        new Facts.Incident(row.getUUID(0), row.getString(1), row.getString(2), row.getString(3))));
    }

    /** Takes the turn for these items: until the end of the transaction nobody else decides on them. */
    Uni<Void> takeTurn(SqlConnection transaction, Collection<Integer> items) {
        return read(
                transaction,
                "select id from item where id = any($1) order by id for no key update",
                integers(items),
                items,
                row -> {});
    }

    private static Uni<Void> read(
            SqlConnection transaction,
            String sql,
            Tuple parameters,
            Collection<?> wanted,
            java.util.function.Consumer<Row> each) {
        if (wanted.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(sql)
                .execute(parameters)
                .invoke(rows -> rows.forEach(each))
                .replaceWithVoid();
    }

    private static Tuple strings(Collection<String> values) {
        return Tuple.tuple().addArrayOfString(values.toArray(String[]::new));
    }

    private static Tuple integers(Collection<Integer> values) {
        return Tuple.tuple().addArrayOfInteger(values.toArray(Integer[]::new));
    }

    private static Facts.Item item(Row row) {
        Integer[] substitutes = row.getArrayOfIntegers(4);
        return new Facts.Item(
                row.getInteger(0),
                row.getString(1),
                row.getString(2),
                row.getInteger(3),
                substitutes == null ? List.of() : Arrays.asList(substitutes));
    }

    private static Facts.Site site(Row row) {
        return new Facts.Site(
                new SiteFacts(
                        row.getInteger(0),
                        row.getString(1),
                        new Place(row.getDouble(2), row.getDouble(3)),
                        "OPEN".equals(row.getString(4))),
                row.getBoolean(5));
    }
}
