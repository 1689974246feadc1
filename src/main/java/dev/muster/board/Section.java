package dev.muster.board;

import static dev.muster.board.Field.flag;
import static dev.muster.board.Field.names;
import static dev.muster.board.Field.number;
import static dev.muster.board.Field.real;
import static dev.muster.board.Field.text;
import static dev.muster.board.Field.texts;
import static dev.muster.board.Field.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** The sections of the boards: the fields of a section's values and what names one. The contract of docs/boards.md. */
enum Section {
    SITES(
            List.of("code"),
            text("code"),
            names("name"),
            text("kind"),
            real("latitude"),
            real("longitude"),
            text("region"),
            flag("keySite"),
            text("status")),
    ITEMS(List.of("code"), text("code"), text("kind"), names("name"), text("category"), text("baseUnit")),
    INCIDENTS(
            List.of("id"),
            text("id"),
            text("code"),
            names("name"),
            text("kind"),
            text("region"),
            text("level"),
            text("phase"),
            time("startedAt")),
    SHORTAGES(
            List.of("request", "line"),
            text("request"),
            number("line"),
            text("site"),
            text("item"),
            text("incident"),
            text("urgency"),
            text("level"),
            flag("keySite"),
            number("quantity"),
            text("provenance"),
            number("allocated"),
            number("short"),
            time("neededBy"),
            time("since"),
            text("reason"),
            number("asked"),
            number("promised"),
            number("overdue"),
            time("endsAt")),
    /** What suppliers bring of a shortage; shown as a part of it, not by itself. */
    OUTLOOKS(
            List.of("request", "line"),
            text("request"),
            number("line"),
            number("asked"),
            number("promised"),
            number("overdue"),
            time("endsAt")),
    RESTOCK(
            List.of("id"),
            text("id"),
            text("supplier"),
            text("site"),
            text("item"),
            text("urgency"),
            text("state"),
            flag("overdue"),
            number("quantity"),
            number("promised"),
            number("shipped"),
            number("received"),
            time("promisedUntil"),
            time("answerBy")),
    ALLOCATIONS(
            List.of("id"),
            text("id"),
            text("request"),
            number("line"),
            text("source"),
            text("site"),
            text("item"),
            text("lot"),
            text("unit"),
            number("quantity"),
            text("urgency"),
            real("distanceKm"),
            number("travelMinutes"),
            text("state"),
            time("at")),
    STOCK(List.of("item"), text("item"), number("onHand"), number("reserved"), number("held"), number("available")),
    POSITIONS(
            List.of("site", "item", "lot", "expiry"),
            text("site"),
            text("item"),
            text("lot"),
            text("expiry"),
            number("onHand"),
            number("reserved"),
            number("held"),
            number("available")),
    PLANS(
            List.of("id"),
            text("id"),
            text("state"),
            text("actor"),
            flag("automatic"),
            time("at"),
            number("lines"),
            number("planned"),
            flag("optimal"),
            text("comparison"),
            time("appliedAt")),
    UNITS(List.of("kind", "status"), text("kind"), text("status"), number("count")),
    /** Units in view by what they may be asked for as; one that serves several items counts for each. */
    FORCES(
            List.of("item"),
            text("item"),
            number("units"),
            number("free"),
            number("booked"),
            number("moving"),
            number("busy"),
            number("out")),
    /** Units by the site where they are. */
    POSTS(
            List.of("site"),
            text("site"),
            number("units"),
            number("free"),
            number("booked"),
            number("moving"),
            number("busy"),
            number("out")),
    /** Not shown; {@link #UNITS}, {@link #FORCES} and {@link #POSTS} count them. */
    STANDINGS(List.of("kind", "code"), text("kind"), text("code"), text("site"), text("status"), texts("serves"));

    private final List<String> keyFields;
    private final List<Field> fields;

    Section(List<String> keyFields, Field... fields) {
        this.keyFields = keyFields;
        this.fields = List.of(fields);
    }

    /** The name in frames. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What names a value of this section. */
    String key(JsonNode value) {
        if (keyFields.size() == 1) {
            return value.path(keyFields.get(0)).asText();
        }
        StringBuilder key = new StringBuilder(64);
        for (String field : keyFields) {
            if (!key.isEmpty() || !field.equals(keyFields.get(0))) {
                key.append('/');
            }
            key.append(value.path(field).asText());
        }
        return key.toString();
    }

    /**
     * The value as boards show it: the section's fields in their order and one spelling each (times in UTC to the
     * microsecond), nothing absent or null, nothing else.
     *
     * @throws IllegalArgumentException where a field is not of its type or a field of the key is missing
     */
    ObjectNode value(JsonNode raw) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        for (Field field : fields) {
            JsonNode given = raw.path(field.name());
            if (!given.isMissingNode() && !given.isNull()) {
                value.set(field.name(), field.read(given));
            }
        }
        if (!value.hasNonNull(keyFields.get(0))) {
            throw new IllegalArgumentException("No " + keyFields.get(0) + " in " + label() + " " + raw);
        }
        return value;
    }
}
