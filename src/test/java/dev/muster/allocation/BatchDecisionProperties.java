package dev.muster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.AllocationStore.SourcesOf;
import dev.muster.allocation.engine.ItemFacts;
import dev.muster.allocation.engine.Policies;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.SiteFacts;
import dev.muster.allocation.engine.Ways;
import dev.muster.catalogue.StorageClass;
import dev.muster.incident.Sharing;
import dev.muster.request.Line;
import dev.muster.request.NewRequest;
import dev.muster.request.Request;
import dev.muster.request.RequestState;
import dev.muster.request.Urgency;
import dev.muster.stock.Account;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import dev.muster.stock.Position;
import dev.muster.stock.StockStore.LotKey;
import dev.muster.stock.StockStore.Posting;
import dev.muster.travel.Journey;
import dev.muster.travel.Place;
import dev.muster.travel.TransportMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Invariants 1 to 4 over random batches of random commands, without a database; jqwik prints the seed of a failure. */
class BatchDecisionProperties {

    private static final int SITES = 5;
    private static final int ITEMS = 2;
    private static final int BATCHES = 25;

    @Property(tries = 300)
    void shouldHoldTheInvariantsAfterEveryBatch(@ForAll long seed) {
        Game game = new Game(seed);
        for (int i = 0; i < BATCHES; i++) {
            game.playBatch();
            game.check();
        }
    }

    /** What a database would hold, in memory. */
    private static final class Game {
        final Random random;
        final Facts facts = new Facts();
        final Map<Integer, Availability.Item> stocks = new HashMap<>();
        final List<Position> positions = new ArrayList<>();
        final Map<Integer, Map<String, LotKey>> lots = new HashMap<>();
        final Map<UUID, Request> requests = new LinkedHashMap<>();
        final Map<UUID, Allocation> allocations = new LinkedHashMap<>();
        final List<Posting> ledger = new ArrayList<>();
        final Set<UUID> ended = new HashSet<>();
        Instant now = Instant.parse("2026-03-01T00:00:00Z");

        Game(long seed) {
            random = new Random(seed);
            Policy policy = Policies.random(
                    1 + random.nextInt(3),
                    1,
                    Sharing.values()[random.nextInt(3)],
                    random.nextInt(10_001),
                    Set.of(Urgency.STAT));
            facts.select(Rank.NO_INCIDENT, policy);
            for (int item = 1; item <= ITEMS; item++) {
                List<Integer> substitutes = item == 1 ? List.of(2) : List.of();
                ItemFacts item_ = new ItemFacts(item, "I" + item, 0, StorageClass.AMBIENT);
                facts.add(new Facts.Item(item_, "SUPPLY", substitutes));
                stocks.put(item, new Availability.Item(item));
            }
            for (int site = 1; site <= SITES; site++) {
                SiteFacts site_ = new SiteFacts(site, "S" + site, random.nextInt(6) > 0, site);
                Place place = new Place(random.nextInt(9), 0);
                facts.add(new Facts.Site(site_, place, random.nextBoolean(), null));
                for (int item = 1; item <= ITEMS; item++) {
                    addPosition(site, item);
                }
            }
        }

        private void addPosition(int site, int item) {
            long id = positions.size() + 1L;
            String number = "L" + item;
            Position position = new Position(id, site, item, item, number, null, 0, 0, 0);
            positions.add(position);
            Objects.requireNonNull(stocks.get(item))
                    .stock
                    .add(position, random.nextInt(3) == 0 ? random.nextInt(8) : 0);
            lots.computeIfAbsent(item, i -> new HashMap<>()).put(number, new LotKey(item, number, null));
        }

