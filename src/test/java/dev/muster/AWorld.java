package dev.muster;

import static io.restassured.RestAssured.given;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

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

    private void execute(String sql, Tuple parameters) {
        pool.preparedQuery(sql).execute(parameters).await().atMost(Duration.ofSeconds(10));
    }
}
