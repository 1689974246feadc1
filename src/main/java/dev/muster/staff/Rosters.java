package dev.muster.staff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.platform.Audit;
import dev.muster.platform.Commands;
import dev.muster.platform.Commands.Answer;
import dev.muster.platform.Commands.Claim;
import dev.muster.platform.Commands.Known;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.Ids;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import dev.muster.staff.RosterInput.ShiftInput;
import dev.muster.staff.RosterStore.Somebody;
import dev.muster.unit.UnitConfig;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is on duty or on call when. */
@ApplicationScoped
public class Rosters {

    /** What was added. */
    public record Added(UUID id, List<ShiftView> shifts) {}

    /** Shifts as they came, with whom they are of. */
    private record Asked(List<ShiftView> shifts, List<Integer> units) {}

    private final Pool pool;
    private final RosterStore store;
    private final UnitStore units;
    private final Commands commands;
    private final EventLog log;
    private final UnitConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    Rosters(
            Pool pool,
            RosterStore store,
            UnitStore units,
            Commands commands,
            EventLog log,
            UnitConfig config,
            ObjectMapper json,
            Clock clock) {
        this.pool = pool;
        this.store = store;
        this.units = units;
        this.commands = commands;
        this.log = log;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Adds shifts, all or none. Refuses (422) unknown people, times that cannot be and shifts of one that overlap each
     * other or what stands. The same id with the same shifts gives the first answer again.
     *
     * @param mayActFor refuses who may not write for a site
     */
    public Uni<Added> add(UUID id, RosterInput roster, Consumer<String> mayActFor, String actor) {
        List<ShiftInput> shifts = roster.checked(
                config.shiftsPerCall(), clock.instant().plus(Duration.ofDays(config.bookingAheadDays())));
        Claim claim = commands.claim(id, "roster.add", shifts, actor);
        return pool.withTransaction(transaction -> units.takeTurn(transaction)
                        .chain(() -> commands.known(transaction, List.of(id)))
                        .chain(known -> known.isEmpty()
                                ? write(transaction, claim, shifts, mayActFor)
                                : Uni.createFrom().item(again(claim, Objects.requireNonNull(known.get(id))))))
                .invoke(log::committed);
    }

    private Added again(Claim claim, Known known) {
        if (!known.isSameAs(claim)) {
            throw Problem.of(ProblemType.COMMAND_CONFLICT, "command-conflict", claim.id())
                    .asException();
        }
        try {
            return json.readValue(known.json(), Added.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a roster: " + known.json(), e);
        }
    }

    private Uni<Added> write(
            SqlConnection transaction, Claim claim, List<ShiftInput> shifts, Consumer<String> mayActFor) {
        return somebody(transaction, shifts)
                .map(found -> asked(shifts, found, mayActFor))
                .call(asked -> standing(transaction, asked).invoke(standing -> refuseOverlaps(asked, standing)))
                .call(asked -> store.insert(transaction, asked.shifts, asked.units))
                .map(asked -> new Added(claim.id(), asked.shifts))
                .call(added -> commands.keep(transaction, List.of(new Answer(claim, 201, write(added)))))
                .call(added -> log(transaction, added, claim.actor(), "roster.add", "roster.changed"));
    }

    private Uni<Map<String, Somebody>> somebody(SqlConnection transaction, List<ShiftInput> shifts) {
        Map<String, Somebody> all = new HashMap<>();
        return store.find(transaction, UnitKind.PERSON, codes(shifts, ShiftInput::staff))
                .invoke(people -> people.forEach((code, one) -> all.put("P" + code, one)))
                .chain(() -> store.find(transaction, UnitKind.TEAM, codes(shifts, ShiftInput::team)))
                .invoke(teams -> teams.forEach((code, one) -> all.put("T" + code, one)))
                .replaceWith(all);
    }

    private static List<String> codes(
            List<ShiftInput> shifts, java.util.function.Function<ShiftInput, @Nullable String> of) {
        return shifts.stream()
                .flatMap(s -> Stream.ofNullable(of.apply(s)))
                .distinct()
                .toList();
    }

    private static Asked asked(List<ShiftInput> shifts, Map<String, Somebody> found, Consumer<String> mayActFor) {
        Violations violations = new Violations();
        Asked asked = new Asked(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < shifts.size(); i++) {
            ShiftInput shift = shifts.get(i);
            Somebody one = found.get(shift.staff() == null ? "T" + shift.team() : "P" + shift.staff());
            if (one == null) {
                boolean person = shift.staff() != null;
                violations.add(
                        "shifts[" + i + "]." + (person ? "staff" : "team"),
                        person ? "unit.person-unknown" : "unit.team-unknown",
                        Objects.requireNonNull(person ? shift.staff() : shift.team()));
            } else {
                mayActFor.accept(one.home());
                asked.units.add(one.id());
                asked.shifts.add(new ShiftView(
                        Ids.next(),
                        shift.staff(),
                        shift.team(),
                        Objects.requireNonNull(shift.from()),
                        Objects.requireNonNull(shift.until()),
                        shift.isOnCall()));
            }
        }
        violations.throwIfAny();
        return asked;
    }

    private Uni<List<ShiftView>> standing(SqlConnection transaction, Asked asked) {
        Instant from = asked.shifts.stream()
                .map(ShiftView::from)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant until = asked.shifts.stream()
                .map(ShiftView::until)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return store.between(transaction, asked.units, from, until);
    }

    /** Names every shift that overlaps one before it in the list, or one that stands. */
    private static void refuseOverlaps(Asked asked, List<ShiftView> standing) {
        Map<String, List<ShiftView>> before = new HashMap<>();
        standing.forEach(
                s -> before.computeIfAbsent(whose(s), k -> new ArrayList<>()).add(s));
        Violations violations = new Violations();
        for (int i = 0; i < asked.shifts.size(); i++) {
            ShiftView shift = asked.shifts.get(i);
            List<ShiftView> others = before.computeIfAbsent(whose(shift), k -> new ArrayList<>());
            for (ShiftView other : others) {
                if (shift.from().isBefore(other.until()) && other.from().isBefore(shift.until())) {
                    violations.add("shifts[" + i + "]", "unit.shift-overlaps", other.from(), other.until());
                    break;
                }
            }
            others.add(shift);
        }
        violations.throwIfAny();
    }

    private static String whose(ShiftView shift) {
        return shift.staff() == null ? "T" + shift.team() : "P" + shift.staff();
    }

    /** Takes a shift away. Refuses (404) an unknown one. */
    public Uni<Void> remove(UUID id, Consumer<String> mayActFor, String actor) {
        return pool.withTransaction(transaction -> units.takeTurn(transaction)
                        .chain(() -> store.find(transaction, id))
                        .onItem()
                        .ifNull()
                        .failWith(() -> Problem.of(ProblemType.NOT_FOUND, "unit.shift-unknown", id)
                                .asException())
                        .invoke(found -> mayActFor.accept(found.home()))
                        .call(() -> store.delete(transaction, id))
                        .call(found -> log(
                                transaction,
                                new Added(id, List.of(found.shift())),
                                actor,
                                "roster.remove",
                                "roster.changed")))
                .invoke(log::committed)
                .replaceWithVoid();
    }

    /** By start. */
    public Uni<Page<ShiftView>> list(
            @Nullable String staff,
            @Nullable String team,
            @Nullable Instant from,
            @Nullable Instant until,
            PageRequest page) {
        return store.page(staff, team, from, until, page)
                .map(rows -> page.page(rows, s -> List.of(s.from().toString(), s.id().toString())));
    }

    private Uni<Void> log(SqlConnection transaction, Added changed, String actor, String action, String kind) {
        return log.append(
                        transaction,
                        List.of(new Event(
                                kind,
                                changed.id().toString(),
                                actor,
                                Map.of("shifts", changed.shifts().size()))),
                        List.of(new Audit(actor, action, changed.id().toString(), changed.shifts())))
                .replaceWithVoid();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }
}