        void playBatch() {
            now = now.plusSeconds(60);
            List<Command> commands = new ArrayList<>();
            int count = random.nextInt(6);
            for (int i = 0; i < count; i++) {
                commands.add(command());
            }
            Loaded loaded = new Loaded(facts, new KnownWorld(facts, this::to, (modes, kept) -> modes), now);
            stocks.values().forEach(loaded::add);
            loaded.requests = requests;
            loaded.allocations.putAll(allocations);
            loaded.sources = sources();
            loaded.namedLots.putAll(lots);
            allocations.values().stream()
                    .filter(a -> a.state() == AllocationState.RESERVED
                            && !a.expiresAt().isAfter(now))
                    .forEach(a -> loaded.overdue.add(a.id()));
            String before = state();
            BatchDecision batch = new BatchDecision(loaded);
            batch.run(commands);
            Map<Integer, Integer> wanted = batch.wantedBack();
            batch.preempt(
                    loaded.allocations.values().stream()
                            .filter(a -> a.state() == AllocationState.RESERVED && a.officer() == null)
                            .filter(a -> wanted.containsKey(a.item()))
                            .toList(),
                    List.of());
            batch.finish();
            keep(loaded, batch);
            stocks.values().forEach(item -> item.stock.stored());
            if (batch.done.isEmpty() && loaded.overdue.isEmpty()) {
                assertThat(state()).as("refused: nothing changed").isEqualTo(before);
            }
        }

        private void keep(Loaded loaded, BatchDecision batch) {
            batch.reserved.forEach(a -> allocations.put(a.id(), a));
            allocations.putAll(loaded.allocations);
            batch.postings.values().forEach(ledger::addAll);
            batch.ended.forEach(a -> assertThat(ended.add(a.id()))
                    .as("a reservation ends once: %s", a)
                    .isTrue());
            new BatchResult(batch).events();
            checkExplained(batch);
        }

        /** R9: who lost a reservation and is short is told why. */
        private void checkExplained(BatchDecision batch) {
            Set<LineKey> explained = new HashSet<>();
            batch.explained.forEach(e -> explained.add(e.line()));
            for (Allocation allocation : batch.ended) {
                Line line = Objects.requireNonNull(requests.get(allocation.request()))
                        .line(allocation.line());
                if (line != null && line.open() && line.left() > 0) {
                    assertThat(explained).contains(new LineKey(line.request(), line.number()));
                }
            }
        }

        private Command command() {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            return switch (random.nextInt(9)) {
                case 0, 1, 2 -> new Command.SubmitRequest(id, request(id), "officer");
                case 3, 4, 5 -> new Command.RecordMovement(id, movement(id), null, "officer");
                case 6 -> new Command.CancelRequest(id, any(requests.keySet(), id), null, "officer");
                case 7 -> new Command.ReleaseAllocation(id, any(allocations.keySet(), id), null, "officer");
                default ->
                    random.nextBoolean()
                            ? new Command.StateQuantity(id, any(requests.keySet(), id), 1, quantity(), "officer")
                            : new Command.ChooseSource(
                                    id,
                                    any(requests.keySet(), id),
                                    1,
                                    site(),
                                    quantity(),
                                    "reason",
                                    random.nextBoolean(),
                                    "officer");
            };
        }

        private NewRequest request(UUID id) {
            Long quantity = random.nextInt(6) == 0 ? null : Long.valueOf(quantity());
            NewRequest.NewLine line = new NewRequest.NewLine(item(), quantity, random.nextBoolean(), null);
            Urgency urgency = Urgency.values()[random.nextInt(4)];
            Instant neededBy = now.plusSeconds(random.nextInt(10) * 60L - 60);
            return new NewRequest(id, site(), null, urgency, neededBy, List.of(line), null);
        }

        private Movement movement(UUID id) {
            MovementKind kind = List.of(
                            MovementKind.RECEIPT,
                            MovementKind.RECEIPT,
                            MovementKind.ISSUE,
                            MovementKind.ADJUSTMENT,
                            MovementKind.HOLD,
                            MovementKind.UNHOLD,
                            MovementKind.WRITE_OFF)
                    .get(random.nextInt(7));
            String item = item();
            long quantity = kind == MovementKind.ADJUSTMENT && random.nextBoolean() ? -quantity() : quantity();
            return new Movement(id, kind, site(), item, "L" + item.substring(1), null, quantity, "reason", null, null);
        }

        private UUID any(Set<UUID> ids, UUID otherwise) {
            return ids.stream()
                    .skip(ids.isEmpty() ? 0 : random.nextInt(ids.size()))
                    .findFirst()
                    .orElse(otherwise);
        }

