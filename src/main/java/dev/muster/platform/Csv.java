package dev.muster.platform;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Lists of records as CSV (RFC 4180). Columns are the record's components, those of nested records as {@code name.zh},
 * of unwrapped ones as their own; a list of plain values is one cell, joined by {@code ;}, a list of records one cell of
 * JSON. No cell can be taken for a formula by a spreadsheet.
 */
public final class Csv {

    public static final String MEDIA_TYPE = "text/csv";

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private record Column(String name, Function<Object, @Nullable Object> value) {}

    private Csv() {}

    /**
     * Header and one line per row.
     *
     * @param type the rows' record type, which gives the columns even where there are no rows
     */
    public static String write(Class<?> type, Collection<?> rows, ObjectMapper json) {
        List<Column> columns = columns(type, "", Function.identity());
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(columns.stream().map(Column::name).toList());
            for (Object row : rows) {
                printer.printRecord(columns.stream()
                        .map(column -> cell(column.value().apply(row), json))
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A text as a cell: what a spreadsheet would take for a formula starts with an apostrophe. */
    public static String guard(String text) {
        boolean formula = !text.isEmpty()
                && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        return formula ? "'" + text : text;
    }

    /** A cell as the text it was: undoes {@link #guard}. */
    public static String unguard(String cell) {
        boolean guarded = cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA_STARTS.indexOf(cell.charAt(1)) >= 0;
        return guarded ? cell.substring(1) : cell;
    }

    private static List<Column> columns(Class<?> type, String prefix, Function<Object, @Nullable Object> owner) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("Only records have columns, not " + type);
        }
        List<Column> columns = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Function<Object, @Nullable Object> value = row -> {
                @Nullable Object holder = owner.apply(row);
                return holder == null ? null : read(component, holder);
            };
            String name = prefix + component.getName();
            if (component.getType().isRecord()) {
                boolean unwrapped = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
                columns.addAll(columns(component.getType(), unwrapped ? prefix : name + ".", value));
            } else {
                columns.add(new Column(name, value));
            }
        }
        return columns;
    }

    private static @Nullable Object read(RecordComponent component, Object holder) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Unreadable: " + component, e);
        }
    }

    private static String cell(@Nullable Object value, ObjectMapper json) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double || value instanceof Float) {
            return BigDecimal.valueOf(((Number) value).doubleValue()).toPlainString();
        }
        if (value instanceof Number) {
            return value.toString();
        }
        if (value instanceof Collection<?> list) {
            return list(list, json);
        }
        return value instanceof Map || value instanceof com.fasterxml.jackson.databind.JsonNode
                ? json(value, json)
                : guard(value.toString());
    }

    private static String list(Collection<?> list, ObjectMapper json) {
        if (list.isEmpty()) {
            return "";
        }
        boolean plain = list.stream().allMatch(v -> v instanceof String || v instanceof Number || v instanceof Enum<?>);
        return plain ? guard(list.stream().map(String::valueOf).collect(Collectors.joining(";"))) : json(list, json);
    }

    private static String json(Object value, ObjectMapper json) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }
}
