package dev.muster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.AWorld;
import dev.muster.platform.Commands;
import dev.muster.platform.EventLog;
import dev.muster.platform.ProblemType;
import dev.muster.request.NewRequest;
import dev.muster.request.NewRequest.NewLine;
import dev.muster.request.RequestStore;
import dev.muster.request.Urgency;
import dev.muster.stock.KitStore;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import dev.muster.stock.StockStore;
import dev.muster.travel.Journeys;
import dev.muster.travel.TravelConfig;
import dev.muster.unit.BookingKind;
import dev.muster.unit.Crew;
import dev.muster.unit.Memories;
import dev.muster.unit.UnitConfig;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitMemory;
import dev.muster.unit.UnitStatus;
import dev.muster.unit.UnitStore;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Two services decide on one database about the same people, machines and kits, asked by 32 clients; their connections are cut
 * in between, and whoever gets no answer sends the same command again, to either.
 */
@QuarkusTest
class TwoDispatchersTest {

    private static final int CLIENTS = 32;
    private static final int COMMANDS = 6;

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    @Inject
    Invariants invariants;

    @Inject
    Pool pool;

    @Inject
    DecisionLoop one;

    @Inject
    Commands commands;

    @Inject
    StockStore stock;

    @Inject
    KitStore kits;

    @Inject
    TeamKitStore teamKits;

    @Inject
    RequestStore requests;

    @Inject
    AllocationStore allocations;

    @Inject
    UnitStore units;

    @Inject
    AllocationConfig config;

    @Inject
    UnitConfig unitConfig;

    @Inject
    FactsStore facts;

    @Inject
    Journeys journeys;

    @Inject
    TravelConfig travel;

    @Inject
    EventLog log;

    @Inject
    ObjectMapper json;

    @Inject
    Vertx vertx;

    private final ConcurrentLinkedQueue<UUID> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<UUID> booked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<UUID> answered = new ConcurrentLinkedQueue<>();

    private record Scene(
            String hospital,
            String home,
            String nurse,
            String service,
            String type,
            String bag,
            List<String> people,
            List<String> assets,
            String team) {}

