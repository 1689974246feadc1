package dev.muster.demo;

import dev.muster.demo.Calls.Account;
import dev.muster.demo.Calls.Answer;
import dev.muster.demo.Calls.Call;
import dev.muster.demo.UnitAsking.Demand;
import dev.muster.platform.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays equipment, people and teams: hospitals ask for them, those who are counted on leave, arrive, come back, and a machine
 * breaks down now and then. Where each stands is read from the service in every round, so a restart goes on by itself.
 */
final class UnitPlay {

    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int PER_LIST = 200;
    private static final int LOOKS_PER_ROUND = 4;
    private static final double GIVEN_UP_AFTER_HOURS = 96;
    private static final Set<String> AT_HOME = Set.of("AVAILABLE", "OFF_DUTY", "RESTING");

    private final io.vertx.core.Vertx vertx;
    private final io.vertx.core.Context loop;
    private final Clock clock;
    private final BooleanSupplier running;
    private final DoubleSupplier speed;
    private final Supplier<Scene.@Nullable State> scenario;
    private final Calls calls;
    private final UnitAsking asking = new UnitAsking(ProvinceFiles.read());
    private final Tally tally = new Tally();
    private final Map<UUID, Instant> open = new LinkedHashMap<>();
    private int turn;
    private volatile boolean stopped;

    /**
     * A play that waits to be started.
     *
     * @param running whether the province is there and not paused
     * @param speed simulated seconds per real second
     * @param scenario how the epidemic stands
     * @param service for instance {@code http://127.0.0.1:8080}
     */
    UnitPlay(
            Vertx vertx,
            Clock clock,
            DemoConfig config,
            BooleanSupplier running,
            DoubleSupplier speed,
            Supplier<Scene.@Nullable State> scenario,
            String service) {
        this.vertx = vertx.getDelegate();
        this.loop = this.vertx.getOrCreateContext();
        this.clock = clock;
        this.running = running;
        this.speed = speed;
        this.scenario = scenario;
        this.calls = new Calls(vertx, new Waiting(vertx), service, config);
    }

    void start() {
        loop.runOnContext(x -> later());
    }

    void stop() {
        stopped = true;
        loop.runOnContext(x -> calls.close());
    }

    /** What was done since this process began to play. */
    Map<String, Long> counts() {
        return tally.counts();
    }

    private void later() {
        if (!stopped) {
            vertx.setTimer(ROUND.toMillis(), x -> round());
        }
    }

    private void round() {
        Scene.State now = scenario.get();
        if (stopped || now == null || !running.getAsBoolean()) {
            later();
            return;
        }
        play(now).subscribe().with(done -> later(), failure -> {
            if (!stopped) {
                calls.note("units", String.valueOf(failure), "tried again");
            }
            later();
        });
    }

    /** One kind of units moves, some requests are looked at, and perhaps somebody asks. */
    Uni<Void> play(Scene.State now) {
        UnitStage.Kind[] kinds = UnitStage.Kind.values();
        UnitStage.Kind kind = kinds[turn++ % kinds.length];
        return move(kind).chain(() -> look()).chain(() -> ask(now));
    }

    private Uni<Void> move(UnitStage.Kind kind) {
        Uni<Set<String>> withTeams = kind == UnitStage.Kind.STAFF
                ? goingWithTeams()
                : Uni.createFrom().item(Set.of());
        return withTeams.chain(taken -> each(
                UnitStage.of(kind),
                stage -> listed("/api/v1/" + kind.path + "?status=" + stage.status())
                        .chain(units -> each(
                                units.stream()
                                        .filter(unit -> !taken.contains(unit.getString(kind.key)))
                                        .toList(),
                                unit -> move(kind, stage, unit)))));
    }

    /** Members of teams that are counted on or away: it is said of the team where they stand. */
    private Uni<Set<String>> goingWithTeams() {
        return listed("/api/v1/teams?").map(teams -> {
            Set<String> members = new HashSet<>();
            teams.stream()
                    .filter(team -> !AT_HOME.contains(team.getString("status")))
                    .forEach(team ->
                            team.getJsonArray("members", new JsonArray()).forEach(m -> members.add(m.toString())));
            return members;
        });
    }

