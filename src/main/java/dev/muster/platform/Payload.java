package dev.muster.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads parts of a payload one by one, so that one that cannot be read is refused alone. */
public final class Payload {

    private Payload() {}

    /**
     * Reads one part.
     *
     * @throws ProblemException malformed, with the field at fault
     */
    public static <T> T read(JsonNode part, Class<T> type, ObjectMapper json) {
        try {
            T value = json.treeToValue(part, type);
            if (value == null) {
                throw Problem.of(ProblemType.MALFORMED, "body-missing").asException();
            }
            return value;
        } catch (JsonProcessingException e) {
            throw JsonProblems.of(e).asException();
        }
    }
}
