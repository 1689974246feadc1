package dev.muster.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/** A payload's field whose value one of our readers refuses; the message is a key under {@code field.}. */
final class FieldRefused extends JsonMappingException {

    private final String key;

    FieldRefused(JsonParser parser, String key) {
        super(parser, key);
        this.key = key;
    }

    String key() {
        return key;
    }
}
