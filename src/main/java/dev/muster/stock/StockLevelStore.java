package dev.muster.stock;

import dev.muster.platform.PageRequest;
import dev.muster.platform.Stored;
import dev.muster.platform.Stored.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class StockLevelStore {

    /** Numbers behind the two codes, and the item's kind; null where there is none. */
    record Keys(
            @Nullable Integer site,
            @Nullable Integer item,
            @Nullable String kind) {}

    record Present(long floor, long par, int version) {}

    private final Pool pool;

    StockLevelStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Keys> keys(SqlConnection transaction, String site, String item) {
        return transaction
                .preparedQuery("""
                        select (select id from site where code = $1) as site,
                               (select id from item where code = $2) as item,
                               (select kind from item where code = $2) as kind
                        """)
                .execute(Tuple.of(site, item))
                .map(rows -> rows.iterator().next())
                .map(row -> new Keys(row.getInteger("site"), row.getInteger("item"), row.getString("kind")));
    }

    Uni<@Nullable Present> lock(SqlConnection transaction, Keys keys) {
        return transaction
                .preparedQuery(
                        "select floor, par, version from stock_level where site_id = $1 and item_id = $2 for update")
                .execute(Tuple.of(keys.site(), keys.item()))
                .map(rows -> rows.size() == 0 ? null : present(rows.iterator().next()));
    }

    Uni<Stored<StockLevel>> write(SqlConnection transaction, Keys keys, StockLevel level) {
        return transaction
                .preparedQuery("""
                        insert into stock_level as present (site_id, item_id, floor, par) values ($1, $2, $3, $4)
                        on conflict (site_id, item_id) do update
                        set floor = excluded.floor, par = excluded.par, version = present.version + 1
                        returning version, xmax = 0 as created
                        """)
                .execute(Tuple.of(keys.site(), keys.item(), level.floor(), level.par()))
                .map(rows -> rows.iterator().next())
                .map(row -> new Stored<>(
                        level,
                        row.getInteger("version"),
                        row.getBoolean("created") ? Outcome.CREATED : Outcome.CHANGED));
    }

    /** Those of the pairs of site and item that have levels. */
    Uni<List<StockLevel>> present(List<StockLevel> named) {
        return pool.preparedQuery("""
                        select s.code as site, i.code as item, v.floor, v.par
                        from unnest($1::text[], $2::text[]) as n(site, item) join site s on s.code = n.site
                        join item i on i.code = n.item join stock_level v on v.site_id = s.id and v.item_id = i.id
                        """)
                .execute(Tuple.of(column(named, StockLevel::site), column(named, StockLevel::item)))
                .map(StockLevelStore::levels);
    }

    /** Sets the levels of supplies at sites; gives those that differ from what stood. Each pair at most once. */
    Uni<List<StockLevel>> writeAll(SqlConnection transaction, List<StockLevel> levels) {
        return transaction
                .preparedQuery("""
                        with given as (
                            select s.id as site_id, s.code as site, i.id as item_id, i.code as item, n.floor, n.par
                            from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) as n(site, item, floor, par)
                            join site s on s.code = n.site join item i on i.code = n.item and i.kind = 'SUPPLY'),
                        written as (
                            insert into stock_level as present (site_id, item_id, floor, par)
                            select site_id, item_id, floor, par from given order by site_id, item_id
                            on conflict (site_id, item_id) do update
                            set floor = excluded.floor, par = excluded.par, version = present.version + 1
                            where present.floor <> excluded.floor or present.par <> excluded.par
                            returning site_id, item_id)
                        select site, item, floor, par from given join written using (site_id, item_id)
                        """)
                .execute(Tuple.of(
                        column(levels, StockLevel::site),
                        column(levels, StockLevel::item),
                        levels.stream().map(StockLevel::floor).toArray(Long[]::new),
                        levels.stream().map(StockLevel::par).toArray(Long[]::new)))
                .map(StockLevelStore::levels);
    }

    private static String[] column(List<StockLevel> levels, Function<StockLevel, String> of) {
        return levels.stream().map(of).toArray(String[]::new);
    }

    Uni<@Nullable Stored<StockLevel>> get(String site, String item) {
        return pool.preparedQuery("""
                        select floor, par, stock_level.version from stock_level
                        join site on site.id = site_id join item on item.id = item_id
                        where site.code = $1 and item.code = $2
                        """).execute(Tuple.of(site, item)).map(rows -> {
            if (rows.size() == 0) {
                return null;
            }
            Present found = present(rows.iterator().next());
            return Stored.read(new StockLevel(site, item, found.floor(), found.par()), found.version());
        });
    }

    Uni<List<StockLevel>> page(@Nullable String site, @Nullable String item, PageRequest page) {
        return pool.preparedQuery("""
                        select site.code as site, item.code as item, floor, par from stock_level
                        join site on site.id = site_id join item on item.id = item_id
                        where ($1::text is null or site.code = $1) and ($2::text is null or item.code = $2)
                            and ($3::text is null or (site.code, item.code) > ($3, $4))
                        order by site.code, item.code limit $5
                        """)
                .execute(Tuple.of(
                        site,
                        item,
                        page.isFirst() ? null : page.after().get(0),
                        page.isFirst() ? null : page.after().get(1),
                        page.fetch()))
                .map(StockLevelStore::levels);
    }

    private static List<StockLevel> levels(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new StockLevel(
                        row.getString("site"), row.getString("item"), row.getLong("floor"), row.getLong("par")))
                .toList();
    }

    private static Present present(Row row) {
        return new Present(row.getLong("floor"), row.getLong("par"), row.getInteger("version"));
    }
}
