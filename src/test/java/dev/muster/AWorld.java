package dev.muster;

import static io.restassured.RestAssured.given;

import dev.muster.catalogue.StorageClass;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sites, items and stock of a test's own, so that tests need not tidy up after one another. */
@ApplicationScoped
public class AWorld {

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private final Pool pool;

    AWorld(Pool pool) {
        this.pool = pool;
    }

    public String site(double latitude, double longitude) {
        String code = "S-" + RUN + "-" + NEXT.incrementAndGet();
        execute(
                "insert into site (code, name_en, kind, latitude, longitude) values ($1, $1, 'HOSPITAL', $2, $3)",
                Tuple.of(code, latitude, longitude));
        return code;
    }

    /** Makes it a key site. */
    public String key(String site) {
        execute("update site set key_site = true where code = $1", Tuple.of(site));
        return site;
    }

    /** A region of a level, below another one. */
    public String region(String level, @Nullable String parent) {
        String code = "R-" + RUN + "-" + NEXT.incrementAndGet();
        execute(
                "insert into region (code, parent, level, name_en) values ($1, $2, $3, $1)",
                Tuple.of(code, parent, level));
        return code;
    }

    /** Puts a site into a region. */
    public String in(String region, String site) {
        execute("update site set region = $1 where code = $2", Tuple.of(region, site));
        return site;
    }

    /** An item that must be kept so. */
    public String item(StorageClass storageClass) {
        String code = item();
        execute("update item set storage_class = $1 where code = $2", Tuple.of(storageClass.name(), code));
        return code;
    }

    public String item() {
        String code = "I-" + RUN + "-" + NEXT.incrementAndGet();
        execute("insert into item (code, kind, name_en, base_unit) values ($1, 'SUPPLY', $1, 'piece')", Tuple.of(code));
        return code;
    }

    public void substitute(String item, String by) {
        execute(
                "insert into item_substitute (item_id, rank, substitute_id) "
                        + "select a.id, 1, b.id from item a, item b where a.code = $1 and b.code = $2",
                Tuple.of(item, by));
    }

    public void floor(String site, String item, long floor) {
        execute(
                "insert into stock_level (site_id, item_id, floor) "
                        + "select s.id, i.id, $3 from site s, item i where s.code = $1 and i.code = $2",
                Tuple.of(site, item, floor));
    }

    public void receive(String site, String item, long quantity) {
        move(Map.of("kind", "RECEIPT", "site", site, "item", item, "quantity", quantity), 201);
    }

    public String move(Map<String, Object> movement, int status) {
        return given().auth()
                .preemptive()
                .basic("officer", "muster-demo")
                .contentType("application/json")
                .body(movement)
                .post("/api/v1/movements")
                .then()
                .statusCode(status)
                .extract()
                .asString();
    }

    /** A reserved allocation leaves its source: out of stock and reservations, in transit. */
    public void dispatch(String allocation) {
        execute(
                "with gone as (update allocation set state = 'DISPATCHED' where id = $1 and state = 'RESERVED' returning *), "
                        + "less as (update stock_position p set on_hand = p.on_hand - g.quantity, reserved = p.reserved - g.quantity "
                        + "from gone g where p.id = g.position_id) "
                        + "insert into movement (id, kind, item_id, lot_id, quantity, from_kind, from_site, to_kind, actor, occurred_at) "
                        + "select gen_random_uuid(), 'DISPATCH', item_id, lot_id, quantity, 'SITE', source_site_id, 'IN_TRANSIT', "
                        + "'officer', now() from gone",
                Tuple.of(UUID.fromString(allocation)));
    }

    private void execute(String sql, Tuple parameters) {
        pool.preparedQuery(sql).execute(parameters).await().atMost(Duration.ofSeconds(10));
    }
}
