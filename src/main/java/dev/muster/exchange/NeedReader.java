package dev.muster.exchange;

import dev.muster.exchange.mapping.Fields;
import dev.muster.exchange.mapping.Mapping;
import dev.muster.exchange.quantity.QuantityReading;
import dev.muster.exchange.quantity.QuantityReading.Exact;
import dev.muster.exchange.quantity.QuantityReading.Part;
import dev.muster.exchange.quantity.QuantityReading.Refused;
import dev.muster.exchange.quantity.QuantityReading.Unknown;
import dev.muster.exchange.quantity.QuantityText;
import dev.muster.exchange.quantity.Units;
import dev.muster.exchange.table.SourceRow;
import dev.muster.exchange.table.Titles;
import dev.muster.platform.Problem.Violation;
import dev.muster.request.Urgency;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the needs that a row of a request file states. Three forms: a row per line; a row per site with a column per
 * item; a row per site with a list in free text. Each need is certain or refused by itself.
 */
final class NeedReader {

    private static final Pattern LIST = Pattern.compile("[、；;。\\r\\n]+");
    private static final Pattern SPECIFICATION = Pattern.compile("[：:].*", Pattern.DOTALL);

    /** Holds for every row that does not say otherwise. */
    record Defaults(
            @Nullable Urgency urgency,
            @Nullable Instant neededBy,
            @Nullable String incident,
            ZoneId zone) {}

    /**
     * What a row says.
     *
     * @param rejected how many needs the refusals stand for: one if the row as a whole is refused
     */
    record Needs(List<Need> needs, List<Violation> refusals, int rejected) {

        static Needs refused(List<Violation> refusals) {
            return new Needs(List.of(), List.copyOf(refusals), 1);
        }
    }

    private final Mapping mapping;
    private final Directory<SiteFacts> sites;
    private final Directory<ItemFacts> items;
    private final Set<String> incidents;
    private final Defaults defaults;
    private final Map<String, String> itemByText = new HashMap<>();

    /** @param incidents ids and codes of the incidents that needs may refer to */
    NeedReader(
            Mapping mapping,
            Directory<SiteFacts> sites,
            Directory<ItemFacts> items,
            Set<String> incidents,
            Defaults defaults) {
        this.mapping = mapping;
        this.sites = sites;
        this.items = items;
        this.incidents = incidents;
        this.defaults = defaults;
        mapping.itemTexts().forEach((code, texts) -> texts.forEach(text -> itemByText.put(Titles.key(text), code)));
    }

    Needs read(SourceRow row) {
        Fields fields = new Fields(row, mapping);
        if (isShifted(fields)) {
            return Needs.refused(List.of(Violation.of("row", "row-shifted")));
        }
        Head head = head(fields);
        if (head == null) {
            return Needs.refused(fields.violations());
        }
        Collector collector = new Collector(head);
        if (!mapping.itemColumns().isEmpty()) {
            mapping.itemColumns().forEach((title, item) -> column(collector, fields.cell(title), title, item));
        } else if (mapping.needsColumn() != null) {
            list(collector, fields.cell(mapping.needsColumn()), mapping.needsColumn());
        } else {
            line(collector, fields);
        }
        boolean oneLine = mapping.itemColumns().isEmpty() && mapping.needsColumn() == null;
        int rejected = oneLine ? Math.min(1, collector.refusals.size()) : collector.refusals.size();
        return new Needs(collector.needs, collector.refusals, rejected);
    }

    private boolean isShifted(Fields fields) {
        Mapping.ShiftRule shift = mapping.shift();
        if (shift == null) {
            return false;
        }
        String blank = fields.cell(shift.blank());
        String text = fields.cell(shift.holdsText());
        return (blank == null || Titles.trim(blank).isEmpty() || blank.equalsIgnoreCase("null"))
                && text != null
                && Titles.trim(text).length() > 1
                && !text.equalsIgnoreCase("null")
                && text.chars().noneMatch(Character::isDigit);
    }

    /** What all needs of a row share. */
    private record Head(
            String site,
            Urgency urgency,
            Instant neededBy,
            @Nullable String incident,
            Fields fields) {}

    private @Nullable Head head(Fields fields) {
        String siteText = fields.required("site");
        Urgency said = fields.constant("urgency", Urgency.class);
        Urgency urgency = said == null ? defaults.urgency() : said;
        Instant time = fields.time("neededBy", defaults.zone());
        Instant neededBy = time == null ? defaults.neededBy() : time;
        String named = fields.text("incident");
        String incident = named == null ? defaults.incident() : named;
        if (incident != null && !incidents.contains(incident)) {
            fields.refuse("incident", "incident.unknown", incident);
        }
        if (urgency == null && fields.text("urgency") == null) {
            fields.refuse("urgency", "required");
        }
        if (neededBy == null && fields.text("neededBy") == null) {
            fields.refuse("neededBy", "required");
        }
        Directory.Found<SiteFacts> site =
                siteText == null ? new Directory.Found<>(null, "required") : sites.find(siteText);
        if (siteText != null && site.value() == null) {
            fields.refuse("site", "site-" + site.failure(), siteText);
        }
        if (!fields.violations().isEmpty() || site.value() == null || urgency == null || neededBy == null) {
            return null;
        }
        return new Head(site.value().code(), urgency, neededBy, incident, fields);
    }

