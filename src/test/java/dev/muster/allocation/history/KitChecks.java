package dev.muster.allocation.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.allocation.history.EndState.Entry;
import dev.muster.allocation.history.EndState.Kits;
import dev.muster.allocation.history.EndState.Line;
import dev.muster.allocation.history.EndState.LineKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Kits are made of their parts and nothing else: in the ledger, movement by movement and lot by lot; in lines, where what
 * does not come assembled is asked for as parts; in answers, where a kit counts if it is whole.
 */
final class KitChecks {

    private final History history;
    private final Findings findings;
    private final Map<LineKey, Line> lines;

    KitChecks(History history, Findings findings) {
        this.history = history;
        this.findings = findings;
        this.lines = history.end().lines().stream().collect(Collectors.toMap(Line::key, Function.identity()));
    }

    void run() {
        ledger();
        history.end().lines().forEach(this::asParts);
        Doings doings = new Doings(history);
        for (EndState.Command command : history.end().commands()) {
            boolean submitted = doings.of(command.id()).stream().anyMatch(order -> order.kind() == Order.Kind.SUBMIT);
            if (submitted && command.answer() != null) {
                whole(Json.read(command.answer()));
            }
        }
    }

    private Map<String, Long> contents(String item) {
        World.Item known = history.world().items().get(item);
        return known == null ? Map.of() : known.contents();
    }

    private void ledger() {
        Map<UUID, Map<String, Long>> movements = new LinkedHashMap<>();
        Map<List<Object>, Long> within = new HashMap<>();
        for (Entry entry : history.end().ledger()) {
            if (entry.assembled()) {
                long quantity = entry.to() == null ? entry.quantity() : -entry.quantity();
                movements
                        .computeIfAbsent(entry.movement(), m -> new HashMap<>())
                        .merge(entry.item(), quantity, Long::sum);
                if (contents(entry.item()).isEmpty()) {
                    long left = within.merge(
                            List.of(entry.item(), entry.lot(), String.valueOf(entry.expiry())), quantity, Long::sum);
                    findings.require(
                            left >= 0, Check.WHOLE_KITS, "%s leaves %d in kits, less than went in", entry, left);
                }
            }
        }
        movements.forEach(this::movement);
    }

    /** @param net what went into kits, by item; what came of them below zero */
    private void movement(UUID id, Map<String, Long> net) {
        Map<String, Long> rest = new HashMap<>(net);
        net.forEach((item, quantity) ->
                contents(item).forEach((part, each) -> rest.merge(part, quantity * each, Long::sum)));
        rest.keySet().removeIf(item -> !contents(item).isEmpty());
        findings.require(
                rest.values().stream().allMatch(left -> left == 0),
                Check.WHOLE_KITS,
                "movement %s of %s leaves %s over",
                id,
                net,
                rest);
    }

    /** A line of parts asks for what of the kits does not come assembled. */
    private void asParts(Line part) {
        Kits kits = part.kits();
        if (kits == null || kits.head() == null) {
            return;
        }
        Line head = lines.get(new LineKey(part.key().request(), kits.head()));
        long each = Objects.requireNonNull(kits.each());
        Kits asked = head == null ? null : head.kits();
        findings.require(
                head != null
                        && asked != null
                        && asked.asked() != null
                        && head.quantity() != null
                        && part.quantity() != null
                        && part.quantity() == (asked.asked() - head.quantity()) * each
                        && each == contents(head.item()).getOrDefault(part.item(), 0L),
                Check.WHOLE_KITS,
                "%s is of %s",
                part,
                String.valueOf(head));
    }

    /** What an answer counts as allocated: kits that come assembled, and those whose parts are all there. */
    private void whole(JsonNode answer) {
        for (JsonNode head : answer.path("lines")) {
            if (!head.has("assembled")) {
                continue;
            }
            long complete = Long.MAX_VALUE;
            for (JsonNode part : answer.path("lines")) {
                if (part.path("kit").asInt() == head.path("line").asInt()
                        && part.path("quantity").asLong() > 0) {
                    complete = Math.min(
                            complete,
                            part.path("allocated").asLong()
                                    / part.path("perKit").asLong());
                }
            }
            long assembled = 0;
            for (JsonNode allocation : head.path("allocations")) {
                assembled += allocation.path("quantity").asLong();
            }
            long expected = assembled + (complete == Long.MAX_VALUE ? 0 : complete);
            findings.require(
                    head.path("allocated").asLong() == expected,
                    Check.WHOLE_KITS,
                    "%s says %s, but %d kits are whole",
                    answer.path("id"),
                    head,
                    expected);
        }
    }
}
