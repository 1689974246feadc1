package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.Allocation;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.Order.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a history by hand, command by command: whoever uses it says what each decides, it does the bookkeeping of tables
 * and logs. Commands follow one another, each sent and answered once, by transactions of their own.
 */
final class Script {

    static final Instant START = Instant.parse("2026-05-12T06:28:00Z");

    private static final class Row {
        final EndState.Position start;
        long onHand;
        long reserved;

        Row(EndState.Position start) {
            this.start = start;
        }
    }

    private final World world;
    private final List<Send> sends = new ArrayList<>();
    private final List<Row> positions = new ArrayList<>();
    private final List<EndState.Entry> ledger = new ArrayList<>();
    private final Map<UUID, EndState.Request> requests = new LinkedHashMap<>();
    private final Map<LineKey, EndState.Line> lines = new LinkedHashMap<>();
    private final Map<UUID, Allocation> allocations = new LinkedHashMap<>();
    private final List<EndState.Command> commands = new ArrayList<>();
    private final List<EndState.Event> events = new ArrayList<>();
    private final List<EndState.Audit> audits = new ArrayList<>();
    private final Map<String, UUID> ids = new HashMap<>();
    private final Set<Row> touched = new LinkedHashSet<>();
    private final Set<LineKey> touchedLines = new LinkedHashSet<>();
    private final Set<LineKey> shortLines = new LinkedHashSet<>();
    private final List<Allocation> answered = new ArrayList<>();
    private final List<Map<String, Object>> promised = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private final UnitScript units = new UnitScript(this);
    private int transaction = 1;

    Script(World world) {
        this.world = world;
    }

    /** The id behind a name. */
    UUID id(String name) {
        return ids.computeIfAbsent(name, n -> new UUID(0, ids.size() + 1));
    }

    private static <K, V> V known(Map<K, V> rows, K key) {
        return Objects.requireNonNull(rows.get(key), () -> "no " + key);
    }

    private LineKey line(String request) {
        return new LineKey(id(request), 1);
    }

    // What commands do, each ended by done()

    Script receive(String name, String site, String item, long quantity, @Nullable LocalDate expiry) {
        Row row = position(site, item, expiry);
        row.onHand += quantity;
        touched.add(row);
        String lot = row.start.lot();
        ledger.add(new EndState.Entry(id(name), 0, "RECEIPT", item, lot, expiry, quantity, null, false, site, false));
        Map<String, Object> entry = stock(row);
        entry.put("quantity", quantity);
        entry.put("from", "SUPPLIER");
        entry.put("to", "SITE");
        event("movement.recorded", id(name).toString(), Map.of("site", site, "item", item, "entries", List.of(entry)));
        return this;
    }

    /** Kits of one part each come about at a site. */
    Script assemble(String name, String site, String kit, long kits, String part, long quantity) {
        Row out = position(site, part, null);
        Row in = position(site, kit, null);
        out.onHand -= quantity;
        in.onHand += kits;
        touched.add(out);
        touched.add(in);
        ledger.add(new EndState.Entry(id(name), 0, "ASSEMBLY", kit, "", null, kits, null, false, site, false, true));
        ledger.add(
                new EndState.Entry(id(name), 1, "ASSEMBLY", part, "", null, quantity, site, false, null, false, true));
        Map<String, Object> made = Map.of("quantity", kits, "from", "ASSEMBLED", "to", "SITE");
        Map<String, Object> used = Map.of("item", part, "quantity", quantity, "from", "SITE", "to", "ASSEMBLED");
        event(
                "movement.recorded",
                id(name).toString(),
                Map.of("site", site, "item", kit, "entries", List.of(made, used)));
        return this;
    }

    /** A request of one line for an item that may be substituted. */
    Script submit(String name, int level, String urgency, String site, String item, @Nullable Long quantity) {
        requests.put(id(name), new EndState.Request(id(name), site, level, urgency, "SUBMITTED"));
        lines.put(line(name), new EndState.Line(line(name), item, quantity, 0, true, true));
        touchedLines.add(line(name));
        return this;
    }

