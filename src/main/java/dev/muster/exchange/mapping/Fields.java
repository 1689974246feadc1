package dev.muster.exchange.mapping;

import dev.muster.exchange.mapping.Mapping.FieldRule;
import dev.muster.exchange.table.SourceRow;
import dev.muster.exchange.table.Titles;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem.Violation;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of one row. Each accessor that cannot read its text notes why and gives null. */
public final class Fields {

    private static final int HASH_CHARS = 10;

    private final Mapping mapping;
    private final Map<String, String> byKey = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    public Fields(SourceRow row, Mapping mapping) {
        this.mapping = mapping;
        row.texts().forEach((title, text) -> byKey.putIfAbsent(Titles.key(title), text));
    }

    /** What was wrong so far. */
    public List<Violation> violations() {
        return violations;
    }

    public void refuse(String field, String message, Object... args) {
        violations.add(Violation.of(field, message, args));
    }

    /** Whether the row has a column, or the mapping a fixed value, for the field. */
    public boolean has(String field) {
        FieldRule rule = mapping.fields().get(field);
        return rule != null && (rule.fixed() != null || column(rule).isPresent());
    }

    /** The cell under a title, as it stands; null if there is no such column. */
    public @Nullable String cell(String title) {
        return byKey.get(Titles.key(title));
    }

    /** The cell of a field, as it stands; null if there is no column. */
    public @Nullable String raw(String field) {
        FieldRule rule = mapping.fields().get(field);
        return rule == null ? null : column(rule).orElse(rule.fixed());
    }

    /** The field's words without white space around them; null if absent, empty or {@code null}. */
    public @Nullable String text(String field) {
        FieldRule rule = mapping.fields().get(field);
        if (rule == null) {
            return null;
        }
        String text = column(rule).map(Titles::trim).orElse("");
        if (text.isEmpty() || text.equalsIgnoreCase("null")) {
            return rule.fixed();
        }
        if (rule.prefix() != null) {
            return rule.prefix()
                    + Ids.named(Titles.key(text)).toString().replace("-", "").substring(0, HASH_CHARS);
        }
        return rule.values().entrySet().stream()
                .filter(value -> Titles.key(value.getKey()).equals(Titles.key(text)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(text);
    }

    /** All that the row says in its fields: equal for rows that say the same. */
    public String said() {
        return mapping.fields().keySet().stream()
                .sorted()
                .filter(this::has)
                .map(field -> field + "=" + text(field))
                .collect(Collectors.joining("\u001f"));
    }

    public @Nullable String required(String field) {
        String text = text(field);
        if (text == null) {
            refuse(field, "required");
        }
        return text;
    }

    /** A constant of an enumeration, by its name or by what the mapping calls it. */
    public <E extends Enum<E>> @Nullable E constant(String field, Class<E> type) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        String key = Titles.key(text);
        Optional<E> found = Arrays.stream(type.getEnumConstants())
                .filter(constant -> Titles.key(constant.name()).equals(key))
                .findFirst();
        if (found.isEmpty()) {
            refuse(field, "word-unknown", text, String.join(", ", names(type)));
        }
        return found.orElse(null);
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }

    /** A whole number; full-width digits and grouping commas are understood. */
    public @Nullable Long whole(String field) {
        BigDecimal number = number(field);
        if (number == null) {
            return null;
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            refuse(field, "not-whole", number.toPlainString());
            return null;
        }
    }

    /** A count that fits an int and is not below zero. */
    public @Nullable Integer count(String field) {
        Long number = whole(field);
        if (number == null) {
            return null;
        }
        if (number < 0 || number > Integer.MAX_VALUE) {
            refuse(field, "out-of-range", number);
            return null;
        }
        return number.intValue();
    }

    public @Nullable Double decimal(String field) {
        BigDecimal number = number(field);
        return number == null ? null : number.doubleValue();
    }

    private @Nullable BigDecimal number(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        String plain = Titles.trim(Normalizer.normalize(text, Normalizer.Form.NFKC));
        if (plain.matches("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?")) {
            plain = plain.replace(",", "");
        }
        if (!plain.matches("[+-]?\\d{1,30}(\\.\\d{1,30})?")) {
            refuse(field, "not-a-number", text);
            return null;
        }
        return new BigDecimal(plain);
    }

    public @Nullable Boolean flag(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        return switch (Titles.key(text).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "1", "是", "√", "✓" -> Boolean.TRUE;
            case "false", "no", "n", "0", "否", "×" -> Boolean.FALSE;
            default -> {
                refuse(field, "word-unknown", text, "true, false, 是, 否");
                yield null;
            }
        };
    }

    public @Nullable LocalDate date(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        Optional<LocalDate> date = Times.date(text);
        if (date.isEmpty()) {
            refuse(field, "not-a-date", text);
        }
        return date.orElse(null);
    }

    /**
     * A point in time; where the text names no zone, {@code zone} is meant; a date alone is the end of that day. What a
     * change of clocks leaves open is refused.
     */
    public @Nullable Instant time(String field, ZoneId zone) {
        return certain(field, text(field), zone, true);
    }

    /** When something begins; a date alone is the start of that day. What a change of clocks leaves open is refused. */
    public @Nullable Instant start(String field, ZoneId zone) {
        return certain(field, required(field), zone, false);
    }

    /** When something ends; a date alone is the end of that day. What a change of clocks leaves open is refused. */
    public @Nullable Instant end(String field, ZoneId zone) {
        return certain(field, required(field), zone, true);
    }

    private @Nullable Instant certain(String field, @Nullable String text, ZoneId zone, boolean end) {
        if (text == null) {
            return null;
        }
        Times.Reading reading = Times.certain(text, zone, end);
        if (reading.time() == null) {
            List<Object> args = new ArrayList<>(List.of(text, zone));
            args.addAll(reading.more());
            refuse(field, Objects.requireNonNull(reading.refusal()), args.toArray());
        }
        return reading.time();
    }

    private Optional<String> column(FieldRule rule) {
        return rule.from().stream()
                .map(title -> byKey.get(Titles.key(title)))
                .filter(text -> text != null)
                .findFirst();
    }
}
