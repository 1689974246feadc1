package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.AllocationStore.SourcesOf;
import dev.muster.request.Line;
import dev.muster.request.Provenance;
import dev.muster.request.Request;
import dev.muster.request.RequestState;
import dev.muster.request.Urgency;
import dev.muster.stock.LedgerEntry;
import dev.muster.stock.MovementKind;
import dev.muster.stock.Position;
import dev.muster.stock.StockStore.LotKey;
import dev.muster.stock.StockStore.Posting;
import dev.muster.stock.StockStore.Recorded;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a database would hold, as rows, with the turn of each item. A transaction works on a {@link #copy} that either
 * takes the place of the original or is forgotten.
 */
public final class SimulatedTables {

    /** Stock of a lot at a site. */
    public record PositionRow(
            long id,
            int site,
            int item,
            long lot,
            String lotNumber,
            @Nullable LocalDate expiry,
            long onHand,
            long reserved,
            long held) {}

    /** A request without its lines. */
    public record RequestRow(
            UUID id,
            int site,
            @Nullable UUID incident,
            Urgency urgency,
            Instant neededBy,
            Instant submittedAt,
            String submittedBy,
            RequestState state) {}

    /** A request line. */
    public record LineRow(
            UUID request,
            int number,
            int item,
            @Nullable Long quantity,
            Provenance provenance,
            boolean substitutesAllowed,
            long allocated,
            boolean open,
            @Nullable Instant shortSince,
            @Nullable String shortageReason) {

        /** Whether it still wants something. */
        public boolean isShort() {
            return open && (quantity == null || allocated < quantity);
        }
    }

    /** A reservation, whatever has become of it. */
    public record ReservationRow(
            UUID id,
            UUID request,
            int line,
            long position,
            String site,
            int item,
            String lotNumber,
            long quantity,
            String state,
            @Nullable String officer,
            boolean override,
            int travelMinutes,
            Instant expiresAt) {}

    /** A command that is done. */
    public record CommandRow(String fingerprint, String answer) {}

    record LotRow(long id, LotKey key) {}

    final SimulatedWorld world;
    final Map<Integer, Long> turns = new TreeMap<>();
    final List<LotRow> lots = new ArrayList<>();
    public final Map<Long, PositionRow> positions = new TreeMap<>();
    public final Map<UUID, RequestRow> requests = new LinkedHashMap<>();
    public final Map<UUID, List<LineRow>> lines = new LinkedHashMap<>();
    public final Map<UUID, CommandRow> commands = new HashMap<>();
    public final List<Posting> ledger = new ArrayList<>();
    final Map<UUID, Allocation> allocations = new LinkedHashMap<>();

    public SimulatedTables(SimulatedWorld world) {
        this.world = world;
        world.items.forEach(item -> turns.put(item.id(), 0L));
    }

    public SimulatedTables copy() {
        SimulatedTables copy = new SimulatedTables(world);
        copy.turns.putAll(turns);
        copy.lots.addAll(lots);
        copy.positions.putAll(positions);
        copy.requests.putAll(requests);
        copy.lines.putAll(lines);
        copy.commands.putAll(commands);
        copy.ledger.addAll(ledger);
        copy.allocations.putAll(allocations);
        return copy;
    }

    /** All reservations ever made, in the order made. */
    public List<ReservationRow> reservations() {
        return allocations.values().stream().map(this::row).toList();
    }

    ReservationRow row(Allocation a) {
        return new ReservationRow(
                a.id(),
                a.request(),
                a.line(),
                a.position(),
                world.site(a.source()).code,
                a.item(),
                Objects.requireNonNull(positions.get(a.position())).lotNumber,
                a.quantity(),
                a.state().name(),
                a.officer(),
                a.overrideReason() != null,
                a.travelMinutes(),
                a.expiresAt());
    }

    /** Sets a floor, as a change of reference data does: what is remembered of the item no longer stands. */
    public void floor(String site, int item, long quantity) {
        world.floor(site, item, quantity);
        bump(item);
    }

    private void bump(int item) {
        turns.merge(item, 1L, Long::sum);
    }

    Position position(PositionRow row) {
        return new Position(
                row.id, row.site, row.item, row.lot, row.lotNumber, row.expiry, row.onHand, row.reserved, row.held);
    }

    /** The known lots with this number. */
    List<LotKey> named(LotKey wanted) {
        return lots.stream()
                .map(LotRow::key)
                .filter(lot -> !lot.number().isEmpty())
                .filter(lot -> lot.item() == wanted.item() && lot.number().equals(wanted.number()))
                .toList();
    }

    /** Makes the lot and the empty position, where they are missing; a lot number stands for one lot. */
    void open(int site, LotKey key) {
        boolean taken =
                lots.stream().anyMatch(l -> l.key.equals(key)) || !named(key).isEmpty();
        if (!taken) {
            lots.add(new LotRow(lots.size() + 1L, key));
        }
        lots.stream().filter(l -> l.key.equals(key)).forEach(lot -> {
            boolean there = positions.values().stream().anyMatch(p -> p.site == site && p.lot == lot.id);
            if (!there) {
                long id = positions.size() + 1L;
                positions.put(id, new PositionRow(id, site, key.item(), lot.id, key.number(), key.expiry(), 0, 0, 0));
                bump(key.item());
            }
        });
    }

    void save(List<Position> changed) {
        changed.forEach(p -> positions.put(
                p.id(),
                new PositionRow(
                        p.id(),
                        p.site(),
                        p.item(),
                        p.lot(),
                        p.lotNumber(),
                        p.expiry(),
                        p.onHand(),
                        p.reserved(),
                        p.held())));
        changed.stream().map(Position::item).distinct().forEach(this::bump);
    }

    void save(Request request) {
        requests.put(
                request.id(),
                new RequestRow(
                        request.id(),
                        request.site(),
                        request.incident(),
                        request.urgency(),
                        request.neededBy(),
                        request.submittedAt(),
                        request.submittedBy(),
                        request.state()));
        lines.put(
                request.id(),
                request.lines().stream()
                        .map(l -> new LineRow(
                                l.request(),
                                l.number(),
                                l.item(),
                                l.quantity(),
                                l.provenance(),
                                l.substitutesAllowed(),
                                l.allocated(),
                                l.open(),
                                l.shortSince(),
                                l.shortageReason()))
                        .toList());
    }

    Map<UUID, Request> load(Collection<UUID> wanted) {
        Map<UUID, Request> found = new LinkedHashMap<>();
        wanted.stream()
                .filter(requests::containsKey)
                .sorted()
                .forEach(id -> found.put(id, request(Objects.requireNonNull(requests.get(id)))));
        return found;
    }

    private Request request(RequestRow row) {
        SimulatedWorld.Site site = world.site(row.site);
        Request request = new Request(
                row.id,
                row.site,
                site.code,
                site.keySite,
                row.incident,
                row.incident == null ? null : SimulatedWorld.roman(level(row)),
                row.urgency,
                row.neededBy,
                row.submittedAt,
                row.submittedBy,
                null,
                row.state,
                false);
        for (LineRow l : Objects.requireNonNull(lines.get(row.id))) {
            request.lines()
                    .add(new Line(
                            l.request,
                            l.number,
                            l.item,
                            l.quantity,
                            l.provenance,
                            l.substitutesAllowed,
                            null,
                            l.allocated,
                            0,
                            l.open,
                            l.shortSince,
                            l.shortageReason));
        }
        return request;
    }

    /** The response level of a request's incident, 5 without one. */
    public int level(RequestRow row) {
        return row.incident == null ? 5 : world.levels[(int) row.incident.getLeastSignificantBits()];
    }

    Map<LineKey, SourcesOf> sources(Collection<UUID> wanted) {
        Map<LineKey, SourcesOf> sources = new HashMap<>();
        for (Allocation a : allocations.values()) {
            if (wanted.contains(a.request()) && (a.state().live() || a.state() == AllocationState.RELEASED)) {
                SourcesOf of = sources.computeIfAbsent(new LineKey(a.request(), a.line()), k -> new SourcesOf());
                if (a.state() == AllocationState.RELEASED) {
                    of.takenBack().add(a.source());
                } else {
                    of.add(a.source(), 1);
                }
            }
        }
        return sources;
    }

    Map<UUID, Recorded> recorded(Collection<UUID> wanted) {
        Map<UUID, List<LedgerEntry>> entries = new HashMap<>();
        Map<UUID, MovementKind> kinds = new HashMap<>();
        for (Posting posting : ledger) {
            if (wanted.contains(posting.movement())) {
                kinds.put(posting.movement(), posting.kind());
                entries.computeIfAbsent(posting.movement(), id -> new ArrayList<>())
                        .add(posting.entry());
            }
        }
        Map<UUID, Recorded> recorded = new HashMap<>();
        kinds.forEach((id, kind) -> recorded.put(
                id,
                new Recorded(
                        kind,
                        ledger.stream().anyMatch(p -> id.equals(p.reverses())),
                        Objects.requireNonNull(entries.get(id)))));
        return recorded;
    }

    void insert(Allocation allocation) {
        if (allocations.putIfAbsent(allocation.id(), allocation) != null) {
            throw new IllegalStateException("Made twice: " + allocation);
        }
    }

    /** Ends a reservation, once. */
    void end(Allocation ended) {
        Allocation before = allocations.put(ended.id(), ended);
        if (before == null || before.state() != AllocationState.RESERVED) {
            throw new IllegalStateException("Ended already: " + before + " now " + ended);
        }
    }
}
