package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.engine.Demand;
import dev.muster.allocation.engine.Preemption;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.Reservation;
import dev.muster.allocation.engine.Rules;
import dev.muster.request.Line;
import dev.muster.request.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * R6 in a batch: short lines in R1 order look once more at what is free now, and then take back reservations of lower
 * classes. Every line whose reservation was taken joins them, in its place. What was taken and not needed goes to whoever
 * is first of them, also where that line may not take back anything itself. It ends, since only lower classes are taken
 * from.
 */
final class PreemptionRound {

    private final BatchDecision batch;
    private final Loaded loaded;
    private final Rules rules;
    private final Map<UUID, Allocation> allocations = new HashMap<>();
    private final Map<UUID, Reservation> pool = new HashMap<>();
    private final TreeMap<Rank, LineKey> waiting = new TreeMap<>();
    private final List<LineKey> stillShort = new ArrayList<>();
    private int known;

    PreemptionRound(BatchDecision batch, Rules rules, Collection<Allocation> reservations) {
        this.batch = batch;
        this.loaded = batch.loaded;
        this.rules = rules;
        reservations.forEach(this::add);
        addReserved();
    }

    /** What was reserved in this batch may be taken back as well: a line bumped now may stand above one served before. */
    private void addReserved() {
        for (; known < batch.reserved.size(); known++) {
            if (batch.reserved.get(known).officer() == null) {
                add(batch.reserved.get(known));
            }
        }
    }

    /** Reservations whose line could not be decided again in this batch are left alone. */
    private void add(Allocation allocation) {
        Request owner = Objects.requireNonNull(loaded.requests.get(allocation.request()));
        Line line = Objects.requireNonNull(owner.line(allocation.line()));
        boolean stands = loaded.allocations.getOrDefault(allocation.id(), allocation) == allocation;
        if (stands && allocation.state() == AllocationState.RESERVED && loaded.decidable(line.item())) {
            allocations.put(allocation.id(), allocation);
            pool.put(
                    allocation.id(),
                    new Reservation(
                            allocation.id(),
                            BatchDecision.rank(owner, line),
                            loaded.book.position(allocation.item(), allocation.position()),
                            allocation.quantity()));
        }
    }

    void run(Collection<LineKey> shortLines) {
        List.copyOf(shortLines).forEach(this::enqueue);
        while (!waiting.isEmpty()) {
            LineKey key = waiting.pollFirstEntry().getValue();
            Demand open = batch.openDemand(key);
            if (open != null) {
                rules.decide(List.of(open)).forEach(batch::keep);
                addReserved();
                open = batch.openDemand(key);
            }
            if (open != null) {
                preempt(open);
            }
            if (batch.openDemand(key) != null) {
                stillShort.add(key);
            }
        }
    }

    private void enqueue(LineKey key) {
        Request request = Objects.requireNonNull(loaded.requests.get(key.request()));
        waiting.put(BatchDecision.rank(request, Objects.requireNonNull(request.line(key.line()))), key);
    }

    private void preempt(Demand demand) {
        Preemption preemption = rules.preempt(demand, pool.values());
        if (preemption.taken().isEmpty()) {
            return;
        }
        for (Reservation taken : preemption.taken()) {
            pool.remove(taken.id());
            Allocation allocation = Objects.requireNonNull(allocations.get(taken.id()));
            batch.endPreempted(allocation, demand.rank().request());
        }
        batch.keep(preemption.decision());
        addReserved();
        preemption
                .taken()
                .forEach(taken ->
                        enqueue(new LineKey(taken.rank().request(), taken.rank().line())));
        if (preemption.taken().stream().anyMatch(taken -> taken.lot().available() > 0)) {
            stillShort.forEach(this::enqueue);
            stillShort.clear();
        }
    }
}