    @Test
    void shouldBookNobodyTwiceAndLoseNothingThatWasAnswered() throws Exception {
        long seed = System.nanoTime();
        System.out.println("TwoDispatchersTest seed " + seed);
        Scene scene = scene();
        List<DecisionLoop> loops = List.of(one, another());
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS + 1);
        try {
            Future<Integer> cutter = clients.submit(() -> cut(over, new Random(seed)));
            List<Future<?>> running = new ArrayList<>();
            for (int n = 0; n < CLIENTS; n++) {
                Random random = new Random(seed + n);
                running.add(clients.submit(() -> client(scene, loops, random)));
            }
            for (Future<?> client : running) {
                client.get();
            }
            over.set(true);
            cutter.get();
        } finally {
            clients.shutdownNow();
        }
        invariants.check();
        assertThat(answered).isNotEmpty();
        assertThat(count("select count(*) from unnest($1::uuid[]) as a(id) where not exists "
                        + "(select from command c where c.id = a.id and c.status is not null)"))
                .isZero();
        assertThat(pool.preparedQuery("select count(*) from unit u join unit_serves v on v.unit_id = u.id "
                                + "join item i on i.id = v.item_id where i.code = any($1) and (u.status in ('RESERVED', 'COMMITTED')) "
                                + "<> exists (select from booking b where b.unit_id = u.id and b.state = 'RESERVED' "
                                + "and b.kind not in ('MAINTENANCE', 'REST')) and u.status not in ('EN_ROUTE', 'ON_SITE', 'IN_TRANSIT', "
                                + "'IN_USE', 'RETURNING', 'RESTING')")
                        .execute(Tuple.tuple().addArrayOfString(new String[] {scene.nurse, scene.service, scene.type}))
                        .await()
                        .atMost(Duration.ofSeconds(30))
                        .iterator()
                        .next()
                        .getLong(0))
                .isZero();
    }

    private long count(String sql) {
        return pool.preparedQuery(sql)
                .execute(Tuple.tuple().addArrayOfUUID(answered.toArray(UUID[]::new)))
                .await()
                .atMost(Duration.ofSeconds(30))
                .iterator()
                .next()
                .getLong(0);
    }

    private Scene scene() {
        String home = world.site(30.1, 114);
        String nurse = crew.competency();
        String service = crew.competency();
        String type = crew.type();
        List<String> people = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            people.add(crew.person(nurse, home));
        }
        String team = crew.team(service, home, people.subList(0, 2));
        crew.team(service, home, people.subList(1, 3));
        List<String> assets = List.of(crew.asset(type, home), crew.asset(type, home));
        String mask = world.item();
        String bag = "BAG-" + UUID.randomUUID();
        Desk.as("admin")
                .body(("{\"kind\":\"SUPPLY\",\"name\":{\"en\":\"Bag\"},\"baseUnit\":\"bag\","
                                + "\"contents\":[{\"item\":\"%s\",\"quantity\":5}]}")
                        .formatted(mask))
                .put("/api/v1/items/" + bag)
                .then()
                .statusCode(201);
        world.receive(home, mask, 200);
        return new Scene(world.site(30, 114), home, nurse, service, type, bag, people, assets, team);
    }

    /** Another process: the same database, a memory of its own. */
    private DecisionLoop another() {
        UnitMemory memory = Memories.another(units);
        BatchLoader loader = new BatchLoader(
                new WorldMemory(facts, journeys, travel),
                stock,
                requests,
                allocations,
                new UnitLoader(units, memory, unitConfig, config),
                new KitLoader(kits, stock),
                new TeamKitLoader(teamKits, memory),
                config);
        Batch batch = new Batch(
                pool, commands, loader, stock, kits, teamKits, requests, allocations, units, config, log, json);
        return new DecisionLoop(batch, commands, config, vertx);
    }

    /** Cuts connections that decide. */
    private int cut(AtomicBoolean over, Random random) {
        int cuts = 0;
        while (!over.get() && cuts < 60) {
            Long cut = pool.query("select count(*) from (select pg_terminate_backend(pid) from pg_stat_activity "
                            + "where datname = current_database() and pid <> pg_backend_pid() "
                            + "and state <> 'idle' and query ilike '%unit%' order by random() limit "
                            + random.nextInt(2) + ") as cut")
                    .execute()
                    .map(rows -> rows.iterator().next().getLong(0))
                    .onFailure()
                    .recoverWithItem(0L)
                    .await()
                    .atMost(Duration.ofSeconds(30));
            cuts += cut.intValue();
        }
        return cuts;
    }

    private void client(Scene scene, List<DecisionLoop> loops, Random random) {
        for (int n = 0; n < COMMANDS; n++) {
            Command command = command(scene, random);
            Outcome outcome;
            int tries = 0;
            do {
                outcome = loops.get(random.nextInt(2)).submit(command).await().atMost(Duration.ofSeconds(120));
            } while (outcome instanceof Outcome.Refused refused
                    && Set.of(ProblemType.UNAVAILABLE, ProblemType.TOO_MANY_REQUESTS)
                            .contains(refused.problem().type())
                    && ++tries < 200);
            if (outcome instanceof Outcome.Done done) {
                answered.add(command.id());
                note(command, done.json());
                Outcome again =
                        loops.get(random.nextInt(2)).submit(command).await().atMost(Duration.ofSeconds(120));
                if (again instanceof Outcome.Done repeated) {
                    assertThat(JsonPath.from(repeated.json()).<Object>get(""))
                            .isEqualTo(JsonPath.from(done.json()).<Object>get(""));
                }
            }
        }
    }

    private void note(Command command, String answer) {
        if (command instanceof Command.SubmitRequest) {
            asked.add(command.id());
            JsonPath.from(answer)
                    .getList("lines.allocations.flatten().id", String.class)
                    .forEach(id -> booked.add(UUID.fromString(id)));
        }
    }

    /** Others may add to them meanwhile. */
    private static UUID oneOf(Collection<UUID> known, Random random, UUID otherwise) {
        List<UUID> now = List.copyOf(known);
        return now.isEmpty() ? otherwise : now.get(random.nextInt(now.size()));
    }

    private Command command(Scene scene, Random random) {
        UUID id = UUID.randomUUID();
        UUID request = oneOf(asked, random, id);
        UUID booking = oneOf(booked, random, id);
        String person = scene.people.get(random.nextInt(4));
        return switch (random.nextInt(12)) {
            case 0 -> new Command.CancelRequest(id, request, null, "officer");
            case 1 -> new Command.ReleaseAllocation(id, booking, null, "officer");
            case 2 -> new Command.ChooseUnit(id, request, 1, person, "must", true, "commander");
            case 3 ->
                new Command.BookUnit(
                        id,
                        new UnitStore.Name(UnitKind.ASSET, scene.assets.get(random.nextInt(2))),
                        BookingKind.DUTY,
                        Crew.hours(random.nextInt(70)),
                        Crew.hours(71 + random.nextInt(20)),
                        null,
                        null,
                        "officer");
            case 4 ->
                new Command.MoveUnit(
                        id,
                        new UnitStore.Name(UnitKind.PERSON, person),
                        List.of(UnitStatus.EN_ROUTE, UnitStatus.ON_SITE, UnitStatus.RETURNING, UnitStatus.RESTING)
                                .get(random.nextInt(4)),
                        null,
                        null,
                        null,
                        "officer");
            case 5 -> move(id, scene, MovementKind.ASSEMBLY, 1 + random.nextInt(4));
            case 6 -> move(id, scene, MovementKind.BREAKING, 1);
            case 7 -> ask(id, scene, scene.bag, 1 + random.nextInt(3), false, random);
            case 8 -> ask(id, scene, scene.service, 1, true, random);
            case 9 -> ask(id, scene, scene.type, 1 + random.nextInt(2), false, random);
            default -> ask(id, scene, scene.nurse, 1 + random.nextInt(2), false, random);
        };
    }

    private static Command move(UUID id, Scene scene, MovementKind kind, long quantity) {
        return new Command.RecordMovement(
                id,
                new Movement(id, kind, scene.home, scene.bag, null, null, quantity, null, null, null),
                null,
                "officer");
    }

    private static Command ask(UUID id, Scene scene, String item, long count, boolean team, Random random) {
        boolean ofUnits = !item.equals(scene.bag);
        Instant from = Crew.hours(random.nextInt(60));
        return new Command.SubmitRequest(
                id,
                new NewRequest(
                        id,
                        scene.hospital,
                        null,
                        Urgency.values()[random.nextInt(4)],
                        Crew.hours(0),
                        List.of(new NewLine(
                                item,
                                count,
                                null,
                                null,
                                ofUnits ? from : null,
                                ofUnits ? from.plusSeconds(3600L * (1 + random.nextInt(10))) : null,
                                null,
                                team ? true : null)),
                        null),
                "officer");
    }
}
