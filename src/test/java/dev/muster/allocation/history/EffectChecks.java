package dev.muster.allocation.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.allocation.history.EndState.Allocation;
import dev.muster.allocation.history.EndState.Command;
import dev.muster.allocation.history.EndState.Entry;
import dev.muster.allocation.history.EndState.Event;
import dev.muster.allocation.history.EndState.Line;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.EndState.Request;
import dev.muster.allocation.history.Order.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every command that is done has its effect, once, as asked; and every effect has its command. */
final class EffectChecks {

    private final Findings findings;
    private final Map<UUID, List<Send>> sends;
    private final Map<UUID, Command> done;
    private final Map<UUID, Request> requests;
    private final Map<LineKey, Line> lines;
    private final Map<UUID, Allocation> allocations;
    private final Map<UUID, List<Entry>> movements;
    private final Map<Kind, Map<Object, Command>> bySubject = new HashMap<>();
    private final Map<UUID, Command> choices = new HashMap<>();
    private final EndState end;
    private final UnitEffects units;

    EffectChecks(History history, Findings findings) {
        this.findings = findings;
        this.end = history.end();
        this.units = new UnitEffects(history, findings);
        this.sends = history.sends().stream()
                .collect(Collectors.groupingBy(s -> s.order().id(), LinkedHashMap::new, Collectors.toList()));
        this.done = byKey(end.commands(), Command::id);
        this.requests = byKey(end.requests(), Request::id);
        this.lines = byKey(end.lines(), Line::key);
        this.allocations = byKey(end.allocations(), Allocation::id);
        this.movements = end.ledger().stream().collect(Collectors.groupingBy(Entry::movement));
    }

    private static <K, V> Map<K, V> byKey(List<V> values, Function<V, K> key) {
        return values.stream().collect(Collectors.toMap(key, v -> v));
    }

    void run() {
        sends.forEach((id, all) -> {
            if (!done.containsKey(id)) {
                all.stream()
                        .filter(Send::acknowledged)
                        .forEach(s -> findings.add(Check.NOTHING_LOST, "%s, but no such command is done", s));
            }
        });
        done.values().forEach(this::command);
        nothingInvented();
        eventsOnce();
    }

    /** A command that is done: somebody sent it, nobody was refused for good, and its effect is there. */
    private void command(Command command) {
        List<Send> all = sends.getOrDefault(command.id(), List.of());
        if (all.isEmpty()) {
            findings.add(Check.NOTHING_INVENTED, "nobody sent %s", command);
            return;
        }
        if (all.stream().allMatch(Send::refused)) {
            findings.add(Check.NOTHING_INVENTED, "refused, but done: %s", all);
        }
        all.stream()
                .filter(Send::acknowledged)
                .filter(s -> !s.answer().equals(command.answer()) && !sumsUp(s, command))
                .forEach(s -> findings.add(Check.ONE_ANSWER, "%s is not the answer that is kept: %s", s, command));
        List<Order> meant = all.stream()
                .filter(Send::acknowledged)
                .map(Send::order)
                .distinct()
                .toList();
        if (meant.isEmpty()) {
            meant = all.stream().map(Send::order).distinct().toList();
        }
        List<@Nullable Violation> wrong = new ArrayList<>();
        for (Order order : meant) {
            wrong.add(
                    order.kind().logged.equals(command.kind())
                            ? effect(order, command)
                            : new Violation(Check.AS_ASKED, command + " is of another kind than " + order));
        }
        Violation first = wrong.get(0);
        if (!wrong.contains(null) && first != null) {
            findings.add(first.check(), "%s", first.what());
        }
        subject(meant.get(0), command);
    }

    /** Of a plan that was applied only the sums are kept, the rest is told from its parts. */
    private static boolean sumsUp(Send send, Command command) {
        if (send.order().kind() != Kind.APPLY || command.answer() == null) {
            return false;
        }
        JsonNode answer = Json.read(send.answer());
        JsonNode kept = Json.read(command.answer());
        return Stream.of("applied", "redecided", "skipped")
                .allMatch(sum -> answer.path(sum).equals(kept.path(sum)));
    }

    /** Some things can be done once only: a request cancelled, a reservation released, a quantity stated. */
    private void subject(Order order, Command command) {
        Object subject = order.line() == 0 ? order.subject() : new LineKey(order.subject(), order.line());
        Command other =
                bySubject.computeIfAbsent(order.kind(), k -> new HashMap<>()).put(subject, command);
        if (other != null && order.kind().once()) {
            findings.add(Check.NOTHING_DOUBLED, "%s done by %s and by %s", order.kind(), other.id(), command.id());
        }
    }

