package dev.muster.allocation;

import dev.muster.allocation.engine.ItemFacts;
import dev.muster.allocation.engine.Policy;
import dev.muster.incident.Sharing;
import dev.muster.request.NewRequest;
import dev.muster.request.Request;
import dev.muster.request.Urgency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Ways in which a process is wrong on purpose, to show that a simulation finds out. */
public enum Breakage {
    NONE,
    /** R4 does not hold: the core is told that there are no floors. */
    FLOORS_IGNORED,
    /** R1 upside down: the core is told the opposite urgency. */
    ROUTINE_FIRST,
    /** R3 does not hold: the core is told that goods may expire as they arrive. */
    SHORT_LIFE_GIVEN,
    /** R6 does not hold. */
    NOTHING_TAKEN_BACK,
    /** R7 does not hold: the core is told that whoever is first takes all. */
    NOTHING_SHARED,
    /** What a reservation held is given back twice. */
    RELEASED_TWICE,
    /** What is remembered of stock counts, whoever changed it meanwhile. */
    STALE_MEMORY,
    /** A repeated command is done again. */
    REPEATS_UNKNOWN,
    /** Movements are not recorded. */
    LEDGER_FORGOTTEN;

    Facts facts(Facts facts, SimulatedWorld world) {
        if (this == NOTHING_SHARED) {
            world.policies.forEach((level, p) -> facts.select(
                    level,
                    new Policy(
                            p.name(),
                            p.sourceOrder(),
                            p.ownStock(),
                            p.belowFloor(),
                            p.belowFloorLevels(),
                            p.maxSources(),
                            p.smallestShipment(),
                            Sharing.FIRST_COME,
                            0,
                            p.preempting(),
                            p.modes(),
                            p.reservationTime(),
                            p.explainedSources())));
        }
        if (this == SHORT_LIFE_GIVEN) {
            world.items.forEach(item -> facts.add(new Facts.Item(
                    new ItemFacts(item.id(), item.code(), 0, item.storage()), "SUPPLY", item.substitutes())));
        }
        return facts;
    }

    void afterDecision(BatchDecision decision) {
        if (this == RELEASED_TWICE) {
            decision.ended.stream()
                    .map(a -> Map.entry(decision.loaded.book.position(a.item(), a.position()), a.quantity()))
                    .filter(e -> e.getKey().reserved() >= e.getValue())
                    .forEach(e -> e.getKey().release(e.getValue()));
        }
    }

    /** What the core gets of a command, and back again. */
    Command send(Command command) {
        if (this == ROUTINE_FIRST && command instanceof Command.SubmitRequest submit) {
            NewRequest r = submit.request();
            Urgency urgency = r.urgency() == null ? null : opposite(r.urgency());
            return new Command.SubmitRequest(
                    submit.id(),
                    new NewRequest(r.id(), r.site(), r.incident(), urgency, r.neededBy(), r.lines(), r.note()),
                    submit.actor());
        }
        return command;
    }

    Map<UUID, Request> load(Map<UUID, Request> requests) {
        Map<UUID, Request> loaded = new LinkedHashMap<>();
        requests.forEach((id, request) -> loaded.put(id, turned(request)));
        return loaded;
    }

    Request save(Request request) {
        return turned(request);
    }

    private Request turned(Request r) {
        if (this != ROUTINE_FIRST) {
            return r;
        }
        Request turned = new Request(
                r.id(),
                r.site(),
                r.siteCode(),
                r.keySite(),
                r.incident(),
                r.level(),
                opposite(r.urgency()),
                r.neededBy(),
                r.submittedAt(),
                r.submittedBy(),
                r.note(),
                r.state(),
                r.fresh());
        turned.lines().addAll(r.lines());
        return turned;
    }

    private static Urgency opposite(Urgency urgency) {
        return Urgency.values()[Urgency.values().length - 1 - urgency.ordinal()];
    }
}
