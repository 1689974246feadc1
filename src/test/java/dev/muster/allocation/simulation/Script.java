package dev.muster.allocation.simulation;

import dev.muster.allocation.Command;
import dev.muster.allocation.engine.Meridian;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.simulation.Step.Fate;
import dev.muster.allocation.simulation.Step.Order;
import dev.muster.incident.OwnStock;
import dev.muster.incident.Sharing;
import dev.muster.incident.SourceOrder;
import dev.muster.request.NewRequest;
import dev.muster.request.NewRequest.NewLine;
import dev.muster.request.Urgency;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import dev.muster.travel.TransportMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens in one run: where the sites are, and the steps. Made of a seed alone.
 *
 * @param latitudes of the sites
 * @param remembered stock positions a process may remember
 */
record Script(List<Integer> latitudes, int remembered, List<Step> steps) {

    static final int PROCESSES = 2;

    Script with(List<Step> others) {
        return new Script(latitudes, remembered, List.copyOf(others));
    }

    /** The script of a seed, with this many random steps. */
    static Script of(long seed, int steps) {
        return new Writer(new Random(seed)).write(steps);
    }

    /** Makes up steps. Keeps what was sent, to refer to it and to send it again. */
    private static final class Writer {
        private static final int SITES = 5;
        private static final List<Duration> PAUSES =
                List.of(Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofHours(3), Duration.ofHours(20));

        private final Random random;
        private final List<UUID> requests = new ArrayList<>();
        private final List<UUID> movements = new ArrayList<>();
        private final List<Order> sent = new ArrayList<>();
        private final List<Order> again = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private Instant now = Instant.parse("2026-03-01T08:00:00Z");
        private final LocalDate start = LocalDate.of(2026, 3, 1);
        private int policies;

        Writer(Random random) {
            this.random = random;
        }

        Script write(int count) {
            List<Integer> latitudes = new ArrayList<>();
            for (int i = 0; i < SITES; i++) {
                latitudes.add(random.nextInt(7));
            }
            for (int level = 1; level <= 5; level++) {
                steps.add(new Step.SetPolicy(level, policy()));
            }
            for (int i = 0; i < 3; i++) {
                steps.add(new Step.SetFloor(site(), 1 + random.nextInt(3), random.nextInt(12)));
            }
            steps.add(new Step.SetKeySite(site(), true));
            for (int i = 0; i < count; i++) {
                steps.add(step());
            }
            return new Script(latitudes, random.nextInt(3) == 0 ? 4 : 1000, List.copyOf(steps));
        }

        private Step step() {
            return switch (random.nextInt(24)) {
                case 0 -> new Step.SetFloor(site(), 1 + random.nextInt(3), random.nextInt(12));
                case 1 -> new Step.SetOpen(site(), random.nextInt(3) > 0);
                case 2 -> random.nextBoolean() ? new Step.SetKeySite(site(), random.nextBoolean()) : restart();
                case 3 -> new Step.SetLevel(random.nextInt(2), 1 + random.nextInt(4));
                case 4 -> new Step.SetPolicy(1 + random.nextInt(5), policy());
                case 5, 6 -> pause();
                case 7, 8 -> lookAgain();
                default -> batch();
            };
        }

        private Step restart() {
            return new Step.Restart(random.nextInt(PROCESSES));
        }

        private Step pause() {
            Duration pause = PAUSES.get(random.nextInt(PAUSES.size()));
            now = now.plus(pause);
            return new Step.Wait(pause.toSeconds());
        }

        private Step lookAgain() {
            Set<Integer> items = random.nextInt(3) == 0 ? Set.of() : Set.of(1, 2, 3);
            return new Step.Batch(
                    random.nextInt(PROCESSES), List.of(new Order.Plain(new Command.LookAgain(id(), items))), fate());
        }

        private Step batch() {
            List<Order> orders = new ArrayList<>();
            int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 4);
            for (int i = 0; i < count; i++) {
                orders.add(order());
            }
            while (!again.isEmpty() && random.nextInt(3) > 0) {
                orders.add(again.remove(random.nextInt(again.size())));
            }
            if (random.nextInt(4) == 0) {
                Collections.shuffle(orders, random);
            }
            Fate fate = fate();
            sent.addAll(orders);
            if (fate != Fate.COMMITTED) {
                again.addAll(orders);
            }
            return new Step.Batch(random.nextInt(PROCESSES), List.copyOf(orders), fate);
        }

        private Fate fate() {
            int at = random.nextInt(20);
            return at < Fate.values().length ? Fate.values()[at] : Fate.COMMITTED;
        }

