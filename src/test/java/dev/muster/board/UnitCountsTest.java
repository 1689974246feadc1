package dev.muster.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitCountsTest {

    private final UnitCounts counts = new UnitCounts();

    @Test
    void shouldCountAUnitForEachItemItServesAndWhereItIs() {
        counts.take(standing("P1", "A", "AVAILABLE", "NURSE", "PARAMEDIC"), true);
        counts.take(standing("P2", "A", "ON_SITE", "NURSE"), true);

        assertThat(counts.byItem().toString())
                .contains("{\"item\":\"NURSE\",\"units\":2,\"free\":1,\"booked\":0,\"moving\":0,\"busy\":1,\"out\":0}")
                .contains(
                        "{\"item\":\"PARAMEDIC\",\"units\":1,\"free\":1,\"booked\":0,\"moving\":0,\"busy\":0,\"out\":0}");
        assertThat(counts.bySite().toString())
                .isEqualTo("[{\"site\":\"A\",\"units\":2,\"free\":1,\"booked\":0,\"moving\":0,\"busy\":1,\"out\":0}]");
    }

    @Test
    void shouldKeepWhatAUnitServesWhereAnEventDoesNotSay() {
        counts.take(standing("P1", "A", "AVAILABLE", "NURSE"), true);

        List<Change> changes = counts.take(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", "PERSON")
                        .put("code", "P1")
                        .put("site", "B")
                        .put("status", "EN_ROUTE"),
                true);

        assertThat(changes)
                .extracting(Change::key)
                .containsExactlyInAnyOrder("PERSON/AVAILABLE", "PERSON/EN_ROUTE", "NURSE", "A", "B");
        assertThat(counts.byItem().toString()).contains("\"moving\":1");
    }

    @Test
    void shouldForgetWhoLeavesTheViewOrRetires() {
        counts.take(standing("P1", "A", "AVAILABLE", "NURSE"), true);
        counts.take(standing("P1", "A", "AVAILABLE", "NURSE"), false);
        counts.take(standing("P2", "A", "AVAILABLE", "NURSE"), true);
        counts.take(standing("P2", "A", "RETIRED", "NURSE"), true);

        assertThat(counts.byItem()).isEmpty();
        assertThat(counts.bySite()).isEmpty();
        assertThat(counts.byStatus().toString())
                .isEqualTo("[{\"kind\":\"PERSON\",\"status\":\"RETIRED\",\"count\":1}]");
    }

    private static ObjectNode standing(String code, String site, String status, String... serves) {
        ObjectNode standing = JsonNodeFactory.instance
                .objectNode()
                .put("kind", "PERSON")
                .put("code", code)
                .put("site", site)
                .put("status", status);
        ArrayNode items = standing.putArray("serves");
        List.of(serves).forEach(items::add);
        return standing;
    }
}