        private String site() {
            return "S" + (1 + random.nextInt(SITES));
        }

        private String item() {
            return "I" + (1 + random.nextInt(ITEMS));
        }

        private long quantity() {
            return 1 + random.nextInt(12);
        }

        private Ways to(int destination, Set<TransportMode> modes) {
            return new Ways() {
                @Override
                public int minutesFrom(int site) {
                    return from(site).minutes();
                }

                @Override
                public Journey from(int site) {
                    double degrees = Math.abs(facts.site(site).place().latitude()
                            - facts.site(destination).place().latitude());
                    return new Journey(degrees * 111, (int) (degrees * 60));
                }
            };
        }

        private Map<LineKey, SourcesOf> sources() {
            Map<LineKey, SourcesOf> sources = new HashMap<>();
            for (Allocation allocation : allocations.values()) {
                SourcesOf of = sources.computeIfAbsent(
                        new LineKey(allocation.request(), allocation.line()), key -> new SourcesOf());
                if (allocation.state() == AllocationState.RELEASED) {
                    of.takenBack().add(allocation.source());
                } else if (allocation.state().live()) {
                    of.add(allocation.source(), 1);
                }
            }
            return sources;
        }

        private String state() {
            StringBuilder state = new StringBuilder();
            positions.forEach(state::append);
            requests.values()
                    .forEach(r -> r.lines()
                            .forEach(l -> state.append(r.id())
                                    .append(r.state())
                                    .append(l.quantity())
                                    .append(l.allocated())
                                    .append(l.open())));
            return state.toString();
        }

        void check() {
            Map<Long, Long> reserved = new HashMap<>();
            Map<LineKey, Long> live = new HashMap<>();
            for (Allocation allocation : allocations.values()) {
                if (allocation.state() == AllocationState.RESERVED) {
                    reserved.merge(allocation.position(), allocation.quantity(), Long::sum);
                }
                if (allocation.state().live()) {
                    live.merge(new LineKey(allocation.request(), allocation.line()), allocation.quantity(), Long::sum);
                }
            }
            checkReservedByClass();
            for (Position position : positions) {
                assertThat(position.reserved()).isEqualTo(reserved.getOrDefault(position.id(), 0L));
                assertThat(position.available()).isNotNegative();
                assertThat(position.onHand())
                        .isEqualTo(balance(position, Account.Kind.SITE) + balance(position, Account.Kind.SITE_HELD));
                assertThat(position.held()).isEqualTo(balance(position, Account.Kind.SITE_HELD));
            }
            for (Request request : requests.values()) {
                for (Line line : request.lines()) {
                    assertThat(line.allocated())
                            .isEqualTo(live.getOrDefault(new LineKey(request.id(), line.number()), 0L));
                }
                if (request.state() != RequestState.CANCELLED) {
                    assertThat(request.state()).isEqualTo(RequestState.of(request.lines()));
                }
            }
        }

        private void checkReservedByClass() {
            Map<Integer, Map<Integer, Long>> byItem = new HashMap<>();
            for (Allocation allocation : allocations.values()) {
                if (allocation.state() == AllocationState.RESERVED && allocation.officer() == null) {
                    Request request = Objects.requireNonNull(requests.get(allocation.request()));
                    byItem.computeIfAbsent(allocation.item(), i -> new HashMap<>())
                            .merge(
                                    Rank.demandClass(Rank.NO_INCIDENT, request.urgency()),
                                    allocation.quantity(),
                                    Long::sum);
                }
            }
            stocks.forEach(
                    (item, stock) -> assertThat(stock.reservedByClass).isEqualTo(byItem.getOrDefault(item, Map.of())));
        }

        private long balance(Position position, Account.Kind kind) {
            Account account = new Account(kind, position.site());
            long balance = 0;
            for (Posting posting : ledger) {
                if (posting.entry().lot() == position.lot()) {
                    balance += Objects.equals(posting.entry().to(), account)
                            ? posting.entry().quantity()
                            : 0;
                    balance -= Objects.equals(posting.entry().from(), account)
                            ? posting.entry().quantity()
                            : 0;
                }
            }
            return balance;
        }
    }
}
