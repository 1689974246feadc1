package dev.muster.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a client does, by docs/boards.md: replaces all on a snapshot, applies a delta that begins where it stands. */
final class Screen {

    private static final ObjectMapper JSON = new ObjectMapper();

    Map<String, Map<String, JsonNode>> data = new TreeMap<>();
    String epoch = "";
    long number = -1;
    int snapshots;
    int deltas;
    int heartbeats;

    void take(String text) {
        JsonNode frame = parse(text);
        switch (frame.path("type").asText()) {
            case "snapshot" -> snapshot(frame);
            case "delta" -> delta(frame);
            case "heartbeat" -> {
                heartbeats++;
                assertThat(frame.path("seq").longValue()).isEqualTo(number);
            }
            default -> throw new AssertionError("No such frame: " + text);
        }
    }

    private void snapshot(JsonNode frame) {
        snapshots++;
        epoch = frame.path("epoch").asText();
        number = frame.path("seq").longValue();
        data = new TreeMap<>();
        frame.path("data").fields().forEachRemaining(section -> {
            Map<String, JsonNode> entries = new TreeMap<>();
            section.getValue().fields().forEachRemaining(e -> entries.put(e.getKey(), e.getValue()));
            data.put(section.getKey(), entries);
        });
    }

    private void delta(JsonNode frame) {
        deltas++;
        assertThat(frame.path("from").longValue()).isEqualTo(number);
        assertThat(frame.path("to").longValue()).isGreaterThan(number);
        number = frame.path("to").longValue();
        for (JsonNode change : frame.path("changes")) {
            Map<String, JsonNode> section =
                    Objects.requireNonNull(data.get(change.path("in").asText()), change::toString);
            String key = change.path("key").asText();
            if (change.path("op").asText().equals("put")) {
                section.put(key, change.path("value"));
            } else {
                section.remove(key);
            }
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }
}
