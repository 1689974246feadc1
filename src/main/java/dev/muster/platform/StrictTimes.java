package dev.muster.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Reads times and dates of payloads: RFC 3339 texts only, years 1 to 9999, times with a zone and to the microsecond. */
final class StrictTimes {

    private static final int LAST_YEAR = 9999;

    private StrictTimes() {}

    static Instant time(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        requireYear(time.getYear());
        return time.toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    static LocalDate date(String text) {
        LocalDate date = LocalDate.parse(text, DateTimeFormatter.ISO_LOCAL_DATE);
        requireYear(date.getYear());
        return date;
    }

    private static void requireYear(int year) {
        if (year < 1 || year > LAST_YEAR) {
            throw new DateTimeException("Year " + year);
        }
    }

    static final class TimeReader extends StdScalarDeserializer<Instant> {

        TimeReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw new FieldRefused(parser, "time");
            }
            try {
                return time(parser.getText());
            } catch (DateTimeException e) {
                throw new FieldRefused(parser, "time");
            }
        }
    }

    static final class DateReader extends StdScalarDeserializer<LocalDate> {

        DateReader() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw new FieldRefused(parser, "date");
            }
            try {
                return date(parser.getText());
            } catch (DateTimeException e) {
                throw new FieldRefused(parser, "date");
            }
        }
    }
}