    Script state(String request, long quantity) {
        EndState.Line l = known(lines, line(request));
        lines.put(l.key(), l.with(quantity, l.allocated(), true));
        touchedLines.add(line(request));
        return this;
    }

    Script reserve(String name, String request, String site, String item, long quantity, @Nullable String officer) {
        Row row = positions.stream()
                .filter(r ->
                        r.start.site().equals(site) && r.start.item().equals(item) && r.onHand - r.reserved >= quantity)
                .findFirst()
                .orElseThrow();
        Allocation allocation = new Allocation(
                id(name), line(request), row.start.id(), site, item, quantity, "RESERVED", officer, now(), 90);
        row.reserved += quantity;
        answered.add(allocation);
        change(allocation, row, quantity);
        return this;
    }

    Script end(String name, String state) {
        Allocation a = known(allocations, id(name));
        Row row = positions.get((int) a.position() - 1);
        row.reserved -= a.quantity();
        change(
                new Allocation(
                        a.id(),
                        a.line(),
                        a.position(),
                        a.source(),
                        a.item(),
                        a.quantity(),
                        state,
                        a.officer(),
                        a.reservedAt(),
                        90),
                row,
                -a.quantity());
        return this;
    }

    private void change(Allocation allocation, Row row, long delta) {
        allocations.put(allocation.id(), allocation);
        touched.add(row);
        EndState.Line l = known(lines, allocation.line());
        lines.put(l.key(), l.with(l.quantity(), l.allocated() + delta, l.open()));
        touchedLines.add(l.key());
        event(
                "allocation." + allocation.state().toLowerCase(Locale.ROOT),
                allocation.id().toString(),
                Map.of("state", allocation.state(), "quantity", allocation.quantity()));
    }

    Script cancel(String request) {
        EndState.Request r = known(requests, id(request));
        requests.put(r.id(), new EndState.Request(r.id(), r.site(), r.level(), r.urgency(), "CANCELLED"));
        EndState.Line l = known(lines, line(request));
        lines.put(l.key(), l.with(l.quantity(), l.allocated(), false));
        touchedLines.add(l.key());
        return this;
    }

    /** Ends the transaction of a command. */
    Script done(Kind kind, String name, String subject, Map<String, ?> body) {
        touchedLines.forEach(this::lineEvents);
        late.forEach(Runnable::run);
        late.clear();
        touched.forEach(row -> event("stock.changed", row.start.site(), stock(row)));
        String actor = "officer";
        boolean keyed = kind == Kind.CANCEL || kind == Kind.RELEASE || kind == Kind.STATE || kind == Kind.EXTEND;
        int line = kind == Kind.STATE || kind == Kind.CHOOSE ? 1 : 0;
        Order order = new Order(
                id(name), kind, id(subject), line, path(kind, body), Json.write(body), keyed ? name : null, actor);
        String answer = answer(kind, id(name));
        long sent = 1_000L * transaction;
        sends.add(new Send(sends.size() + 1, 0, order, 0, sent, sent + 500, kind.creates() ? 201 : 200, answer, null));
        commands.add(new EndState.Command(id(name), kind.logged, actor, answer, transaction));
        String previous = audits.isEmpty()
                ? LogChecks.FIRST_HASH
                : Objects.requireNonNull(audits.get(audits.size() - 1).hash());
        audits.add(new EndState.Audit(
                audits.size() + 1, transaction, actor, kind.logged, subject, name, LogChecks.hash(previous, name)));
        touched.clear();
        touchedLines.clear();
        answered.clear();
        promised.clear();
        transaction++;
        return this;
    }

    private static String path(Kind kind, Map<String, ?> body) {
        return kind == Kind.STAND ? String.valueOf(body.get("path")) : "/" + kind;
    }

    private String answer(Kind kind, UUID id) {
        answered.stream()
                .map(a -> Map.<String, Object>of("id", a.id(), "source", a.source(), "quantity", a.quantity()))
                .forEach(promised::add);
        return Json.write(
                kind == Kind.SUBMIT
                        ? Map.of("id", id, "lines", List.of(Map.of("line", 1, "allocations", promised)))
                        : Map.of("id", id, "allocations", promised));
    }