    private void column(Collector collector, @Nullable String cell, String title, String item) {
        if (cell == null) {
            return;
        }
        Optional<ItemFacts> facts = items.byCode(item);
        QuantityReading reading = QuantityText.read(cell, mapping.quantity());
        if (reading instanceof QuantityReading.NotWanted) {
            return;
        }
        if (facts.isEmpty()) {
            collector.refuse(title, "item-unknown", item);
            return;
        }
        collector.add(title, facts.get(), reading, null, null, false);
    }

    private void line(Collector collector, Fields fields) {
        String text = fields.required("item");
        if (text == null) {
            collector.refusals.addAll(fields.violations());
            return;
        }
        Boolean substitutes = fields.flag("substitutesAllowed");
        if (!fields.violations().isEmpty()) {
            collector.refusals.addAll(fields.violations());
            return;
        }
        Directory.Found<ItemFacts> item = items.find(text);
        if (item.value() == null) {
            collector.refuse("item", "item-" + item.failure(), text);
            return;
        }
        collector.add(
                "quantity",
                item.value(),
                QuantityText.read(fields.raw("quantity"), mapping.quantity()),
                fields.text("unit"),
                fields.text("note"),
                Boolean.TRUE.equals(substitutes));
    }

    private void list(Collector collector, @Nullable String cell, String title) {
        for (String piece : LIST.split(cell == null ? "" : cell)) {
            String text = Titles.trim(piece);
            if (!text.isEmpty()) {
                piece(collector, text, title);
            }
        }
    }

    private void piece(Collector collector, String text, String title) {
        String plain = Titles.trim(SPECIFICATION.matcher(text).replaceFirst(""));
        String named = itemByText.get(Titles.key(plain));
        if (named != null && QuantityText.read(text, mapping.quantity()) instanceof Refused) {
            items.byCode(named)
                    .ifPresentOrElse(
                            item -> collector.add(
                                    title, item, new Unknown(), null, plain.equals(text) ? null : text, false),
                            () -> collector.refuse(title, "item-unknown", named));
            return;
        }
        QuantityReading reading = QuantityText.read(text, mapping.quantity());
        if (!(reading instanceof Exact exact)
                || exact.parts().size() != 1
                || exact.parts().get(0).item() == null) {
            collector.refuse(title, "need-unreadable", text);
            return;
        }
        String word = exact.parts().get(0).item();
        String code = word == null ? null : itemByText.get(Titles.key(word));
        Optional<ItemFacts> item = code == null ? Optional.empty() : items.byCode(code);
        if (item.isEmpty()) {
            collector.refuse(title, "need-unreadable", text);
        } else {
            collector.add(title, item.get(), reading, null, null, false);
        }
    }

    /** Gathers the needs and refusals of one row. */
    private final class Collector {

        private final Head head;
        private final List<Need> needs = new ArrayList<>();
        private final List<Violation> refusals = new ArrayList<>();

        Collector(Head head) {
            this.head = head;
        }

        void refuse(String field, String message, Object... args) {
            refusals.add(Violation.of(field, message, args));
        }

        void add(
                String title,
                ItemFacts item,
                QuantityReading reading,
                @Nullable String unitColumn,
                @Nullable String note,
                boolean substitutes) {
            if (!item.supply()) {
                refuse(title, "item-not-supply", item.code());
            } else if (reading instanceof Refused refused) {
                refusals.add(Violation.of(
                        title,
                        refused.reason().message(),
                        refused.reason().args().toArray()));
            } else if (reading instanceof Unknown) {
                needs.add(need(item, null, null, note, substitutes));
            } else if (reading instanceof Exact exact) {
                exact.parts().forEach(part -> part(title, item, part, unitColumn, note, substitutes));
            }
        }

        private void part(
                String title,
                ItemFacts item,
                Part part,
                @Nullable String unitColumn,
                @Nullable String note,
                boolean substitutes) {
            String named = part.item();
            if (named != null && !means(named, item)) {
                refuse(title, "item-other", named, item.code());
                return;
            }
            if (part.unit() != null && unitColumn != null && !Units.same(part.unit(), unitColumn)) {
                refuse(title, "unit-two", part.unit(), unitColumn);
                return;
            }
            String unit = part.unit() == null ? unitColumn : part.unit();
            Optional<Long> quantity = Units.inBaseUnits(part.quantity(), unit, item.baseUnit(), item.packs());
            if (quantity.isEmpty()) {
                refuse(title, "unit-wrong", unit == null ? "" : unit, item.code(), item.baseUnit());
                return;
            }
            needs.add(need(item, quantity.get(), named, note == null ? named : note, substitutes));
        }

        private boolean means(String named, ItemFacts item) {
            String code = itemByText.get(Titles.key(named));
            if (code != null) {
                return code.equals(item.code());
            }
            ItemFacts found = items.find(named).value();
            return found != null && found.code().equals(item.code());
        }

        private Need need(
                ItemFacts item,
                @Nullable Long quantity,
                @Nullable String part,
                @Nullable String note,
                boolean substitutes) {
            return new Need(
                    head.site(),
                    item.code(),
                    quantity,
                    part,
                    note,
                    substitutes,
                    head.urgency(),
                    head.neededBy(),
                    head.incident(),
                    head.fields().text("reference"));
        }
    }
}
