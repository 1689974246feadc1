package dev.muster.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.platform.LoggedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one board shows of one scope: a fold over the event log that begins with what the tables say at some number.
 * Values are shared with changes and frames and never changed, only replaced.
 */
final class View {

    /** What is said of a shortage by itself. */
    private static final List<String> HOPES = List.of("asked", "promised", "overdue", "endsAt");

    private final Board board;
    private final Scope scope;
    private final Map<String, ObjectNode> sites = new HashMap<>();
    private final Map<String, ObjectNode> items = new HashMap<>();
    private final Map<String, ObjectNode> incidents = new HashMap<>();
    private final Map<String, ObjectNode> shortages = new HashMap<>();
    private final Map<String, ObjectNode> outlooks = new HashMap<>();
    private final Map<String, ObjectNode> restock = new HashMap<>();
    private final Map<String, ObjectNode> positions = new HashMap<>();
    private final Newest allocations;
    private final Newest plans;
    private final StockTotals stock = new StockTotals();
    private final UnitCounts units = new UnitCounts();

    /**
     * Begins with the tables' rows: {@code sites} and {@code incidents} for every board, {@code positions} for a board
     * of positions or totals, and what else the board shows; only of the scope's sites.
     */
    View(Board board, Scope scope, int newest, Map<Section, ? extends Collection<? extends JsonNode>> rows) {
        this.board = board;
        this.scope = scope;
        this.allocations = new Newest(Section.ALLOCATIONS, newest);
        this.plans = new Newest(Section.PLANS, newest);
        begin(rows, Section.SITES, site -> put(sites, Section.SITES, site));
        begin(rows, Section.ITEMS, item -> put(items, Section.ITEMS, item));
        begin(rows, Section.INCIDENTS, incident -> put(incidents, Section.INCIDENTS, incident));
        if (board.shows(Section.SHORTAGES)) {
            begin(rows, Section.OUTLOOKS, outlook -> put(outlooks, Section.OUTLOOKS, outlook));
            begin(rows, Section.SHORTAGES, shortage -> put(shortages, Section.SHORTAGES, hoping(shortage)));
        }
        begin(rows, Section.RESTOCK, request -> put(restock, Section.RESTOCK, request));
        begin(rows, Section.ALLOCATIONS, allocations::take);
        begin(rows, Section.PLANS, plans::take);
        begin(rows, Section.POSITIONS, this::position);
        begin(rows, Section.STANDINGS, standing -> units.take(standing, true));
    }

    private interface Take {
        void row(ObjectNode value);
    }

    private static void begin(Map<Section, ? extends Collection<? extends JsonNode>> rows, Section section, Take take) {
        Collection<? extends JsonNode> given = rows.get(section);
        if (given != null) {
            given.forEach(row -> take.row(section.value(row)));
        }
    }

    /**
     * Takes the next event; gives what it changes, maybe nothing. Empty where the view cannot follow and must begin
     * again from the tables: what is in its scope has changed.
     *
     * @throws IllegalArgumentException for an event whose data are not as promised
     */
    Optional<List<Change>> apply(LoggedEvent event) {
        JsonNode data = event.data();
        return switch (event.kind()) {
            case "site.changed" -> site(Section.SITES.value(data));
            case "item.changed" ->
                Optional.of(shown(Section.ITEMS, put(items, Section.ITEMS, Section.ITEMS.value(data))));
            case "incident.changed" -> Optional.of(incident(Section.INCIDENTS.value(data)));
            case "region.changed" -> scope.narrowed() ? Optional.empty() : Optional.of(List.of());
            case "stock.changed" -> Optional.of(inView(data, "site") ? stock(data) : List.of());
            case "shortage.changed" -> Optional.of(inView(data, "site") ? shortage(data) : List.of());
            case "shortage.ended" -> Optional.of(ended(data));
            case "unit.changed" -> Optional.of(unit(data));
            case "plan.changed" ->
                Optional.of(board.shows(Section.PLANS) ? plans.take(Section.PLANS.value(data)) : List.of());
            case "plan.forgotten" ->
                Optional.of(shown(Section.PLANS, plans.forget(data.path("id").asText())));
            case "shortage.expected" -> Optional.of(inView(data, "site") ? expected(data) : List.of());
            default ->
                Optional.of(
                        event.kind().startsWith("allocation.")
                                ? allocation(data)
                                : event.kind().startsWith("restock.") ? restock(data) : List.of());
        };
    }

    /** What a client is to hold, per section the board shows. */
    Map<Section, Collection<ObjectNode>> sections() {
        Map<Section, Collection<ObjectNode>> all = new EnumMap<>(Section.class);
        for (Section section : board.sections()) {
            all.put(section, values(section));
        }
        return all;
    }

    private Collection<ObjectNode> values(Section section) {
        return switch (section) {
            case SITES -> sites.values();
            case ITEMS -> items.values();
            case INCIDENTS -> incidents.values();
            case SHORTAGES -> shortages.values();
            case OUTLOOKS -> outlooks.values();
            case RESTOCK -> restock.values();
            case ALLOCATIONS -> allocations.all();
            case STOCK -> stock.all();
            case UNITS -> units.byStatus();
            case FORCES -> units.byItem();
            case POSTS -> units.bySite();
            case STANDINGS -> List.of();
            case PLANS -> plans.all();
            case POSITIONS -> positions.values();
        };
    }

