package dev.muster.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import java.util.List;

/** Lists kept as JSON arrays, which the reactive ORM does not know by itself: they cross to the database as text. */
public abstract class JsonList<T> implements AttributeConverter<List<T>, String> {

    /** How such a column is written. */
    public static final String WRITE = "cast(cast(? as text) as jsonb)";

    private static final ObjectMapper JSON = JsonRules.configure(new ObjectMapper());

    private final TypeReference<List<T>> type;

    protected JsonList(TypeReference<List<T>> type) {
        this.type = type;
    }

    @Override
    public String convertToDatabaseColumn(List<T> list) {
        try {
            return JSON.writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + list, e);
        }
    }

    @Override
    public List<T> convertToEntityAttribute(String text) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a list: " + text, e);
        }
    }
}