    private Uni<?> move(UnitStage.Kind kind, UnitStage stage, JsonObject unit) {
        String code = unit.getString(kind.key);
        Instant since = Instant.parse(unit.getString("since"));
        String what = kind.path + "/" + code;
        String next = stage.after(hoursSince(since), new Chance((what + since).hashCode()));
        if (next == null) {
            return Uni.createFrom().voidItem();
        }
        JsonObject status = new JsonObject().put("status", next);
        JsonArray returned = next.equals("RESTING") ? Kits.returned(unit) : new JsonArray();
        if (!returned.isEmpty()) {
            status.put("kitsReturned", returned);
        }
        Call call = Call.command(
                Account.OFFICER, "/api/v1/" + what + "/status", status, Ids.named(what + "/" + since + "/" + next));
        return send("units." + next, call);
    }

    private Uni<Void> look() {
        return each(open.keySet().stream().limit(LOOKS_PER_ROUND).toList(), this::look);
    }

    private Uni<?> look(UUID id) {
        Instant asked = open.remove(id);
        return calls.send(Call.get(Account.OFFICER, "/api/v1/requests/" + id)).chain(request -> {
            String state = request.body().getString("state", "");
            boolean lives = Answers.isOpen(request.body()) || state.equals("PARTLY_RECEIVED");
            if (!lives || asked == null) {
                return Uni.createFrom().voidItem();
            }
            if (hoursSince(asked) < GIVEN_UP_AFTER_HOURS || state.equals("PARTLY_RECEIVED")) {
                open.put(id, asked);
                return Uni.createFrom().voidItem();
            }
            JsonObject reason = new JsonObject().put("reason", "helped otherwise");
            return send(
                    "requests.units.closed",
                    Call.command(
                            Account.OFFICER, "/api/v1/requests/" + id + "/cancel", reason, Ids.named("give up " + id)));
        });
    }

    private Uni<Void> ask(Scene.State now) {
        Demand demand = Demand.valueOf(now.level());
        if (open.size() >= demand.mostOpen) {
            return Uni.createFrom().voidItem();
        }
        return calls.send(Call.get(Account.OFFICER, "/api/v1/incidents?phase=RESPONSE"))
                .chain(incidents -> {
                    String incident = Answers.items(incidents.body())
                            .map(i -> i.getString("id"))
                            .findFirst()
                            .orElse(null);
                    JsonObject request = asking.at(now.seed(), now.step(), demand, incident, clock.instant());
                    return request == null
                            ? Uni.createFrom().voidItem()
                            : send("requests.units", Call.post(Account.OFFICER, "/api/v1/requests", request))
                                    .invoke(answer -> note(request, answer))
                                    .replaceWithVoid();
                });
    }

    private void note(JsonObject request, Answer answer) {
        if (answer.ok()) {
            open.put(UUID.fromString(request.getString("id")), clock.instant());
        }
    }

    private double hoursSince(Instant time) {
        return Duration.between(time, clock.instant()).toMillis() / 3_600_000.0 * speed.getAsDouble();
    }

    private Uni<List<JsonObject>> listed(String path) {
        return calls.send(Call.get(Account.OFFICER, path + "&limit=" + PER_LIST))
                .map(answer -> Answers.items(answer.body()).toList());
    }

    private Uni<Answer> send(String what, Call call) {
        return calls.send(call).invoke(answer -> {
            boolean done = answer.ok() || answer.doneBefore();
            tally.add(done ? what : what + ".refused");
            if (!done && !answer.problem().equals("illegal-transition")) {
                calls.note(
                        what,
                        answer.status() + " " + answer.problem(),
                        answer.body().getString("detail", ""));
            }
        });
    }

    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<?>> what) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> what.apply(one).replaceWith(1))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