    private Optional<List<Change>> site(ObjectNode site) {
        JsonNode region = site.get("region");
        boolean inView = scope.holds(region == null ? null : region.asText());
        boolean known = sites.containsKey(site.path("code").asText());
        if (inView != known && scope.narrowed()) {
            return Optional.empty();
        }
        List<Change> changes = new ArrayList<>();
        if (inView) {
            changes.addAll(shown(Section.SITES, put(sites, Section.SITES, site)));
            changes.addAll(reappraise("site", site.path("code").asText()));
        }
        return Optional.of(changes);
    }

    private List<Change> incident(ObjectNode incident) {
        List<Change> changes = new ArrayList<>(shown(Section.INCIDENTS, put(incidents, Section.INCIDENTS, incident)));
        changes.addAll(reappraise("incident", incident.path("id").asText()));
        return changes;
    }

    /** A site's key flag or an incident's level may have changed: its shortages show it. */
    private List<Change> reappraise(String field, String key) {
        List<ObjectNode> concerned = shortages.values().stream()
                .filter(s -> s.path(field).asText().equals(key))
                .toList();
        List<Change> changes = new ArrayList<>();
        concerned.forEach(shortage -> changes.addAll(put(shortages, Section.SHORTAGES, ranked(shortage))));
        return changes;
    }

    private List<Change> shortage(JsonNode data) {
        ObjectNode value = ranked(hoping(Section.SHORTAGES.value(data)));
        return board.shows(Section.SHORTAGES) ? put(shortages, Section.SHORTAGES, value) : List.of();
    }

    /** The shortage with what suppliers bring of it, as was said last. */
    private ObjectNode hoping(ObjectNode shortage) {
        ObjectNode outlook = outlooks.get(Section.OUTLOOKS.key(shortage));
        ObjectNode hoping = shortage.deepCopy().remove(HOPES);
        if (outlook != null) {
            HOPES.stream().filter(outlook::has).forEach(field -> hoping.set(field, outlook.get(field)));
        }
        return Section.SHORTAGES.value(hoping);
    }

    /** What suppliers bring of a shortage has changed; nothing of it is shown as nothing. */
    private List<Change> expected(JsonNode data) {
        if (!board.shows(Section.SHORTAGES)) {
            return List.of();
        }
        ObjectNode outlook = Section.OUTLOOKS.value(data);
        HOPES.stream()
                .filter(field ->
                        outlook.path(field).isNumber() && outlook.path(field).longValue() == 0)
                .forEach(outlook::remove);
        String key = Section.OUTLOOKS.key(outlook);
        if (HOPES.stream().anyMatch(outlook::has)) {
            outlooks.put(key, outlook);
        } else {
            outlooks.remove(key);
        }
        ObjectNode known = shortages.get(key);
        return known == null ? List.of() : put(shortages, Section.SHORTAGES, hoping(known));
    }

    /** Only what is sent and not ended is shown. */
    private List<Change> restock(JsonNode data) {
        if (!board.shows(Section.RESTOCK) || !inView(data, "site") || !data.hasNonNull("sentAt")) {
            return List.of();
        }
        if (!data.hasNonNull("endedAt")) {
            return put(restock, Section.RESTOCK, Section.RESTOCK.value(data));
        }
        String key = Section.RESTOCK.key(data);
        return restock.remove(key) == null ? List.of() : List.of(Change.remove(Section.RESTOCK, key));
    }

    /** The shortage with the level and key flag that its incident and site have now, whatever they were when it was decided. */
    private ObjectNode ranked(ObjectNode shortage) {
        ObjectNode site = sites.get(shortage.path("site").asText());
        ObjectNode incident = incidents.get(shortage.path("incident").asText());
        ObjectNode ranked = shortage.deepCopy();
        if (site != null) {
            ranked.set("keySite", site.get("keySite"));
        }
        if (incident != null) {
            ranked.set("level", incident.get("level"));
        }
        return Section.SHORTAGES.value(ranked);
    }

    private List<Change> ended(JsonNode data) {
        String key = Section.SHORTAGES.key(data);
        return shortages.remove(key) == null ? List.of() : List.of(Change.remove(Section.SHORTAGES, key));
    }

    private List<Change> allocation(JsonNode data) {
        boolean concerned = board.shows(Section.ALLOCATIONS) && (inView(data, "source") || inView(data, "site"));
        return concerned ? allocations.take(Section.ALLOCATIONS.value(data)) : List.of();
    }

    private List<Change> unit(JsonNode data) {
        return board.shows(Section.UNITS) ? units.take(Section.STANDINGS.value(data), inView(data, "site")) : List.of();
    }

    private List<Change> stock(JsonNode data) {
        return position(Section.POSITIONS.value(data));
    }

    private List<Change> position(ObjectNode position) {
        if (board.shows(Section.STOCK)) {
            return stock.take(position);
        }
        if (!board.shows(Section.POSITIONS)) {
            return List.of();
        }
        if (position.path("onHand").longValue() > 0) {
            return put(positions, Section.POSITIONS, position);
        }
        String key = Section.POSITIONS.key(position);
        return positions.remove(key) == null ? List.of() : List.of(Change.remove(Section.POSITIONS, key));
    }

    private boolean inView(JsonNode data, String field) {
        return !scope.narrowed() || sites.containsKey(data.path(field).asText());
    }

    private List<Change> shown(Section section, List<Change> changes) {
        return board.shows(section) ? changes : List.of();
    }

    private static List<Change> put(Map<String, ObjectNode> values, Section section, ObjectNode value) {
        @Nullable ObjectNode before = values.put(section.key(value), value);
        return value.equals(before) ? List.of() : List.of(Change.put(section, value));
    }
}
