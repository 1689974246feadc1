package dev.muster.board;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.muster.platform.Event;
import dev.muster.platform.LogWriter;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EventResourceTest {

    @Inject
    LogWriter log;

    private final String kind = "test." + UUID.randomUUID();

    @Test
    void shouldGiveEveryEventOnceAndInOrderToWhoPolls() {
        long start = log.head();
        for (int i = 0; i < 25; i++) {
            log.append(event(i), new Event("test.other", "x", "tester", Map.of()));
        }
        List<Long> numbers = new ArrayList<>();
        long after = start;
        long head;
        do {
            ValidatableResponse answer = events("?limit=7&after=" + after).statusCode(200);
            numbers.addAll(answer.extract().jsonPath().getList("items.seq", Long.class));
            after = answer.extract().jsonPath().getLong("next");
            head = answer.extract().jsonPath().getLong("head");
        } while (after < head);
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(start + 1 + i);
        }
        assertThat(numbers).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void shouldKeepOnlyTheKindsAskedForAndStillGoOn() {
        long start = log.head();
        for (int i = 0; i < 5; i++) {
            log.append(event(i), new Event("test.other", "x", "tester", Map.of()));
        }
        ValidatableResponse answer = events("?limit=3&kind=" + kind + "&after=" + start)
                .statusCode(200)
                .body("items.data.n", equalTo(List.of(0, 1, 2)))
                .body("epoch", equalTo(log.epoch().toString()));
        long next = answer.extract().jsonPath().getLong("next");
        events("?kind=" + kind + "&after=" + next)
                .body("items.data.n", equalTo(List.of(3, 4)))
                .body("items[0].kind", equalTo(kind))
                .body("items[0].actor", equalTo("tester"))
                .body("next", equalTo((int) log.head()));
    }

    @Test
    void shouldAnswerWhoAsksFromTheFutureWithNothing() {
        events("?after=900000000000").statusCode(200).body("items.size()", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=-1", "after=x", "after=99999999999999999999", "limit=0", "limit=1001", "limit=1.5"})
    void shouldRefuseWhatCannotBeMeant(String query) {
        events("?" + query)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(query.split("=")[0]));
    }

    @Test
    void shouldServeTheDescriptionOfBoardsAndEvents() {
        String description =
                given().get("/asyncapi.yaml").then().statusCode(200).extract().asString();
        assertThat(description).startsWith("asyncapi: 3.0.0").contains("/live/{board}", "muster.v1");
    }

    private ValidatableResponse events(String query) {
        return given().auth()
                .preemptive()
                .basic("viewer", "muster-demo")
                .get("/api/v1/events" + query)
                .then();
    }

    private Event event(int n) {
        return new Event(kind, "thing", "tester", Map.of("n", n));
    }
}