    private void lineEvents(LineKey key) {
        EndState.Line line = known(lines, key);
        EndState.Request request = known(requests, key.request());
        boolean fresh =
                events.stream().noneMatch(e -> e.subject().equals(request.id().toString()));
        event(
                fresh ? "request.submitted" : "request.changed",
                request.id().toString(),
                Map.of("state", request.state()));
        boolean isShort = line.open() && (line.quantity() == null || line.allocated() < line.quantity());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("request", key.request());
        data.put("line", key.line());
        if (isShort) {
            data.put("allocated", line.allocated());
            if (line.quantity() != null) {
                data.put("short", line.quantity() - line.allocated());
            }
            shortLines.add(key);
            event("shortage.changed", key.toString(), data);
        } else if (shortLines.remove(key)) {
            event("shortage.ended", key.toString(), data);
        }
    }

    private Row position(String site, String item, @Nullable LocalDate expiry) {
        for (Row row : positions) {
            if (row.start.site().equals(site)
                    && row.start.item().equals(item)
                    && Objects.equals(row.start.expiry(), expiry)) {
                return row;
            }
        }
        String lot = expiry == null ? "" : "L-" + expiry;
        Row row = new Row(new EndState.Position(positions.size() + 1, site, item, lot, expiry, 0, 0, 0));
        positions.add(row);
        return row;
    }

    private static Map<String, Object> stock(Row row) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("site", row.start.site());
        data.put("item", row.start.item());
        if (row.start.expiry() != null) {
            data.put("lot", row.start.lot());
            data.put("expiry", row.start.expiry().toString());
        }
        data.put("onHand", row.onHand);
        data.put("reserved", row.reserved);
        data.put("held", 0);
        return data;
    }

    private Instant now() {
        return START.plusSeconds(transaction);
    }

    private void event(String kind, String subject, Map<String, ?> data) {
        events.add(
                new EndState.Event(events.size() + 1, transaction, now(), kind, subject, Json.read(Json.write(data))));
    }

    History history() {
        List<EndState.Position> stands = positions.stream()
                .map(row -> new EndState.Position(
                        row.start.id(),
                        row.start.site(),
                        row.start.item(),
                        row.start.lot(),
                        row.start.expiry(),
                        row.onHand,
                        row.reserved,
                        0))
                .toList();
        EndState.Head head = new EndState.Head(
                events.size(),
                audits.size(),
                Objects.requireNonNull(audits.get(audits.size() - 1).hash()));
        return new History(
                List.copyOf(sends),
                world,
                new EndState(
                        stands,
                        List.copyOf(ledger),
                        List.copyOf(requests.values()),
                        List.copyOf(lines.values()),
                        List.copyOf(allocations.values()),
                        List.copyOf(commands),
                        List.copyOf(events),
                        List.copyOf(audits),
                        head,
                        units.units(),
                        units.bookings()));
    }

    // For what a script says of units

    Script with(Consumer<UnitScript> part) {
        part.accept(units);
        return this;
    }

    void line(String request, EndState.Terms terms) {
        EndState.Line l = known(lines, line(request));
        lines.put(
                l.key(),
                new EndState.Line(l.key(), l.item(), l.quantity(), l.allocated(), false, l.open(), terms, null));
    }

    LineKey lineOf(String request) {
        return line(request);
    }

    /** What units come or go for a line. */
    void count(LineKey key, long delta, long received) {
        EndState.Line l = known(lines, key);
        EndState.Terms t = Objects.requireNonNull(l.terms());
        lines.put(
                key,
                new EndState.Line(
                        key,
                        l.item(),
                        l.quantity(),
                        l.allocated() + delta,
                        false,
                        l.open(),
                        new EndState.Terms(t.from(), t.until(), t.level(), t.team(), t.received() + received),
                        null));
        touchedLines.add(key);
    }

    /** Events of units come after those of lines. */
    void later(String kind, String subject, Map<String, ?> data) {
        late.add(() -> event(kind, subject, data));
    }

    void promise(Map<String, Object> allocation) {
        promised.add(allocation);
    }
}
