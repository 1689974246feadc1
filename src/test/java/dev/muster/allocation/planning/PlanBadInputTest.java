package dev.muster.allocation.planning;

import static dev.muster.allocation.Desk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be planned or applied is told, and changes nothing. */
@QuarkusTest
class PlanBadInputTest {

    @Inject
    AWorld world;

    @Inject
    Desk desk;

    @Inject
    Pool pool;

    @Inject
    PlanStore store;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'scope':{'items':['NO-SUCH']}|scope.items[0]",
                "'scope':{'sites':['NO-SUCH']}|scope.sites[0]",
                "'scope':{'regions':['NO-SUCH']}|scope.regions[0]",
                "'scope':{'incidents':['NO-SUCH']}|scope.incidents[0]",
                "'scope':{'items':[null]}|scope.items[0]",
                "'scope':{'urgencies':['STAT','STAT']}|scope.urgencies[1]",
                "'whatIf':{'closedSites':['NO-SUCH']}|whatIf.closedSites[0]",
                "'whatIf':{'extraStock':[{'site':'NO-SUCH','item':'NO-SUCH','quantity':1}]}|whatIf.extraStock[0].site",
                "'whatIf':{'extraStock':[{'site':'A','item':'B','quantity':-1}]}|whatIf.extraStock[0].quantity",
                "'whatIf':{'extraStock':[{'site':'A','item':'B','quantity':1000000000001}]}|whatIf.extraStock[0].quantity",
                "'whatIf':{'extraStock':[{}]}|whatIf.extraStock[0].item",
                "'whatIf':{'extraStock':[null]}|whatIf.extraStock[0]",
                "'whatIf':{'urgencies':[{'request':'00000000-0000-0000-0000-000000000001','urgency':'STAT'}]}|whatIf.urgencies[0].request",
                "'whatIf':{'policy':'NO-SUCH'}|whatIf.policy",
            })
    void shouldNameTheFieldAtFault(String members, String field) {
        PlanDesk.ask(members.replace('\'', '"'))
                .statusCode(422)
                .body("type", equalTo("/problems/rule-broken"))
                .body("violations.field", hasItem(field));
    }

    @ParameterizedTest
    @CsvSource({
        "'movable':'SOME'",
        "'objective':'BEST'",
        "'scope':{'urgencies':['NOW']}",
        "'nonsense':1",
        "'whatIf':{'extraStock':[{'quantity':1.5}]}"
    })
    void shouldRefuseWhatCannotBeRead(String members) {
        PlanDesk.ask(members.replace('\'', '"')).statusCode(400);
    }

    @Test
    void shouldSayThatNothingIsInScope() {
        String mask = world.item();
        PlanDesk.ask(PlanDesk.of(mask))
                .statusCode(422)
                .body("detail", equalTo("Nothing in this scope is open or reserved."));
        as("officer")
                .header("Accept-Language", "zh-CN")
                .body("{" + PlanDesk.of(mask) + "}")
                .post("/api/v1/plans")
                .then()
                .statusCode(422)
                .body("detail", equalTo("此范围内没有待满足或已预留的需求。"));
    }

    @Test
    void shouldKnowNoPlanOfAnotherId() {
        String id = UUID.randomUUID().toString();
        for (String path : new String[] {"", "/lines", "/changes", "/advice"}) {
            as("officer").get("/api/v1/plans/" + id + path).then().statusCode(404);
        }
        PlanDesk.apply(id, "{}").statusCode(404).body("detail", containsString(id));
        as("officer").post("/api/v1/plans/" + id + "/cancel").then().statusCode(404);
    }

    private String planned() {
        String hospital = world.site(30.0, 114.0);
        String mask = world.item();
        desk.ask(hospital, mask, "STAT", 10);
        return mask;
    }

    @Test
    void shouldPlanWhereNobodyHasAnything() {
        String mask = planned();
        String plan = PlanDesk.make(PlanDesk.of(mask));
        PlanDesk.get(plan, "")
                .body("result.optimal", equalTo(true))
                .body("result.classes[0].missing", equalTo(10))
                .body("result.comparison", equalTo("EQUAL"));
        PlanDesk.get(plan, "/lines").body("items[0].reason", equalTo("NO_STOCK"));
        PlanDesk.apply(plan, "{}").statusCode(200).body("applied", equalTo(0));
    }

    @Test
    void shouldAnswerTheSameIdWithTheSamePlan() {
        String mask = planned();
        String id = UUID.randomUUID().toString();
        String body = "\"id\":\"" + id + "\"," + PlanDesk.of(mask);
        PlanDesk.ask(body).statusCode(202);
        PlanDesk.ended(id);
        PlanDesk.ask(body).statusCode(200).body("id", equalTo(id)).body("state", equalTo("DONE"));
        PlanDesk.ask("\"id\":\"" + id + "\"").statusCode(409).body("type", equalTo("/problems/command-conflict"));
    }

    @Test
    void shouldApplyOnlyWhatIsInThePlan() {
        String plan = PlanDesk.make(PlanDesk.of(planned()));
        PlanDesk.apply(plan, "{\"items\":[\"NO-SUCH\"]}").statusCode(422).body("violations.field", hasItem("items[0]"));
        PlanDesk.apply(plan, "{\"items\":[]}").statusCode(422).body("violations.field", hasItem("items"));
        PlanDesk.apply(plan, "{\"items\":[null]}").statusCode(422).body("violations.field", hasItem("items[0]"));
    }

    @Test
    void shouldSayThatAPlanIsTooOld() {
        String plan = PlanDesk.make(PlanDesk.of(planned()));
        execute("update plan set as_of = as_of - interval '1 hour' where id = $1", UUID.fromString(plan));
        PlanDesk.apply(plan, "{}")
                .statusCode(409)
                .body("detail", containsString("60 minutes old"))
                .body("type", equalTo("/problems/illegal-transition"));
    }

    @Test
    void shouldStopNothingThatHasEndedNorWhatIsOfAnother() {
        String plan = PlanDesk.make(PlanDesk.of(planned()));
        as("officer").post("/api/v1/plans/" + plan + "/cancel").then().statusCode(409);
        String other = UUID.randomUUID().toString();
        running(other, "commander");
        as("officer").post("/api/v1/plans/" + other + "/cancel").then().statusCode(403);
        PlanDesk.apply(other, "{}").statusCode(409).body("detail", containsString("RUNNING"));
        as("commander").post("/api/v1/plans/" + other + "/cancel").then().statusCode(200);
    }

    /** A plan of a process that is gone: its lease is over. */
    private void running(String id, String actor) {
        execute(
                "insert into plan (id, state, wish, fingerprint, hypothetical, actor, owner, lease_until) "
                        + "select $1, 'RUNNING', wish, '', false, $2, gen_random_uuid(), now() - interval '1 second' from plan limit 1",
                UUID.fromString(id),
                actor);
    }

    @Test
    void shouldSayThatTheProcessOfAPlanIsGone() {
        PlanDesk.make(PlanDesk.of(planned()));
        String id = UUID.randomUUID().toString();
        long before = lastEvent();
        running(id, "officer");
        store.abandon().await().atMost(Duration.ofSeconds(10));
        assertThat(PlanDesk.ended(id)).isEqualTo("ABANDONED");
        PlanDesk.apply(id, "{}").statusCode(409).body("detail", containsString("ABANDONED"));
        as("auditor")
                .get("/api/v1/events?limit=1000&after=" + before)
                .then()
                .body("items.data.findAll { it.id == '" + id + "' }.state", hasItems("ABANDONED"));
    }

    private long lastEvent() {
        return pool.query("select last_event from log_head")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private void execute(String sql, Object... values) {
        pool.preparedQuery(sql).execute(Tuple.from(values)).await().atMost(Duration.ofSeconds(10));
    }
}
