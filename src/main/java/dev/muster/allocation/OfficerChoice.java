package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.engine.Explanation.Looked;
import dev.muster.allocation.engine.ItemFacts;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Ways;
import dev.muster.platform.Problem;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemType;
import dev.muster.request.Line;
import dev.muster.request.Request;
import dev.muster.stock.Position;
import dev.muster.stock.Quantity;
import dev.muster.stock.Shelf;
import dev.muster.travel.Journey;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An officer's own choice of source, in a batch. It obeys R3; only the reserve floor can be set aside, by a commander
 * and with a reason (R4).
 */
final class OfficerChoice {

    /**
     * What is kept of a choice, to explain it.
     *
     * @param officer who chose
     * @param overrideReason why the reserve floor was set aside, null if it was not
     * @param sources the one source
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Chosen(String officer, @Nullable String overrideReason, List<Looked> sources) {}

    private final BatchDecision batch;
    private final Loaded loaded;

    OfficerChoice(BatchDecision batch) {
        this.batch = batch;
        this.loaded = batch.loaded;
    }

    @Nullable
    Problem choose(Command.ChooseSource command) {
        Request request = loaded.requests.get(command.request());
        Line line = request == null ? null : request.line(command.line());
        if (request == null || line == null) {
            return Problem.of(ProblemType.NOT_FOUND, "request.line-unknown", command.request(), command.line());
        }
        if (line.need() != null) {
            return Problem.violation("unit", "required");
        }
        if (!Quantity.isValid(command.quantity())) {
            return Problem.violation("quantity", "quantity.range", Quantity.MIN, Quantity.MAX);
        }
        long open = batch.kits.open(request, line);
        if (command.quantity() > open) {
            return Problem.violation("quantity", "allocation.more-than-open", open);
        }
        Facts.Site source = loaded.facts.sitesByCode.get(command.source());
        if (source == null) {
            return Problem.violation("source", "site.unknown", command.source());
        }
        if (!source.facts().open() || source.id() == request.site()) {
            return Problem.violation("source", "allocation.no-source", command.source());
        }
        return take(command, request, line, source);
    }

    private @Nullable Problem take(Command.ChooseSource command, Request request, Line line, Facts.Site source) {
        ItemFacts item = loaded.facts.item(line.item()).facts();
        Policy policy = batch.policy(request);
        Ways ways = loaded.world.ways(request.site(), item.storageClass(), policy);
        if (ways == null) {
            return Problem.violation("source", "allocation.no-transport", item.storageClass());
        }
        Journey way = ways.from(source.id());
        LocalDate usableOn = LocalDate.ofInstant(loaded.now.plusSeconds(60L * way.minutes()), ZoneOffset.UTC)
                .plusDays(item.minRemainingLifeDays());
        Shelf shelf =
                loaded.book.shelf(source.id(), line.item()).orElseGet(() -> new Shelf(source.id(), line.item(), 0));
        long usable = shelf.free(usableOn);
        if (usable < command.quantity()) {
            return Problem.of(ProblemType.NOT_ENOUGH_STOCK, "not-enough-stock", command.quantity(), usable);
        }
        long aboveFloor = Math.max(0, shelf.free(LocalDate.ofInstant(loaded.now, ZoneOffset.UTC)) - shelf.floor());
        boolean below = command.quantity() > aboveFloor && !policy.mayGoBelowFloor(BatchDecision.rank(request, line));
        Problem problem = below ? override(command, aboveFloor) : null;
        if (problem == null) {
            reserve(command, request, line, shelf, usableOn, way, below);
        }
        return problem;
    }

    private static @Nullable Problem override(Command.ChooseSource command, long aboveFloor) {
        if (command.overrideReason() == null || command.overrideReason().isBlank()) {
            return Problem.violations(
                    ProblemType.RULE_BROKEN,
                    List.of(Violation.of("overrideReason", "allocation.floor-needs-reason", aboveFloor)));
        }
        return command.mayOverride() ? null : Problem.of(ProblemType.FORBIDDEN, "allocation.override-by-commander");
    }

    private void reserve(
            Command.ChooseSource command,
            Request request,
            Line line,
            Shelf shelf,
            LocalDate usableOn,
            Journey way,
            boolean below) {
        batch.kits.claim(request, line, command.quantity());
        List<Allocation> chosen = new ArrayList<>();
        long open = command.quantity();
        long free = shelf.free(LocalDate.ofInstant(loaded.now, ZoneOffset.UTC));
        for (Position lot : shelf.lots()) {
            long part = lot.usableOn(usableOn) ? Math.min(open, lot.available()) : 0;
            if (part > 0) {
                lot.reserve(part);
                chosen.add(batch.reserve(
                        request, line, lot, part, way, command.actor(), below ? command.overrideReason() : null));
                open -= part;
            }
        }
        batch.chosen.put(command.id(), chosen);
        line.decided(loaded.now, line.shortageReason());
        Looked from =
                new Looked(command.source(), null, way.distanceKm(), way.minutes(), free, command.quantity(), null);
        batch.explained.add(new BatchDecision.Explained(
                new LineKey(line.request(), line.number()),
                batch.policy(request).name(),
                new Chosen(command.actor(), below ? command.overrideReason() : null, List.of(from))));
    }
}
