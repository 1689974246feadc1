package dev.muster.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** Reads fractional numbers of payloads: finite JSON numbers only, no text such as {@code "NaN"}. */
final class StrictNumber extends StdScalarDeserializer<Double> {

    StrictNumber() {
        super(Double.class);
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            throw new FieldRefused(parser, "number");
        }
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw new FieldRefused(parser, "out-of-range");
        }
        return number;
    }
}
