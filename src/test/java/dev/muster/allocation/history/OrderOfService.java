package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.Allocation;
import dev.muster.allocation.history.EndState.Line;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.EndState.Request;
import dev.muster.allocation.history.Standing.Lot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * Whether each transaction served whom it should: judged by how things stand after it, whatever way the service went.
 *
 * <p>What a higher class could have had from a shelf when its turn came is at least what is free there now and what
 * lower classes were given from there in the same transaction. If the rules let the higher class have some of that and
 * it is still short, the lower class was served first. A plan looks at a moment before: of what it moves only the bounds
 * of goods are judged.
 */
final class OrderOfService {

    /** Longer than any way between two sites: a lot that keeps so much longer arrives in time for sure. */
    private static final int LONGEST_WAY_DAYS = 7;

    private final World world;
    private final Standing standing;
    private final Findings findings;
    private final Map<UUID, Request> requests = new HashMap<>();
    private Instant last = Instant.EPOCH;

    OrderOfService(History history, Standing standing, Findings findings) {
        this.world = history.world();
        this.standing = standing;
        this.findings = findings;
        history.end().requests().forEach(r -> requests.put(r.id(), r));
    }

    void judge(LogReplay.Step step) {
        last = step.at;
        Map<String, List<Allocation>> byItem = new HashMap<>();
        for (Allocation allocation : step.reserved.values()) {
            eligible(allocation);
            if (allocation.officer() == null) {
                byItem.computeIfAbsent(allocation.item(), i -> new ArrayList<>())
                        .add(allocation);
            }
        }
        byItem.forEach((item, served) -> {
            floors(item, served);
            if (!step.planned) {
                higherFirst(item, served);
            }
        });
        if (!step.planned) {
            step.preempted.forEach(bumped -> byHigher(bumped, byItem.getOrDefault(bumped.item(), List.of())));
        }
    }

    private Request request(LineKey line) {
        return Objects.requireNonNull(requests.get(line.request()), () -> "request of " + line);
    }

    private void eligible(Allocation allocation) {
        Line line = standing.line(allocation.line());
        Lot lot = standing.lot(allocation.position());
        LocalDate usable = day(allocation.reservedAt().plusSeconds(60L * allocation.travelMinutes()))
                .plusDays(life(allocation.item()));
        boolean takenBack = allocation.officer() == null
                && standing.need(allocation.line()).takenBack.contains(allocation.source());
        findings.require(
                open(allocation.source())
                        && !allocation
                                .source()
                                .equals(request(allocation.line()).site())
                        && standing.wanted(line).contains(allocation.item())
                        && lot.item.equals(allocation.item())
                        && lot.site.equals(allocation.source())
                        && lot.usableOn(usable)
                        && !takenBack,
                Check.ELIGIBLE,
                "%s from %s for %s",
                allocation,
                lot,
                line);
    }

    private void floors(String item, List<Allocation> served) {
        for (String site : sources(served)) {
            List<Allocation> here =
                    served.stream().filter(a -> a.source().equals(site)).toList();
            boolean noneBelow = here.stream().noneMatch(a -> world.policy().mayGoBelowFloor(request(a.line())));
            long free = sum(item, site, day(last), Lot::available);
            findings.require(
                    !noneBelow || free >= world.floor(site, item),
                    Check.FLOORS,
                    "%s left %d of %d",
                    here,
                    free,
                    world.floor(site, item));
        }
    }

    private static List<String> sources(List<Allocation> served) {
        return served.stream().map(Allocation::source).distinct().toList();
    }

    private void higherFirst(String item, List<Allocation> served) {
        List<String> sources = sources(served);
        for (LineKey waiting : standing.shortOf(item)) {
            for (String source : sources) {
                Map<Lot, Long> toLower = new HashMap<>();
                for (Allocation a : served) {
                    if (a.source().equals(source) && request(waiting).outranks(request(a.line()))) {
                        toLower.merge(standing.lot(a.position()), a.quantity(), Long::sum);
                    }
                }
                findings.require(
                        toLower.isEmpty() || givable(waiting, item, source, toLower) <= 0,
                        Check.HIGHER_CLASS_FIRST,
                        "%s waits for %s of %s while at %s lower classes get it from %s: %s",
                        request(waiting),
                        standing.missing(waiting),
                        item,
                        last,
                        source,
                        served);
            }
        }
    }

    /** What the rules let a line have from a shelf, if {@code more} were free there too. */
    private long givable(LineKey line, String item, String site, Map<Lot, Long> more) {
        if (!open(site)
                || site.equals(request(line).site())
                || standing.need(line).takenBack.contains(site)) {
            return 0;
        }
        ToLongFunction<Lot> free = lot -> lot.available() + more.getOrDefault(lot, 0L);
        long usable = sum(item, site, day(last).plusDays(life(item) + LONGEST_WAY_DAYS), free);
        return world.policy().mayGoBelowFloor(request(line))
                ? usable
                : Math.min(usable, sum(item, site, day(last), free) - world.floor(site, item));
    }

    private void byHigher(Allocation bumped, List<Allocation> served) {
        Request owner = request(bumped.line());
        findings.require(
                served.stream()
                        .anyMatch(a -> a.source().equals(bumped.source())
                                && request(a.line()).outranks(owner)),
                Check.PREEMPTED_BY_HIGHER,
                "%s of %s for none of %s",
                bumped,
                owner,
                served);
    }

    /** Whatever is short at the end must find nothing free. */
    void atTheEnd() {
        for (String item : world.items().keySet()) {
            for (LineKey line : standing.shortOf(item)) {
                for (String site : standing.shelves(item).keySet()) {
                    long idle = givable(line, item, site, Map.of());
                    findings.require(
                            idle <= 0, Check.NOTHING_IDLE, "%s waits, %d of %s lie free at %s", line, idle, item, site);
                }
            }
        }
    }

    private long sum(String item, String site, LocalDate usableOn, ToLongFunction<Lot> quantity) {
        return standing.shelves(item).getOrDefault(site, List.of()).stream()
                .filter(lot -> lot.usableOn(usableOn))
                .mapToLong(quantity)
                .sum();
    }

    private boolean open(String site) {
        World.Site known = world.sites().get(site);
        return known != null && known.open();
    }

    private int life(String item) {
        return Objects.requireNonNull(world.items().get(item)).minRemainingLifeDays();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