        private Order order() {
            if (!sent.isEmpty() && random.nextInt(12) == 0) {
                Order old = sent.get(random.nextInt(sent.size()));
                return random.nextInt(3) > 0 ? old : other(old);
            }
            UUID id = id();
            if (random.nextInt(12) == 0) {
                return new Order.Plan(id, new UUID(id.getLeastSignificantBits(), 7), random.nextLong());
            }
            return switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5, 6 -> {
                    requests.add(id);
                    yield new Order.Plain(new Command.SubmitRequest(id, request(id), "officer"));
                }
                case 7, 8, 9, 10, 11, 12, 13 -> {
                    movements.add(id);
                    yield new Order.Plain(new Command.RecordMovement(id, movement(id), null, "keeper"));
                }
                case 14 -> new Order.Plain(new Command.CancelRequest(id, request(), null, "officer"));
                case 15, 16 -> new Order.Release(id, request(), line(), random.nextInt(3));
                case 17 ->
                    new Order.Plain(new Command.StateQuantity(id, request(), line(), random.nextInt(10), "officer"));
                default ->
                    new Order.Plain(new Command.ChooseSource(
                            id,
                            request(),
                            line(),
                            random.nextInt(30) == 0 ? "nowhere" : site(),
                            1 + random.nextInt(6),
                            random.nextInt(3) == 0 ? null : random.nextInt(5) == 0 ? " " : "told to",
                            random.nextInt(3) > 0,
                            "officer" + random.nextInt(2)));
            };
        }

        /** The same id with another payload. */
        private Order other(Order old) {
            if (old instanceof Order.Release release) {
                return new Order.Release(release.id(), release.request(), release.line(), release.nth() + 1);
            }
            if (old instanceof Order.Plan plan) {
                return new Order.Plan(plan.id(), new UUID(plan.plan().getMostSignificantBits(), 8), plan.seed());
            }
            UUID id = ((Order.Plain) old).command().id();
            return new Order.Plain(
                    random.nextBoolean()
                            ? new Command.SubmitRequest(id, request(id), "officer")
                            : new Command.RecordMovement(id, movement(id), null, "keeper"));
        }

        private NewRequest request(UUID id) {
            List<@Nullable NewLine> lines = new ArrayList<>();
            int count = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
            for (int i = 0; i < count; i++) {
                Long quantity = random.nextInt(8) == 0 ? null : Long.valueOf(1 + random.nextInt(12));
                String item = random.nextInt(60) == 0 ? "I9" : item();
                lines.add(new NewLine(item, quantity, random.nextBoolean(), null));
            }
            int incident = random.nextInt(7);
            String code = incident < 2 ? "E0" : incident < 4 ? "E1" : incident < 5 ? "E9" : null;
            if (incident == 4 && random.nextInt(4) > 0) {
                code = null;
            }
            Instant neededBy = now.plusSeconds(3600L * random.nextInt(4) - (random.nextInt(20) == 0 ? 1 : 0));
            return new NewRequest(id, site(), code, Urgency.values()[random.nextInt(4)], neededBy, lines, null);
        }

        private Movement movement(UUID id) {
            MovementKind kind = MovementKind.values()[random.nextInt(7)];
            if (random.nextInt(3) == 0) {
                kind = MovementKind.RECEIPT;
            }
            if (kind == MovementKind.REVERSAL) {
                return new Movement(id, kind, null, null, null, null, null, "mistake", movement(), null);
            }
            String lot = List.of("", "A", "B").get(random.nextInt(3));
            boolean opens = kind == MovementKind.RECEIPT || kind == MovementKind.ADJUSTMENT;
            LocalDate expiry = lot.isEmpty() ? null : start.plusDays(lot.equals("A") ? 1 : 5);
            if (expiry != null && opens && random.nextInt(25) == 0) {
                expiry = expiry.plusDays(1);
            }
            if (expiry != null && random.nextInt(3) == 0) {
                expiry = null;
            }
            if (opens && !lot.isEmpty() && expiry == null) {
                expiry = start.plusDays(lot.equals("A") ? 1 : 5);
            }
            boolean any = !opens && random.nextBoolean();
            long quantity = kind == MovementKind.RECEIPT ? 1 + random.nextInt(14) : 1 + random.nextInt(6);
            if (kind == MovementKind.ADJUSTMENT && random.nextBoolean()) {
                quantity = -quantity;
            }
            String reason = random.nextInt(40) == 0 ? null : "counted";
            return new Movement(
                    id, kind, site(), item(), any ? null : lot, any ? null : expiry, quantity, reason, null, null);
        }

        private Policy policy() {
            Set<Urgency> urgencies = EnumSet.noneOf(Urgency.class);
            urgencies.addAll(Arrays.asList(Urgency.values()).subList(0, random.nextInt(5)));
            Set<Urgency> below = random.nextBoolean() ? Set.of(Urgency.STAT) : Set.of(Urgency.STAT, Urgency.ASAP);
            Set<TransportMode> modes = EnumSet.of(TransportMode.ROAD);
            if (random.nextInt(4) > 0) {
                modes.add(TransportMode.COLD_ROAD);
            }
            if (random.nextInt(4) == 0) {
                modes.add(TransportMode.AIR);
            }
            Sharing sharing = Sharing.values()[random.nextInt(3)];
            return new Policy(
                    "P@" + ++policies,
                    random.nextInt(3) == 0 ? SourceOrder.TIER_FIRST : SourceOrder.TRAVEL_TIME,
                    random.nextInt(3) == 0 ? OwnStock.FIRST : OwnStock.NEVER,
                    below,
                    random.nextBoolean() ? Set.of(1, 2) : Set.of(1),
                    random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 10,
                    random.nextInt(4) == 0 ? 2 + random.nextInt(3) : 1,
                    sharing,
                    sharing == Sharing.KEY_SITES_MINIMUM ? random.nextInt(10_001) : 0,
                    random.nextInt(3) == 0 ? urgencies : EnumSet.allOf(Urgency.class),
                    modes,
                    Duration.ofHours(4 + random.nextInt(20)),
                    Meridian.POLICY.explainedSources());
        }

        private UUID id() {
            return new UUID(random.nextLong(), random.nextLong());
        }

        /** A request sent before, recent ones more often. */
        private UUID request() {
            return recent(requests);
        }

        private UUID movement() {
            return recent(movements);
        }

        private UUID recent(List<UUID> ids) {
            if (ids.isEmpty()) {
                return new UUID(1, 1);
            }
            int back = random.nextInt(random.nextBoolean() ? Math.min(5, ids.size()) : ids.size());
            return ids.get(ids.size() - 1 - back);
        }

        private int line() {
            return random.nextInt(4) == 0 ? 2 : 1;
        }

        private String site() {
            return "S" + (1 + random.nextInt(SITES));
        }

        private String item() {
            return "I" + (1 + random.nextInt(3));
        }
    }
}