    private @Nullable Violation effect(Order order, Command command) {
        return switch (order.kind()) {
            case SUBMIT -> submitted(order, command);
            case CANCEL -> state(requests.get(order.subject()), Request::state, "CANCELLED", order);
            case RELEASE ->
                units.isReleased(order.subject())
                        ? null
                        : state(allocations.get(order.subject()), Allocation::state, "RELEASED", order);
            case STATE -> stated(order);
            case CHOOSE -> chosen(order, command);
            case MOVE -> moved(order);
            case BOOK, EXTEND, STAND, APPLY -> null;
        };
    }

    private static <T> @Nullable Violation state(
            @Nullable T row, Function<T, String> state, String expected, Order order) {
        return row != null && state.apply(row).equals(expected)
                ? null
                : new Violation(Check.NOTHING_LOST, order + " is done, but there is " + row);
    }

    private @Nullable Violation submitted(Order order, Command command) {
        JsonNode asked = Json.read(order.body());
        Request request = requests.get(order.id());
        if (request == null) {
            return new Violation(Check.NOTHING_LOST, "no request " + order);
        }
        boolean same = request.site().equals(asked.path("site").asText())
                && request.urgency().equals(asked.path("urgency").asText());
        int count = 0;
        for (JsonNode wanted : asked.path("lines")) {
            Line line = lines.get(new LineKey(order.id(), ++count));
            same &= line != null
                    && line.item().equals(wanted.path("item").asText())
                    && line.substitutesAllowed()
                            == wanted.path("substitutesAllowed").asBoolean()
                    && (wanted.path("quantity").isNull() || equal(asked(line), wanted.path("quantity")));
        }
        for (Line more = lines.get(new LineKey(order.id(), ++count));
                more != null;
                more = lines.get(new LineKey(order.id(), ++count))) {
            same &= more.kits() != null && more.kits().head() != null;
        }
        return same ? promised(order, command) : new Violation(Check.AS_ASKED, order + " became " + request);
    }

    /** How much a line asks for, of kits however they come. */
    private static @Nullable Long asked(Line line) {
        return line.kits() == null || line.kits().asked() == null
                ? line.quantity()
                : line.kits().asked();
    }

    private static boolean equal(@Nullable Long quantity, JsonNode asked) {
        return quantity != null && quantity == asked.asLong();
    }

    /** Every allocation that the answer to a request names is there. */
    private @Nullable Violation promised(Order order, Command command) {
        JsonNode answer = Json.read(String.valueOf(command.answer()));
        for (JsonNode line : answer.path("lines")) {
            LineKey key = new LineKey(order.id(), line.path("line").asInt());
            for (JsonNode promise : line.path("allocations")) {
                if (!stands(promise, key, null)) {
                    return new Violation(Check.NOTHING_LOST, order + " was promised " + promise);
                }
            }
        }
        return null;
    }

    private boolean stands(JsonNode promise, LineKey line, @Nullable String officer) {
        if (promise.has("unit")) {
            return units.stands(promise, line);
        }
        Allocation allocation =
                allocations.get(UUID.fromString(promise.path("id").asText()));
        return allocation != null
                && allocation.line().equals(line)
                && allocation.source().equals(promise.path("source").asText())
                && allocation.quantity() == promise.path("quantity").asLong()
                && (officer == null || officer.equals(allocation.officer()));
    }

    private @Nullable Violation stated(Order order) {
        Line line = lines.get(new LineKey(order.subject(), order.line()));
        if (line == null || line.quantity() == null) {
            return new Violation(Check.NOTHING_LOST, order + " is done, but there is " + line);
        }
        return equal(asked(line), Json.read(order.body()).path("quantity"))
                ? null
                : new Violation(Check.AS_ASKED, order + " became " + line);
    }

