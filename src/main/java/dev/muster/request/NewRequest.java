package dev.muster.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.FreeText;
import dev.muster.platform.Problem.Violation;
import dev.muster.stock.Quantity;
import dev.muster.unit.CompetencyLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a site asks for.
 *
 * @param id the command's and the request's id
 * @param site code of the asking site
 * @param incident id or code of the incident, null for daily need
 * @param urgency how soon it must be met
 * @param neededBy when it must be there
 * @param lines what is needed, at least one
 * @param allOrNothing whether it is refused where not all of it can be had at once; else what can be had is reserved
 */
public record NewRequest(
        @Nullable UUID id,
        @Nullable String site,
        @Nullable String incident,
        @Nullable Urgency urgency,
        @Nullable Instant neededBy,
        @Nullable List<@Nullable NewLine> lines,
        @FreeText @Nullable String note,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean allOrNothing) {

    /** One that takes what can be had. */
    public NewRequest(
            @Nullable UUID id,
            @Nullable String site,
            @Nullable String incident,
            @Nullable Urgency urgency,
            @Nullable Instant neededBy,
            @Nullable List<@Nullable NewLine> lines,
            @Nullable String note) {
        this(id, site, incident, urgency, neededBy, lines, note, null);
    }

    /** The most lines of one request. */
    public static final int MAX_LINES = 500;
    /** The longest note, characters. */
    public static final int MAX_NOTE = 2000;

    /**
     * One item asked for.
     *
     * @param item code
     * @param quantity base units; of equipment and staff, how many; null if nobody knows how much
     * @param substitutesAllowed whether the item's substitutes may serve
     * @param from since when equipment or staff are needed there, the request's {@code neededBy} if absent
     * @param until until when
     * @param level least competency level of staff
     * @param team whether whole teams are asked for, not single people
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NewLine(
            @Nullable String item,
            @Nullable Long quantity,
            @Nullable Boolean substitutesAllowed,
            @FreeText @Nullable String note,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable CompetencyLevel level,
            @Nullable Boolean team) {

        /** A line that asks for supplies. */
        public NewLine(
                @Nullable String item,
                @Nullable Long quantity,
                @Nullable Boolean substitutesAllowed,
                @Nullable String note) {
            this(item, quantity, substitutesAllowed, note, null, null, null, null);
        }

        /** Whether it says anything that belongs to equipment and staff only. */
        public boolean speaksOfUnits() {
            return from != null || until != null || level != null || team != null;
        }
    }

    /** What is wrong with it by itself, whatever the reference data say. */
    public List<Violation> violations(Instant now) {
        List<Violation> found = new ArrayList<>();
        required(found, "site", site);
        required(found, "urgency", urgency);
        required(found, "neededBy", neededBy);
        if (neededBy != null && neededBy.isBefore(now)) {
            found.add(Violation.of("neededBy", "needed-by.past"));
        }
        tooLong(found, "note", note);
        if (lines == null || lines.isEmpty()) {
            found.add(Violation.of("lines", "required"));
        } else if (lines.size() > MAX_LINES) {
            found.add(Violation.of("lines", "size", 1, MAX_LINES));
        } else {
            for (int i = 0; i < lines.size(); i++) {
                check(found, "lines[" + i + "]", lines.get(i));
            }
        }
        return found;
    }

    private static void check(List<Violation> found, String at, @Nullable NewLine line) {
        if (line == null) {
            found.add(Violation.of(at, "required"));
            return;
        }
        required(found, at + ".item", line.item);
        if (line.quantity != null && !Quantity.isValid(line.quantity)) {
            found.add(Violation.of(at + ".quantity", "quantity.range", Quantity.MIN, Quantity.MAX));
        }
        tooLong(found, at + ".note", line.note);
    }

    private static void required(List<Violation> found, String field, @Nullable Object value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            found.add(Violation.of(field, "required"));
        }
    }

    private static void tooLong(List<Violation> found, String field, @Nullable String text) {
        if (text != null && text.length() > MAX_NOTE) {
            found.add(Violation.of(field, "too-long", MAX_NOTE));
        }
    }
}
