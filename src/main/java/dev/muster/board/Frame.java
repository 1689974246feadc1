package dev.muster.board;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A message to clients, encoded once for all of them.
 *
 * @param kind {@code snapshot}, {@code delta} or {@code heartbeat}
 * @param to the number a client has once it has taken the frame
 * @param json UTF-8; shared, read through duplicates only
 */
record Frame(String kind, long to, ByteBuffer json) {

    private static final JsonFactory JSON = new ObjectMapper().getFactory();
    /** Beyond this many bytes a frame lies outside the heap, where sockets can write it without a copy for each. */
    private static final int LARGE = 64 * 1024;

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    static Frame snapshot(
            Board board, UUID epoch, long seq, Instant at, Map<Section, Collection<ObjectNode>> sections) {
        return encode("snapshot", seq, json -> {
            json.writeStringField("board", board.slug());
            json.writeStringField("epoch", epoch.toString());
            json.writeNumberField("seq", seq);
            json.writeStringField("at", at.toString());
            json.writeObjectFieldStart("data");
            for (var section : sections.entrySet()) {
                json.writeObjectFieldStart(section.getKey().label());
                for (ObjectNode value : section.getValue()) {
                    json.writeFieldName(section.getKey().key(value));
                    json.writeTree(value);
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    static Frame delta(long from, long to, Instant at, List<Change> changes) {
        return encode("delta", to, json -> {
            json.writeNumberField("from", from);
            json.writeNumberField("to", to);
            json.writeStringField("at", at.toString());
            json.writeArrayFieldStart("changes");
            for (Change change : changes) {
                ObjectNode value = change.value();
                json.writeStartObject();
                json.writeStringField("op", value == null ? "remove" : "put");
                json.writeStringField("in", change.in().label());
                json.writeStringField("key", change.key());
                if (value != null) {
                    json.writeFieldName("value");
                    json.writeTree(value);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static Frame heartbeat(long seq, Instant at) {
        return encode("heartbeat", seq, json -> {
            json.writeNumberField("seq", seq);
            json.writeStringField("at", at.toString());
        });
    }

    int bytes() {
        return json.remaining();
    }

    String text() {
        return StandardCharsets.UTF_8.decode(json.duplicate()).toString();
    }

    private static Frame encode(String kind, long to, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("type", kind);
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Frame(kind, to, buffer(bytes));
    }

    private static ByteBuffer buffer(ByteArrayOutputStream bytes) {
        if (bytes.size() < LARGE) {
            return ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer();
        }
        return ByteBuffer.allocateDirect(bytes.size())
                .put(bytes.toByteArray())
                .flip()
                .asReadOnlyBuffer();
    }
}
