package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.AllocationStore.SourcesOf;
import dev.muster.allocation.BatchDecision.Explained;
import dev.muster.allocation.engine.Demand;
import dev.muster.allocation.engine.KitDivision;
import dev.muster.allocation.engine.KitSources;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.Reason;
import dev.muster.request.InKit;
import dev.muster.request.Line;
import dev.muster.request.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of a batch that is about kits (docs/adr/0014): before lines are decided it says how many of the kits asked for are
 * served as assembled ones and how many as their parts; only kits of which nothing is allocated yet are divided anew.
 */
final class KitWork {

    private final BatchDecision batch;
    private final Loaded loaded;
    private final Set<LineKey> begun = new HashSet<>();
    private final Map<LineKey, List<KitDivision>> divided = new LinkedHashMap<>();

    KitWork(BatchDecision batch) {
        this.batch = batch;
        this.loaded = batch.loaded;
    }

    /** A line that asks for kits, with the lines of their parts. */
    private record Kit(Request request, Line head, List<Line> parts) {

        private long asked() {
            return Objects.requireNonNull(head.kit()).asked();
        }

        private long assembled() {
            return Objects.requireNonNull(head.quantity());
        }

        /** Kits of which nothing is allocated, whichever way they are to be served now. */
        private long untouched() {
            long begun = 0;
            for (Line part : parts) {
                long each = Objects.requireNonNull(part.kit()).perKit();
                begun = Math.max(begun, (part.allocated() + each - 1) / each);
            }
            return asked() - head.allocated() - begun;
        }
    }

    /** Kits that are to be decided, first things first. */
    void divide() {
        for (Kit kit : foremost()) {
            if (kit.untouched() > 0 && concerned(kit)) {
                divide(kit);
            }
        }
    }

    /** Divides those that are short anew, with what is left after all have been decided; whether that changes anything. */
    boolean divideAgain() {
        boolean changed = false;
        for (Kit kit : foremost()) {
            boolean isShort = kit.head.isShort() || kit.parts.stream().anyMatch(Line::isShort);
            if (isShort && kit.untouched() > 0 && decidable(kit)) {
                changed |= divide(kit);
            }
        }
        return changed;
    }

    /** This line asks for kits from now on. */
    void begin(Line head) {
        begun.add(new LineKey(head.request(), head.number()));
    }

    /** Whether it is another division than before; notes why, where it is or the kits are new. */
    private boolean divide(Kit kit) {
        KitDivision division = sources(kit).divide(kit.untouched());
        boolean changed = share(kit, kit.head.allocated() + division.assembled());
        LineKey key = new LineKey(kit.request.id(), kit.head.number());
        if (changed || begun.contains(key) && !divided.containsKey(key)) {
            divided.computeIfAbsent(key, k -> new ArrayList<>()).add(division);
        }
        return changed;
    }

    /**
     * What is still short is a shortage of assembled kits as far as lower classes hold some that may be taken back (R6), else of
     * parts; whether that changes anything.
     */
    boolean settle() {
        boolean changed = false;
        for (Kit kit : foremost()) {
            boolean isShort = kit.head.isShort() || kit.parts.stream().anyMatch(Line::isShort);
            if (isShort && decidable(kit)) {
                changed |= share(kit, kit.head.allocated() + Math.min(kit.untouched(), heldBelow(kit)));
            }
        }
        return changed;
    }

    private long heldBelow(Kit kit) {
        Rank rank = BatchDecision.rank(kit.request, kit.head);
        Availability.@Nullable Item stock = loaded.items.get(kit.head.item());
        return stock == null || !batch.policy(kit.request).mayPreempt(rank) ? 0 : stock.heldBelow(rank.demandClass());
    }

    /** At the end: assembled kits that were not to be had are a shortage of parts, looked at at once. */
    void finish() {
        for (Kit kit : foremost()) {
            if (kit.head.left() > 0) {
                share(kit, kit.head.allocated());
                for (Line part : kit.parts) {
                    part.decided(loaded.now, Reason.NO_STOCK.name());
                    batch.unfinished.add(part.item());
                }
            }
        }
        explain();
    }

