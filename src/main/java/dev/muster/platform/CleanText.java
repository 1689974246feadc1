package dev.muster.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts of payloads: only JSON strings, without control characters (line breaks and tabs where the field is
 * {@link FreeText}) and without halves of surrogate pairs, neither of which the database can keep.
 */
final class CleanText extends StdScalarDeserializer<String> implements ContextualDeserializer {

    private static final CleanText ONE_LINE = new CleanText(false);
    private static final CleanText FREE = new CleanText(true);

    private final boolean free;

    private CleanText(boolean free) {
        super(String.class);
        this.free = free;
    }

    static CleanText oneLine() {
        return ONE_LINE;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        return property != null && property.getAnnotation(FreeText.class) != null ? FREE : ONE_LINE;
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        String text = parser.getText();
        if (!isClean(text, free)) {
            throw new FieldRefused(parser, "control-character");
        }
        return text;
    }

    /**
     * Whether a text can be kept.
     *
     * @param free whether line breaks and tabs are allowed
     */
    static boolean isClean(String text, boolean free) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lineBreakOrTab = c == '\n' || c == '\t' || c == '\r';
            if (Character.isISOControl(c) && !(free && lineBreakOrTab)) {
                return false;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
