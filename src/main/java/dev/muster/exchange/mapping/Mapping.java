package dev.muster.exchange.mapping;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.exchange.quantity.QuantityRule;
import dev.muster.exchange.table.Layout;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a kind of file become fields.
 *
 * @param kind what the rows are: {@code sites}, {@code items}, {@code stock}, {@code requests}, {@code suppliers}, {@code assets}, {@code staff},
 *     {@code teams}
 * @param about what the mapping is for, for people
 * @param required fields whose column must be there
 * @param header titles, each with its alternatives separated by {@code |}, that stand in the last header line; empty:
 *     the required fields' columns
 * @param skipHeaderLines first cells of header lines that hold no titles
 * @param explode JSON arrays of objects whose elements are rows
 * @param fields what each field is made of, by field
 * @param itemColumns requests only: item code by title, where each item has a column of its own
 * @param itemTexts requests only: other names of items in free text, by item code
 * @param needsColumn requests only: the column that lists needs in free text
 * @param quantity what the source means by blank, null, 0 and 1
 * @param shift how to notice that a row's cells stand one column off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mapping(
        @Nullable String kind,
        @Nullable String about,
        @Nullable List<String> required,
        @Nullable List<String> header,
        @Nullable Set<String> skipHeaderLines,
        @Nullable Set<String> explode,
        @Nullable Map<String, FieldRule> fields,
        @Nullable Map<String, String> itemColumns,
        @Nullable Map<String, List<String>> itemTexts,
        @Nullable String needsColumn,
        @Nullable QuantityRule quantity,
        @Nullable ShiftRule shift) {

    public Mapping {
        required = required == null ? List.of() : List.copyOf(required);
        header = header == null ? List.of() : List.copyOf(header);
        skipHeaderLines = skipHeaderLines == null ? Set.of() : Set.copyOf(skipHeaderLines);
        explode = explode == null ? Set.of() : Set.copyOf(explode);
        fields = ordered(fields);
        itemColumns = ordered(itemColumns);
        itemTexts = ordered(itemTexts);
        quantity = quantity == null ? QuantityRule.PLAIN : quantity;
    }

    /**
     * What one field is made of.
     *
     * @param from titles of columns, the first that is there is taken
     * @param values what the source's words mean; if given, another word is passed on as it stands
     * @param fixed the value where the column is absent or empty
     * @param prefix for a code made from a name: the code is this prefix and a hash of the name
     */
    public record FieldRule(
            @Nullable List<String> from,
            @Nullable Map<String, String> values,
            @Nullable String fixed,
            @Nullable String prefix) {

        public FieldRule {
            from = from == null ? List.of() : List.copyOf(from);
            values = ordered(values);
        }

        @Override
        public List<String> from() {
            return from == null ? List.of() : from;
        }

        @Override
        public Map<String, String> values() {
            return values == null ? Map.of() : values;
        }
    }

    /**
     * A row is off by a column if {@code blank} is empty while {@code holdsText} holds words without any digit.
     *
     * @param blank title of a column that is filled in every good row
     * @param holdsText title of a column of quantities
     */
    public record ShiftRule(String blank, String holdsText) {}

    /** Where the titles stand. */
    public Layout layout() {
        List<Set<String>> anchors = header().isEmpty()
                ? required().stream()
                        .map(this::titlesOf)
                        .filter(t -> !t.isEmpty())
                        .toList()
                : header().stream().map(titles -> Set.of(titles.split("\\|"))).toList();
        return new Layout(anchors, orEmpty(skipHeaderLines), orEmpty(explode));
    }

    /** Titles of the columns that may fill a field; empty if it is fixed or none can. */
    private Set<String> titlesOf(String field) {
        FieldRule rule = fields().get(field);
        return rule == null || rule.fixed() != null ? Set.of() : new HashSet<>(rule.from());
    }

    @Override
    public List<String> required() {
        return required == null ? List.of() : required;
    }

    @Override
    public List<String> header() {
        return header == null ? List.of() : header;
    }

    @Override
    public Map<String, FieldRule> fields() {
        return fields == null ? Map.of() : fields;
    }

    @Override
    public Map<String, String> itemColumns() {
        return itemColumns == null ? Map.of() : itemColumns;
    }

    @Override
    public Map<String, List<String>> itemTexts() {
        return itemTexts == null ? Map.of() : itemTexts;
    }

    @Override
    public QuantityRule quantity() {
        return quantity == null ? QuantityRule.PLAIN : quantity;
    }

    /** A copy in the same order, which a resumed import relies on. */
    private static <V> Map<String, V> ordered(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static Set<String> orEmpty(@Nullable Set<String> set) {
        return set == null ? Set.of() : set;
    }
}