    /** Why the kits of each line are divided as they are, where they were divided in this batch. */
    private void explain() {
        divided.forEach((key, divisions) -> {
            @Nullable Request request = loaded.requests.get(key.request());
            @Nullable Kit kit = request == null ? null : kit(request, Objects.requireNonNull(request.line(key.line())));
            if (request != null && kit != null) {
                KitsTold told = new KitsTold(
                        kit.asked(), kit.assembled(), kit.asked() - kit.assembled(), List.copyOf(divisions));
                batch.explained.add(new Explained(key, batch.policy(request).name(), new KitsTold.Kept(told)));
            }
        });
    }

    /** How much of a line an officer may serve: what is left, or of kits all of which nothing is allocated. */
    long open(Request request, Line line) {
        @Nullable Kit kit = kit(request, line);
        return kit == null ? line.left() : kit.untouched();
    }

    /** An officer serves a line with so many assembled kits, which are left for them. */
    void claim(Request request, Line line, long kits) {
        @Nullable Kit kit = kit(request, line);
        if (kit != null && kits > line.left()) {
            share(kit, line.allocated() + kits);
        }
    }

    private List<Kit> foremost() {
        TreeMap<Rank, Kit> kits = new TreeMap<>();
        for (Request request : loaded.requests.values()) {
            for (Line line : request.lines()) {
                @Nullable Kit kit = line.open() ? kit(request, line) : null;
                if (kit != null) {
                    kits.put(BatchDecision.rank(request, line), kit);
                }
            }
        }
        return new ArrayList<>(kits.values());
    }

    private static @Nullable Kit kit(Request request, Line head) {
        @Nullable InKit kit = head.kit();
        if (kit == null || !kit.isHead() || head.quantity() == null) {
            return null;
        }
        List<Line> parts = request.lines().stream()
                .filter(line -> line.kit() != null && line.kit().head() == head.number())
                .toList();
        return new Kit(request, head, parts);
    }

    private boolean concerned(Kit kit) {
        return decidable(kit)
                && (batch.toBeDecided(kit.head) || kit.parts.stream().anyMatch(batch::toBeDecided));
    }

    private boolean decidable(Kit kit) {
        return loaded.decidable(kit.head.item()) && kit.parts.stream().allMatch(part -> loaded.decidable(part.item()));
    }

    private KitSources sources(Kit kit) {
        Map<Demand, Long> parts = new LinkedHashMap<>();
        kit.parts.forEach(part ->
                parts.put(demand(kit, part), Objects.requireNonNull(part.kit()).perKit()));
        return new KitSources(loaded.book, loaded.world, loaded.now, demand(kit, kit.head), parts);
    }

    /** Who asks for something of a kit; how much of it is not the question. */
    private Demand demand(Kit kit, Line line) {
        SourcesOf sources = batch.sources(new LineKey(line.request(), line.number()));
        return new Demand(
                BatchDecision.rank(kit.request, line),
                kit.request.site(),
                line.item(),
                List.of(),
                1,
                1,
                Set.copyOf(sources.live().keySet()),
                Set.copyOf(sources.takenBack()));
    }

    /** So many kits are served as assembled ones, the others as parts; whether that is another division than before. */
    private boolean share(Kit kit, long assembled) {
        if (assembled == kit.assembled()) {
            return false;
        }
        share(kit.head, assembled);
        for (Line part : kit.parts) {
            share(
                    part,
                    (kit.asked() - assembled)
                            * Objects.requireNonNull(part.kit()).perKit());
        }
        return true;
    }

    private void share(Line line, long units) {
        line.share(units);
        if (line.left() > 0) {
            batch.ask(line);
        } else {
            line.decided(loaded.now, null);
        }
    }
}
