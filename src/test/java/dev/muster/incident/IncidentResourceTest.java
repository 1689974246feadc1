package dev.muster.incident;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestSecurity(user = "commander", roles = "commander")
class IncidentResourceTest {

    private static final String INCIDENTS = "/api/v1/incidents";

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON).body(body).post(INCIDENTS).then();
    }

    private static ValidatableResponse patch(String id, String body) {
        return given().contentType("application/merge-patch+json")
                .body(body)
                .patch(INCIDENTS + "/" + id)
                .then();
    }

    private static String incident(UUID id) {
        return """
               {"id":"%s","code":"E-%s","name":{"zh":"疫情"},"kind":"EPIDEMIC","level":"II"}""".formatted(id, id);
    }

    @Test
    void shouldAnswerTheSameCommandTheSameWayForEver() {
        UUID id = UUID.randomUUID();
        String first = post(incident(id))
                .statusCode(201)
                .body("phase", is("RESPONSE"))
                .extract()
                .path("startedAt");
        post(incident(id)).statusCode(200).body("startedAt", is(first));
        patch(id.toString(), "{\"level\":\"I\"}").statusCode(200).body("level", is("I"));
        post(incident(id)).statusCode(200).body("level", is("II"));
        given().get(INCIDENTS + "/" + id).then().body("level", is("I")).body("startedAt", is(first));
    }

    @Test
    void shouldRefuseTheSameIdWithAnotherPayloadAndTheSameCode() {
        UUID id = UUID.randomUUID();
        post(incident(id)).statusCode(201);
        post(incident(id).replace("II", "I")).statusCode(409).body("type", is("/problems/command-conflict"));
        post(incident(id).replace("\"id\":\"" + id + "\",", ""))
                .statusCode(409)
                .body("type", is("/problems/command-conflict"));
        given().get(INCIDENTS + "/" + id).then().body("level", is("II"));
    }

    @Test
    void shouldGoForwardOnlyAndStayClosed() {
        String id = UUID.randomUUID().toString();
        post(incident(UUID.fromString(id))).statusCode(201);
        patch(id, "{\"phase\":\"STABILISED\"}").statusCode(200).header("ETag", "\"1\"");
        patch(id, "{\"phase\":\"STABILISED\"}").statusCode(200).header("ETag", "\"1\"");
        patch(id, "{\"phase\":\"RESPONSE\"}").statusCode(409).body("type", is("/problems/illegal-transition"));
        given().contentType("application/merge-patch+json")
                .header("If-Match", "\"0\"")
                .body("{\"level\":\"I\"}")
                .patch(INCIDENTS + "/" + id)
                .then()
                .statusCode(412);
        patch(id, "{\"phase\":\"CLOSED\"}").statusCode(200);
        patch(id, "{\"level\":\"I\"}").statusCode(409);
        patch(id, "{\"phase\":\"RECOVERY\"}").statusCode(409);
    }

    @Test
    void shouldMergePatches() {
        String id = UUID.randomUUID().toString();
        post(incident(UUID.fromString(id))).statusCode(201);
        patch(id, "{\"name\":{\"en\":\"Outbreak\"}}").body("name.zh", is("疫情")).body("name.en", is("Outbreak"));
        patch(id, "{\"name\":{\"zh\":null}}").body("name.zh", nullValue()).body("name.en", is("Outbreak"));
        patch(id, "{\"name\":null}").statusCode(422).body("violations[0].field", is("name"));
        patch(id, "{\"level\":\"V\"}").statusCode(400).body("violations[0].field", is("level"));
        patch(id, "{\"unheard\":1}").statusCode(400).body("violations[0].field", is("unheard"));
        patch(id, "{\"id\":\"" + UUID.randomUUID() + "\"}").statusCode(422).body("violations[0].field", is("id"));
        patch(id, "[]").statusCode(400);
        patch(UUID.randomUUID().toString(), "{}").statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":{\"en\":\"a\"},\"kind\":\"FLOOD\",\"level\":\"I\"}|422|code",
                "{\"code\":\"E-1\",\"kind\":\"FLOOD\",\"level\":\"I\"}|422|name",
                "{\"code\":\"E-1\",\"name\":{\"en\":\"a\"},\"level\":\"I\"}|422|kind",
                "{\"code\":\"E-1\",\"name\":{\"en\":\"a\"},\"kind\":\"FLOOD\"}|422|level",
                "{\"code\":\"E-1\",\"name\":{\"en\":\"a\"},\"kind\":\"FLOOD\",\"level\":1}|400|level",
                "{\"code\":\"E-1\",\"name\":{\"en\":\"a\"},\"kind\":\"FLOOD\",\"level\":\"I\",\"region\":\"none\"}|422|region",
                "{\"id\":\"1\",\"code\":\"E-1\"}|400|id"
            })
    void shouldRefuseBadInput(String body, int status, String field) {
        post(body).statusCode(status).body("violations[0].field", is(field));
    }

    @Test
    void shouldListNewestFirst() {
        String older = UUID.randomUUID().toString();
        String newer = UUID.randomUUID().toString();
        post(incident(UUID.fromString(older))
                        .replace("\"II\"", "\"II\",\"phase\":\"WARNING\",\"startedAt\":\"9000-01-01T00:00:00Z\""))
                .statusCode(201);
        post(incident(UUID.fromString(newer))
                        .replace("\"II\"", "\"II\",\"phase\":\"WARNING\",\"startedAt\":\"9000-01-02T08:00:00+08:00\""))
                .statusCode(201)
                .body("startedAt", is("9000-01-02T00:00:00Z"));
        String next = given().queryParam("phase", "WARNING")
                .queryParam("limit", 1)
                .get(INCIDENTS)
                .then()
                .body("items.id", contains(newer))
                .extract()
                .path("next");
        given().queryParam("phase", "WARNING")
                .queryParam("limit", 1)
                .queryParam("cursor", next)
                .get(INCIDENTS)
                .then()
                .body("items.id", contains(older));
        String csv = given().accept("text/csv")
                .queryParam("phase", "WARNING")
                .get(INCIDENTS)
                .asString();
        assertThat(csv).startsWith("id,code,name.zh,name.en,kind,region,level,phase,startedAt\r\n" + newer);
    }

    @Test
    @TestSecurity(user = "officer", roles = "officer")
    void shouldLetOfficersReadOnly() {
        post(incident(UUID.randomUUID())).statusCode(403);
        given().get(INCIDENTS).then().statusCode(200);
    }
}
