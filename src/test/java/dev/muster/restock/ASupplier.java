package dev.muster.restock;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Suppliers of a test's own, with an account each, and what officers and they send. */
@ApplicationScoped
class ASupplier {

    private final Pool pool;

    ASupplier(Pool pool) {
        this.pool = pool;
    }

    /** A supplier that delivers an item; its account is named like it, in lower case. */
    String of(String item) {
        String code = "SUP-" + UUID.randomUUID().toString().substring(0, 12);
        execute("insert into supplier (code, name_en) values ($1, $1)", Tuple.of(code));
        execute(
                "insert into account (username, password_hash, roles, organisation) "
                        + "select lower($1), password_hash, array['supplier'], $1 from account where username = 'supplier'",
                Tuple.of(code));
        delivers(code, item);
        return code;
    }

    void delivers(String supplier, String item) {
        execute(
                "insert into supplier_item (supplier, item_id) select $1, id from item where code = $2",
                Tuple.of(supplier, item));
    }

    void execute(String sql, Tuple parameters) {
        pool.preparedQuery(sql).execute(parameters).await().atMost(Duration.ofSeconds(10));
    }

    long count(String sql, String... parameters) {
        Tuple values = Tuple.tuple();
        for (String parameter : parameters) {
            values.addString(parameter);
        }
        return pool.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    static RequestSpecification as(String account) {
        return given().auth()
                .preemptive()
                .basic(account.toLowerCase(), "muster-demo")
                .contentType("application/json");
    }

    /** In so many hours, as text. */
    static String in(int hours) {
        return Instant.now()
                .plus(hours, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /** Asks; gives the request's id. */
    static String ask(String supplier, String site, String item, long quantity) {
        String id = UUID.randomUUID().toString();
        ask(id, supplier, site, item, quantity, "").statusCode(201);
        return id;
    }

    static ValidatableResponse ask(String id, String supplier, String site, String item, long quantity, String more) {
        return as("officer")
                .body("{\"id\":\"%s\",\"supplier\":\"%s\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":%d%s}"
                        .formatted(id, supplier, site, item, quantity, more))
                .post("/api/v1/restock-requests")
                .then();
    }

    static ValidatableResponse officer(String request, String what, String body) {
        return as("officer")
                .body(body)
                .post("/api/v1/restock-requests/" + request + "/" + what)
                .then();
    }

    static ValidatableResponse answer(String supplier, String request, String what, String body) {
        return as(supplier)
                .body(body)
                .post("/api/v1/supplier/restock-requests/" + request + "/" + what)
                .then();
    }

    static ValidatableResponse promise(String supplier, String request, long quantity, int hours) {
        return answer(supplier, request, "promise", "{\"quantity\":%d,\"date\":\"%s\"}".formatted(quantity, in(hours)));
    }

    static ValidatableResponse ship(String supplier, String request, String asn, long quantity, String more) {
        return answer(
                supplier,
                request,
                "ship",
                "{\"asn\":\"%s\",\"eta\":\"%s\",\"quantity\":%d%s}".formatted(asn, in(2), quantity, more));
    }

    static ValidatableResponse request(String id) {
        return as("officer").get("/api/v1/restock-requests/" + id).then().statusCode(200);
    }
}
