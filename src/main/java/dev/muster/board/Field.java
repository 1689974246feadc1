package dev.muster.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * A field of a board's value. It reads what an event or a table says into one spelling, so that a value that came by
 * either way is the same.
 */
record Field(String name, Type type) {

    private enum Type {
        TEXT,
        NUMBER,
        REAL,
        FLAG,
        TIME,
        NAMES,
        TEXTS
    }

    static Field text(String name) {
        return new Field(name, Type.TEXT);
    }

    static Field number(String name) {
        return new Field(name, Type.NUMBER);
    }

    static Field real(String name) {
        return new Field(name, Type.REAL);
    }

    static Field flag(String name) {
        return new Field(name, Type.FLAG);
    }

    static Field time(String name) {
        return new Field(name, Type.TIME);
    }

    static Field names(String name) {
        return new Field(name, Type.NAMES);
    }

    static Field texts(String name) {
        return new Field(name, Type.TEXTS);
    }

    JsonNode read(JsonNode given) {
        return switch (type) {
            case TEXT -> text(given);
            case NUMBER -> number(given);
            case REAL -> real(given);
            case FLAG -> flag(given);
            case TIME -> time(given);
            case NAMES -> languages(given);
            case TEXTS -> list(given);
        };
    }

    private JsonNode text(JsonNode given) {
        return given.isTextual() ? given : refuse(given);
    }

    private JsonNode list(JsonNode given) {
        if (!given.isArray()) {
            return refuse(given);
        }
        given.forEach(this::text);
        return given;
    }

    private JsonNode number(JsonNode given) {
        return given.canConvertToLong() && given.canConvertToExactIntegral()
                ? LongNode.valueOf(given.longValue())
                : refuse(given);
    }

    private JsonNode real(JsonNode given) {
        return given.isNumber() ? DoubleNode.valueOf(given.doubleValue()) : refuse(given);
    }

    private JsonNode flag(JsonNode given) {
        return given.isBoolean() ? BooleanNode.valueOf(given.booleanValue()) : refuse(given);
    }

    private JsonNode time(JsonNode given) {
        try {
            Instant time = OffsetDateTime.parse(given.asText()).toInstant();
            return TextNode.valueOf(time.truncatedTo(ChronoUnit.MICROS).toString());
        } catch (DateTimeException e) {
            return refuse(given);
        }
    }

    private static JsonNode languages(JsonNode given) {
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        for (String language : new String[] {"zh", "en"}) {
            if (given.hasNonNull(language)) {
                names.set(language, given.get(language));
            }
        }
        return names;
    }

    private JsonNode refuse(JsonNode given) {
        throw new IllegalArgumentException("Not a " + type + " for " + name + ": " + given);
    }
}
