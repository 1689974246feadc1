package dev.muster.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Row-level security alone, with statements that forget to ask for the own organisation only. */
@QuarkusTest
class SecondWallTest {

    private static final Pattern COLUMN = Pattern.compile("\\((organisation|supplier|code) = bound_organisation");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final SupplierCaller US = new SupplierCaller("WALL-US", null, "us");
    private static final List<String> BOTH = List.of("WALL-US", "WALL-THEM");

    @Inject
    Pool pool;

    @Inject
    SecondWall wall;

    @Inject
    Organisations organisations;

    @Inject
    EventLog log;

    /** Something of ours and of theirs in every table that is walled; in those not here nothing of either. */
    @BeforeEach
    void makeThings() {
        if (number("select count(*) from api_key where organisation = 'WALL-US'") > 0) {
            return;
        }
        insert("insert into site (code, name_en, kind, latitude, longitude) values ('WALL-S', 'S', 'CLINIC', 30, 114)");
        insert("insert into item (code, kind, name_en, base_unit) values ('WALL-I', 'SUPPLY', 'I', 'piece')");
        for (String organisation : BOTH) {
            makeRestocking(organisation);
            String key = given().auth()
                    .preemptive()
                    .basic("admin", "muster-demo")
                    .contentType("application/json")
                    .body(Map.of("organisation", organisation, "name", "test"))
                    .post("/api/v1/api-keys")
                    .path("key");
            given().header("Authorization", "Bearer " + key)
                    .contentType("application/json")
                    .body(Map.of("url", "http://127.0.0.1:1/", "state", "PAUSED"))
                    .post("/api/v1/supplier/webhooks")
                    .then()
                    .statusCode(201);
            Event event = new Event("restock.sent", organisation, "officer", Map.of("supplier", organisation));
            pool.withTransaction(transaction -> log.append(transaction, List.of(event), List.of()))
                    .chain(() -> pool.query("""
                            insert into webhook_delivery (endpoint, seq, organisation)
                            select w.id, s.seq, w.organisation from webhook_endpoint w join supplier_event s using (organisation)
                            where w.organisation = '%s'
                            """.formatted(organisation)).execute())
                    .await()
                    .atMost(LIMIT);
        }
    }

    private void makeRestocking(String supplier) {
        for (String sql : List.of(
                "insert into supplier (code, name_en) values ('$', '$')",
                "insert into supplier_item (supplier, item_id) select '$', id from item where code = 'WALL-I'",
                "insert into supplier_delivery_record (supplier, item_id, asked, promised, received, requests, answered, delivered,"
                        + " in_time, hours) select '$', id, 1, 1, 1, 1, 1, 1, 1, 1 from item where code = 'WALL-I'",
                "insert into restock_need (id, site_id, item_id, quantity, urgency, manual, why, opened_by, closed_at)"
                        + " select gen_random_uuid(), s.id, i.id, 9, 'ROUTINE', true, '{}', '$', now() from site s, item i"
                        + " where s.code = 'WALL-S' and i.code = 'WALL-I'",
                "insert into restock_request (id, need, supplier, site_id, item_id, quantity, urgency, state, created_by, sent_at)"
                        + " select gen_random_uuid(), n.id, '$', n.site_id, n.item_id, 9, 'ROUTINE', 'SENT', 'test', now()"
                        + " from restock_need n where n.opened_by = '$'",
                "insert into restock_promise (request_id, supplier, n, quantity, due)"
                        + " select id, supplier, 1, 1, now() from restock_request where supplier = '$'",
                "insert into restock_shipment (id, request_id, supplier, asn, state)"
                        + " select gen_random_uuid(), id, supplier, 'A1', 'ANNOUNCED' from restock_request where supplier = '$'",
                "insert into restock_offer (id, supplier, item_id, quantity, donation, available_at, created_by)"
                        + " select gen_random_uuid(), '$', id, 1, true, now(), 'test' from item where code = 'WALL-I'",
                "insert into restock_shipment_line (shipment, line, quantity)"
                        + " select id, 1, 1 from restock_shipment where supplier = '$'")) {
            insert(sql.replace("$", supplier));
        }
    }

