package dev.muster.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.catalogue.ItemInput.CodingInput;
import dev.muster.catalogue.ItemInput.PackInput;
import dev.muster.catalogue.ItemInput.PartInput;
import dev.muster.exchange.mapping.Fields;
import dev.muster.exchange.mapping.Times;
import dev.muster.platform.JsonRules;
import dev.muster.restock.SupplierInput.DeliveryInput;
import dev.muster.restock.SupplierInput.HolidayInput;
import dev.muster.restock.SupplierInput.QualificationInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists in one cell: as our own CSV writes them (codes joined by {@code ;}, records as JSON), or by hand as
 * {@code 盒=50;箱=1000}.
 */
final class ListCells {

    private static final ObjectMapper JSON = JsonRules.configure(new ObjectMapper());

    private ListCells() {}

    static @Nullable List<@Nullable String> codes(Fields fields, String field) {
        String text = fields.text(field);
        if (text == null) {
            return null;
        }
        if (text.startsWith("[")) {
            return json(fields, field, text, new TypeReference<>() {});
        }
        return Arrays.stream(text.split("[;；、,，]"))
                .map(String::strip)
                .filter(code -> !code.isEmpty())
                .<@Nullable String>map(code -> code)
                .toList();
    }

    static @Nullable List<@Nullable PackInput> packs(Fields fields) {
        return pairs(
                fields,
                "packs",
                new TypeReference<>() {},
                pair -> number(pair.value()).map(quantity -> new PackInput(pair.name(), quantity)));
    }

    /** What is in a kit: {@code MASK-N95=50;GLOVE=100}. */
    static @Nullable List<@Nullable PartInput> contents(Fields fields) {
        return pairs(
                fields,
                "contents",
                new TypeReference<>() {},
                pair -> number(pair.value()).map(quantity -> new PartInput(pair.name(), quantity)));
    }

    static @Nullable List<@Nullable CodingInput> codings(Fields fields) {
        return pairs(
                fields,
                "codings",
                new TypeReference<>() {},
                pair -> Optional.of(new CodingInput(pair.name(), pair.value(), null)));
    }

    static @Nullable List<@Nullable DeliveryInput> deliveries(Fields fields) {
        return pairs(
                fields,
                "items",
                new TypeReference<>() {},
                pair -> pair.value() == null
                        ? Optional.of(DeliveryInput.of(pair.name(), null))
                        : number(pair.value()).map(capacity -> DeliveryInput.of(pair.name(), capacity)));
    }

    /** Licences by name and last day: {@code 医疗器械经营许可证=2027-06-30;ISO 13485}. */
    static @Nullable List<@Nullable QualificationInput> qualifications(Fields fields) {
        return pairs(
                fields,
                "qualifications",
                new TypeReference<>() {},
                pair -> pair.value() == null
                        ? Optional.of(new QualificationInput(pair.name(), null, null))
                        : Times.date(pair.value()).map(day -> new QualificationInput(pair.name(), null, day)));
    }

    /** Days without deliveries: {@code 2027-02-06=2027-02-12;2027-05-01}. */
    static @Nullable List<@Nullable HolidayInput> holidays(Fields fields) {
        return pairs(
                fields,
                "holidays",
                new TypeReference<>() {},
                pair -> Times.date(pair.name())
                        .flatMap(from -> pair.value() == null
                                ? Optional.of(new HolidayInput(from, from))
                                : Times.date(pair.value()).map(until -> new HolidayInput(from, until))));
    }

    private record Pair(String name, @Nullable String value) {}

    private static <T> @Nullable List<@Nullable T> pairs(
            Fields fields, String field, TypeReference<List<@Nullable T>> type, Function<Pair, Optional<T>> read) {
        String text = fields.text(field);
        if (text == null) {
            return null;
        }
        if (text.startsWith("[")) {
            return json(fields, field, text, type);
        }
        List<@Nullable T> list = new ArrayList<>();
        for (String part : text.split("[;；、]")) {
            if (part.isBlank()) {
                continue;
            }
            String[] sides = part.split("[=＝]", 2);
            Optional<T> value = read.apply(new Pair(sides[0].strip(), sides.length == 1 ? null : sides[1].strip()));
            if (value.isEmpty()) {
                fields.refuse(field, "list-unreadable", part.strip());
                return null;
            }
            list.add(value.get());
        }
        return list;
    }

    private static Optional<Long> number(@Nullable String text) {
        return text != null && text.matches("\\d{1,15}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static <T> @Nullable List<@Nullable T> json(
            Fields fields, String field, String text, TypeReference<List<@Nullable T>> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            fields.refuse(field, "list-unreadable", text);
            return null;
        }
    }
}