    private @Nullable Violation chosen(Order order, Command command) {
        LineKey key = new LineKey(order.subject(), order.line());
        long total = 0;
        for (JsonNode promise : Json.read(String.valueOf(command.answer())).path("allocations")) {
            if (!stands(promise, key, order.actor())) {
                return new Violation(Check.NOTHING_LOST, order + " was promised " + promise);
            }
            total += promise.path("quantity").asLong();
            Command other = choices.put(UUID.fromString(promise.path("id").asText()), command);
            if (other != null && other != command) {
                return new Violation(Check.NOTHING_DOUBLED, promise + " answers " + other.id() + " and " + order);
            }
        }
        return total == Json.read(order.body()).path("quantity").asLong(1)
                ? null
                : new Violation(Check.AS_ASKED, order + " became " + command.answer());
    }

    private @Nullable Violation moved(Order order) {
        List<Entry> entries = movements.get(order.id());
        if (entries == null) {
            return new Violation(Check.NOTHING_LOST, "no movement " + order);
        }
        JsonNode asked = Json.read(order.body());
        boolean reversal = asked.path("kind").asText().equals("REVERSAL");
        long expected = reversal
                ? sum(movements.getOrDefault(
                        UUID.fromString(asked.path("reverses").asText()), List.of()))
                : Math.abs(asked.path("quantity").asLong());
        String item = asked.path("item").asText();
        boolean ofKits = entries.stream().anyMatch(Entry::assembled);
        List<Entry> own = ofKits && !reversal
                ? entries.stream().filter(e -> e.item().equals(item)).toList()
                : entries;
        boolean same = sum(own) == expected;
        for (Entry entry : own) {
            same &= entry.kind().equals(asked.path("kind").asText())
                    && (reversal || entry.item().equals(item))
                    && (reversal
                            || asked.path("site").asText().equals(entry.from() == null ? entry.to() : entry.from()));
        }
        return same ? null : new Violation(Check.AS_ASKED, order + " became " + entries);
    }

    private static long sum(List<Entry> entries) {
        return entries.stream().mapToLong(Entry::quantity).sum();
    }

    private void nothingInvented() {
        end.requests().forEach(r -> {
            requireCommand(r.id(), Kind.SUBMIT, r);
            findings.require(
                    !r.state().equals("CANCELLED") || by(Kind.CANCEL, r.id()),
                    Check.NOTHING_INVENTED,
                    "nobody cancelled %s",
                    r);
        });
        movements.forEach((id, entries) -> requireCommand(id, Kind.MOVE, entries));
        end.lines()
                .forEach(l -> findings.require(
                        requests.containsKey(l.key().request()), Check.NOTHING_INVENTED, "nobody asked for %s", l));
        for (Allocation allocation : end.allocations()) {
            findings.require(
                    lines.containsKey(allocation.line()), Check.NOTHING_INVENTED, "no line for %s", allocation);
            findings.require(
                    allocation.officer() == null || choices.containsKey(allocation.id()),
                    Check.NOTHING_INVENTED,
                    "nobody chose %s",
                    allocation);
            findings.require(
                    !allocation.state().equals("RELEASED")
                            || by(Kind.RELEASE, allocation.id())
                            || by(Kind.CANCEL, allocation.line().request()),
                    Check.NOTHING_INVENTED,
                    "nobody released %s",
                    allocation);
            findings.require(
                    !allocation.state().equals("EXPIRED"), Check.NOTHING_INVENTED, "too early: %s", allocation);
        }
    }

    private boolean by(Kind kind, UUID subject) {
        return bySubject.getOrDefault(kind, Map.of()).containsKey(subject);
    }

    private void requireCommand(UUID id, Kind kind, Object what) {
        Command command = done.get(id);
        findings.require(
                command != null && command.kind().equals(kind.logged), Check.NOTHING_INVENTED, "nobody sent %s", what);
    }

    /** What is new is told once, in the transaction of its command. */
    private void eventsOnce() {
        Set<UUID> told = new HashSet<>();
        for (Event event : end.events()) {
            if (event.kind().equals("request.submitted") || event.kind().equals("movement.recorded")) {
                UUID id = UUID.fromString(event.subject());
                findings.require(told.add(id), Check.NOTHING_DOUBLED, "told twice: %s", event);
                Command command = done.get(id);
                findings.require(
                        command != null && command.transaction() == event.transaction(),
                        Check.NOTHING_INVENTED,
                        "told apart from its command: %s",
                        event);
            }
        }
        done.values().stream()
                .filter(c -> c.kind().equals(Kind.SUBMIT.logged) || c.kind().equals(Kind.MOVE.logged))
                .forEach(c -> findings.require(told.contains(c.id()), Check.NOTHING_LOST, "told nowhere: %s", c));
    }
}