    private void insert(String sql) {
        pool.query(sql).execute().await().atMost(LIMIT);
    }

    @Test
    void shouldShowLinesOfTheOwnNoticesOnly() {
        String lines = "select count(*)::text from restock_shipment_line l where exists (select from supplier"
                + " where code like 'WALL-%') and l.shipment in (select id from restock_shipment)";
        assertThat(Long.parseLong(texts(pool.query(lines).execute()).get(0))).isGreaterThanOrEqualTo(2);
        assertThat(texts(bound("select count(*)::text from restock_shipment_line")))
                .containsExactly("1");
    }

    @Test
    void shouldHold() {
        assertThat(wall.gap().await().atMost(LIMIT)).isEmpty();
    }

    @Test
    void shouldStandAroundEveryTableOfSuppliers() {
        assertThat(walled().keySet())
                .contains("api_key", "supplier_event", "webhook_delivery", "webhook_endpoint")
                .containsAll(tablesWithColumn("organisation"))
                .containsAll(tablesWithColumn("supplier"));
    }

    @Test
    void shouldShowTheOwnThingsOnly() {
        walled().forEach((table, column) -> {
            String all = "select distinct %s from %s where %s like 'WALL-%%'".formatted(column, table, column);
            assertThat(texts(pool.query(all).execute())).as(table).containsExactlyInAnyOrderElementsOf(BOTH);
            assertThat(texts(bound(all))).as(table).containsExactly("WALL-US");
            String others = "select distinct %s from %s where %s <> 'WALL-US'".formatted(column, table, column);
            assertThat(texts(bound(others))).as(table).isEmpty();
        });
    }

    @Test
    void shouldLetNobodyWriteForAnother() {
        assertThat(bound("update webhook_endpoint set description = 'ours' where organisation = 'WALL-THEM'")
                        .await()
                        .atMost(LIMIT)
                        .rowCount())
                .isZero();
        assertThat(bound("delete from api_key where organisation = 'WALL-THEM'")
                        .await()
                        .atMost(LIMIT)
                        .rowCount())
                .isZero();
        walled().forEach((table, column) -> assertThatThrownBy(() -> bound(
                                "update %s set %s = 'WALL-THEM' where %s = 'WALL-US'".formatted(table, column, column))
                        .await()
                        .atMost(LIMIT))
                .as(table)
                .hasMessageMatching("(?s).*(row-level security|append-only|permission denied|violates).*"));
    }

    /** A transaction leaves nothing behind for the next one on its connection. */
    @Test
    void shouldEndWithTheTransaction() {
        for (int i = 0; i < 20; i++) {
            bound("select 1").await().atMost(LIMIT);
            assertThat(number("select count(bound_organisation())")).isZero();
        }
    }

    private Uni<RowSet<Row>> bound(String sql) {
        return organisations.transaction(
                US, transaction -> transaction.query(sql).execute());
    }

    /** Tables with a policy, and the column that it looks at. */
    private Map<String, String> walled() {
        Map<String, String> walled = new TreeMap<>();
        pool.query("select tablename::text, qual from pg_policies where policyname = 'own_organisation'")
                .execute()
                .await()
                .atMost(LIMIT)
                .forEach(row -> {
                    Matcher column = COLUMN.matcher(row.getString(1));
                    if (column.find()) {
                        walled.put(row.getString(0), column.group(1));
                    }
                });
        return walled;
    }

    private List<String> tablesWithColumn(String column) {
        return texts(pool.query("""
                select table_name::text from information_schema.columns
                where table_schema = 'public' and column_name = '%s' and table_name <> 'account'
                """.formatted(column)).execute());
    }

    private long number(String query) {
        return pool.query(query)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(LIMIT);
    }

    private static List<String> texts(Uni<RowSet<Row>> query) {
        List<String> texts = new ArrayList<>();
        query.await().atMost(LIMIT).forEach(row -> texts.add(row.getString(0)));
        return texts;
    }
}
