package dev.muster.allocation.history;

import dev.muster.allocation.history.Order.Kind;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Histories in which everything is as it must be. */
final class Stories {

    static final LocalDate TODAY = LocalDate.ofInstant(Script.START, ZoneOffset.UTC);

    private Stories() {}

    /** A and B give, each keeping two masks; C gives nothing; a respirator may serve for a mask. */
    static Script script() {
        Map<String, World.Site> sites = Stream.of("A", "B", "C", "H1", "H2")
                .collect(Collectors.toMap(code -> code, code -> new World.Site(code, !code.equals("C"))));
        Map<String, World.Item> items = Map.of(
                "MASK", new World.Item("MASK", 0, List.of("RESPIRATOR")),
                "RESPIRATOR", new World.Item("RESPIRATOR", 0, List.of()),
                "SERUM", new World.Item("SERUM", 30, List.of()),
                "GLOVE", new World.Item("GLOVE", 0, List.of()),
                "BAG", new World.Item("BAG", 0, List.of(), Map.of("GLOVE", 3L)),
                "NURSE", new World.Item("NURSE", 0, List.of()),
                "VENT", new World.Item("VENT", 0, List.of()));
        Map<World.Place, Long> floors = Map.of(new World.Place("A", "MASK"), 2L, new World.Place("B", "MASK"), 2L);
        return new Script(new World(sites, items, floors, World.Rules.DEFAULT));
    }

    static Map<String, Object> receipt(String site, String item, long quantity) {
        return Map.of("kind", "RECEIPT", "site", site, "item", item, "quantity", quantity);
    }

    static Map<String, Object> request(String site, String urgency, String item, @Nullable Long quantity) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("item", item);
        line.put("quantity", quantity);
        line.put("substitutesAllowed", true);
        return Map.of("site", site, "urgency", urgency, "lines", List.of(line));
    }

    /** Something of everything: shortages, floors, an officer's choice, goods taken back, preempted, of no use. */
    static History sound() {
        Script script = script().receive("in1", "A", "MASK", 10, null)
                .done(Kind.MOVE, "in1", "in1", receipt("A", "MASK", 10))
                .submit("R1", 5, "ROUTINE", "H1", "MASK", 6L)
                .reserve("r1a", "R1", "A", "MASK", 6, null)
                .done(Kind.SUBMIT, "R1", "R1", request("H1", "ROUTINE", "MASK", 6L))
                .submit("R2", 1, "STAT", "H2", "MASK", 5L)
                .reserve("r2a", "R2", "A", "MASK", 4, null)
                .done(Kind.SUBMIT, "R2", "R2", request("H2", "STAT", "MASK", 5L))
                .receive("in2", "B", "MASK", 1, null)
                .reserve("r2b", "R2", "B", "MASK", 1, null)
                .done(Kind.MOVE, "in2", "in2", receipt("B", "MASK", 1))
                .submit("R3", 5, "ASAP", "H1", "MASK", null)
                .done(Kind.SUBMIT, "R3", "R3", request("H1", "ASAP", "MASK", null))
                .state("R3", 3)
                .done(Kind.STATE, "state3", "R3", Map.of("quantity", 3))
                .receive("in3", "B", "MASK", 4, null)
                .reserve("r3a", "R3", "B", "MASK", 2, null)
                .done(Kind.MOVE, "in3", "in3", receipt("B", "MASK", 4))
                .reserve("r3b", "R3", "B", "MASK", 1, "officer")
                .done(Kind.CHOOSE, "choose3", "R3", Map.of("source", "B", "quantity", 1))
                .end("r1a", "RELEASED")
                .done(Kind.RELEASE, "release1", "r1a", Map.of())
                .submit("R4", 5, "URGENT", "H1", "MASK", 2L)
                .reserve("r4a", "R4", "A", "MASK", 2, null)
                .done(Kind.SUBMIT, "R4", "R4", request("H1", "URGENT", "MASK", 2L))
                .end("r4a", "RELEASED")
                .cancel("R4")
                .done(Kind.CANCEL, "cancel4", "R4", Map.of("reason", "over"))
                .submit("R5", 5, "ROUTINE", "H2", "MASK", 3L)
                .reserve("r5a", "R5", "A", "MASK", 3, null)
                .done(Kind.SUBMIT, "R5", "R5", request("H2", "ROUTINE", "MASK", 3L))
                .submit("R6", 1, "STAT", "H1", "MASK", 6L)
                .reserve("r6a", "R6", "A", "MASK", 3, null)
                .end("r5a", "PREEMPTED")
                .reserve("r6b", "R6", "A", "MASK", 3, null)
                .done(Kind.SUBMIT, "R6", "R6", request("H1", "STAT", "MASK", 6L))
                .receive("in4", "A", "SERUM", 5, TODAY.plusDays(10))
                .done(Kind.MOVE, "in4", "in4", receipt("A", "SERUM", 5))
                .submit("R7", 5, "URGENT", "H1", "SERUM", 2L)
                .done(Kind.SUBMIT, "R7", "R7", request("H1", "URGENT", "SERUM", 2L))
                .receive("in5", "C", "MASK", 9, null)
                .done(Kind.MOVE, "in5", "in5", receipt("C", "MASK", 9))
                .receive("in6", "B", "GLOVE", 13, null)
                .done(Kind.MOVE, "in6", "in6", receipt("B", "GLOVE", 13))
                .assemble("bags", "B", "BAG", 2, "GLOVE", 6)
                .done(Kind.MOVE, "bags", "bags", Map.of("kind", "ASSEMBLY", "site", "B", "item", "BAG", "quantity", 2));
        return withRetries(UnitStories.after(script).history());
    }

    /** The first command is sent without an answer first; afterwards once more, and with another payload. */
    private static History withRetries(History history) {
        Send first = history.sends().get(0);
        long late = 1_000_000;
        Order other = changed(first.order(), 11);
        List<Send> sends = new ArrayList<>(history.sends());
        sends.add(0, new Send(100, 1, first.order(), 1, first.sentNanos() - 100, first.sentNanos() - 1, 0, "", null));
        sends.add(new Send(101, 1, first.order(), 1, late, late + 1, 200, first.answer(), null));
        sends.add(new Send(102, 1, other, 1, late + 2, late + 3, 409, "{}", "command-conflict"));
        return new History(sends, history.world(), history.end());
    }

    /** Another quantity under the same id. */
    static Order changed(Order order, long quantity) {
        String body = order.body().replaceAll("\"quantity\":\\d+", "\"quantity\":" + quantity);
        return new Order(
                order.id(),
                order.kind(),
                order.subject(),
                order.line(),
                order.path(),
                body,
                order.key(),
                order.actor());
    }
}
