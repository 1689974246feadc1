package dev.muster.allocation.planning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.allocation.planning.PlanResult.Kept;
import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.Problem.Violation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plans in the database: what was asked for, how far they are, what came of them. */
@ApplicationScoped
class PlanStore {

    private static final String PLAN =
            "id, state, wish::text as wish, fingerprint, hypothetical, policy, actor, created_at, "
                    + "as_of, ended_at, applied_at, cancel_requested, lines, planned, reason::text as reason, result::text as result, "
                    + "now() as now";

    /** A plan as it is stored. */
    record Stored(
            UUID id,
            PlanState state,
            Wish wish,
            String fingerprint,
            boolean hypothetical,
            @Nullable String policy,
            String actor,
            Instant createdAt,
            @Nullable Instant asOf,
            @Nullable Instant endedAt,
            @Nullable Instant appliedAt,
            boolean cancelRequested,
            int lines,
            int planned,
            @Nullable Violation reason,
            @Nullable Kept kept,
            Instant now) {}

    /**
     * A plan to be made.
     *
     * @param policy whose automatic plan it is, null if somebody asks for it
     */
    record New(
            UUID id,
            Wish wish,
            String fingerprint,
            @Nullable String policy,
            String actor,
            int lines) {}

    /** What boards show of a plan (docs/boards.md). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            UUID id,
            PlanState state,
            String actor,
            boolean automatic,
            Instant at,
            int lines,
            int planned,
            @Nullable Boolean optimal,
            PlanResult.@Nullable Comparison comparison,
            @Nullable Instant appliedAt) {}

    private final Pool pool;
    private final EventLog log;
    private final ObjectMapper json;

    PlanStore(Pool pool, EventLog log, ObjectMapper json) {
        this.pool = pool;
        this.log = log;
        this.json = json;
    }

    /** Keeps a plan to be made; false if its id is used already. */
    Uni<Boolean> create(New plan, UUID owner, Duration lease) {
        return changing(sql -> sql.preparedQuery(
                        "insert into plan (id, state, wish, fingerprint, hypothetical, policy, actor, owner, lease_until, lines) "
                                + "values ($1, 'RUNNING', $2::text::json, $3, $4, $5, $6, $7, now() + $8::text::interval, $9) "
                                + "on conflict (id) do nothing returning " + PLAN)
                .execute(Tuple.from(new Object[] {
                    plan.id(),
                    write(plan.wish()),
                    plan.fingerprint(),
                    !plan.wish().whatIf().isEmpty(),
                    plan.policy(),
                    plan.actor(),
                    owner,
                    interval(lease),
                    plan.lines()
                }))
                .chain(rows -> changed(sql, rows, "plan.make", plan.actor(), plan.wish())));
    }

    Uni<Optional<Stored>> find(UUID id) {
        return pool.preparedQuery("select " + PLAN + " from plan where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> list(rows).stream().findFirst());
    }

    /** Newest first. */
    Uni<List<Stored>> list(@Nullable OffsetDateTime before, @Nullable UUID beforeId, int limit) {
        return pool.preparedQuery(
                        "select " + PLAN + " from plan where $1::timestamptz is null or (created_at, id) < ($1, $2) "
                                + "order by created_at desc, id desc limit $3")
                .execute(Tuple.of(before, beforeId, limit))
                .map(this::list);
    }

    /**
     * Says that a process is still at these plans, and how far; tells the log of those that moved.
     *
     * @param planned lines planned so far, by plan
     * @return those that are to be cancelled
     */
    Uni<List<UUID>> tell(UUID owner, Map<UUID, Integer> planned, Duration lease) {
        UUID[] ids = planned.keySet().toArray(UUID[]::new);
        Integer[] counts = planned.values().toArray(Integer[]::new);
        List<UUID> cancelled = new ArrayList<>();
        return changing(sql -> sql.preparedQuery(
                                "update plan p set planned = c.n, lease_until = now() + $4::text::interval "
                                        + "from unnest($2::uuid[], $3::int[]) as c(id, n), plan before "
                                        + "where p.id = c.id and before.id = p.id and p.owner = $1 and p.state = 'RUNNING' "
                                        + "returning p.id, p.cancel_requested, before.planned <> p.planned")
                        .execute(Tuple.of(owner, ids, counts, interval(lease)))
                        .chain(rows -> {
                            List<UUID> moved = new ArrayList<>();
                            for (Row row : rows) {
                                if (row.getBoolean(1)) {
                                    cancelled.add(row.getUUID(0));
                                }
                                if (row.getBoolean(2)) {
                                    moved.add(row.getUUID(0));
                                }
                            }
                            return moved.isEmpty() ? Uni.createFrom().item(false) : shown(sql, moved);
                        }))
                .replaceWith(cancelled);
    }

    private Uni<Boolean> shown(SqlConnection sql, List<UUID> ids) {
        return sql.preparedQuery("select " + PLAN + " from plan where id = any($1) order by id")
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .chain(rows ->
                        log.append(sql, list(rows).stream().map(this::event).toList(), List.of()))
                .replaceWith(true);
    }

    /** Ends a plan; false if another has ended it. */
    Uni<Boolean> end(UUID id, UUID owner, PlanState state, @Nullable Violation reason, @Nullable Kept kept) {
        return changing(sql -> sql.preparedQuery(
                        "update plan set state = $3, reason = $4::text::json, result = $5::text::json, "
                                + "as_of = $6, planned = case when $3 = 'DONE' then lines else planned end, ended_at = now(), "
                                + "owner = null, lease_until = null where id = $1 and owner = $2 and state = 'RUNNING' returning "
                                + PLAN)
                .execute(Tuple.from(new Object[] {
                    id,
                    owner,
                    state.name(),
                    reason == null ? null : write(reason),
                    kept == null ? null : write(kept),
                    kept == null ? null : kept.asOf().atOffset(ZoneOffset.UTC)
                }))
                .chain(rows -> {
                    Stored ended = list(rows).stream().findFirst().orElse(null);
                    return ended == null
                            ? Uni.createFrom().item(false)
                            : changed(sql, List.of(ended), "plan.end", ended.actor(), summary(ended));
                }));
    }

    private static Map<String, Object> summary(Stored plan) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("state", plan.state());
        summary.put("lines", plan.lines());
        if (plan.kept() != null) {
            summary.put("optimal", plan.kept().result().optimal());
            summary.put("changes", plan.kept().result().changes());
        }
        return summary;
    }

    /** Asks whoever makes a plan to stop; false if it has ended. */
    Uni<Boolean> requestCancel(UUID id, String actor) {
        return changing(sql -> sql.preparedQuery(
                        "update plan set cancel_requested = true where id = $1 and state = 'RUNNING' returning id")
                .execute(Tuple.of(id))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(false)
                        : log.append(sql, List.of(), List.of(new Audit(actor, "plan.cancel", id.toString(), Map.of())))
                                .replaceWith(true)));
    }

    /** Ends plans whose process is gone. */
    Uni<Boolean> abandon() {
        return changing(sql -> sql.preparedQuery("update plan set state = 'ABANDONED', ended_at = now(), owner = null, "
                        + "lease_until = null where state = 'RUNNING' and lease_until < now() returning " + PLAN)
                .execute()
                .chain(rows -> changed(sql, rows, "plan.abandon", "system", Map.of())));
    }

    /** Forgets plans that were asked for this long ago, the oldest first: boards need no others in their place. */
    Uni<Boolean> forget(Duration age) {
        return changing(sql -> sql.preparedQuery("delete from plan where state <> 'RUNNING' "
                        + "and created_at < now() - $1::text::interval returning id, created_at")
                .execute(Tuple.of(interval(age)))
                .chain(rows -> {
                    List<Event> events = new ArrayList<>();
                    rows.forEach(row -> events.add(new Event(
                            "plan.forgotten", row.getUUID(0).toString(), "system", Map.of("id", row.getUUID(0)))));
                    return events.isEmpty()
                            ? Uni.createFrom().item(false)
                            : log.append(sql, events, List.of()).replaceWith(true);
                }));
    }

    /** Notes that a plan was applied, the first time. */
    Uni<Boolean> applied(UUID id, String actor, Object detail) {
        return changing(sql -> sql.preparedQuery(
                        "update plan set applied_at = now() where id = $1 and applied_at is null returning " + PLAN)
                .execute(Tuple.of(id))
                .chain(rows -> changed(sql, rows, "plan.applied", actor, detail)));
    }

    /** Whether it is this process's turn to make a policy's own plan: at most one gets it each time. */
    Uni<Boolean> takeTurn(String policy, Duration every) {
        return pool.preparedQuery("insert into replan_turn (policy, last_at) values ($1, now()) on conflict (policy) "
                        + "do update set last_at = now() where replan_turn.last_at <= now() - $2::text::interval")
                .execute(Tuple.of(policy, interval(every)))
                .map(rows -> rows.rowCount() == 1);
    }

    private interface Change {
        Uni<Boolean> in(SqlConnection transaction);
    }

    private Uni<Boolean> changing(Change change) {
        return pool.withTransaction(change::in).invoke(changed -> {
            if (changed) {
                log.committed();
            }
        });
    }

    private Uni<Boolean> changed(SqlConnection sql, RowSet<Row> rows, String action, String actor, Object detail) {
        return changed(sql, list(rows), action, actor, detail);
    }

    private Uni<Boolean> changed(SqlConnection sql, List<Stored> plans, String action, String actor, Object detail) {
        if (plans.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return log.append(
                        sql,
                        plans.stream().map(this::event).toList(),
                        plans.stream()
                                .map(plan -> new Audit(actor, action, plan.id().toString(), detail))
                                .toList())
                .replaceWith(true);
    }

    private Event event(Stored plan) {
        PlanResult result = plan.kept() == null ? null : plan.kept().result();
        Shown shown = new Shown(
                plan.id(),
                plan.state(),
                plan.actor(),
                plan.policy() != null,
                plan.createdAt(),
                plan.lines(),
                plan.planned(),
                result == null ? null : result.optimal(),
                result == null ? null : result.comparison(),
                plan.appliedAt());
        return new Event("plan.changed", plan.id().toString(), plan.actor(), shown);
    }

    private List<Stored> list(RowSet<Row> rows) {
        List<Stored> plans = new ArrayList<>();
        rows.forEach(row -> plans.add(stored(row)));
        return plans;
    }

    private Stored stored(Row row) {
        String reason = row.getString("reason");
        String result = row.getString("result");
        return new Stored(
                row.getUUID("id"),
                PlanState.valueOf(row.getString("state")),
                read(row.getString("wish"), Wish.class),
                row.getString("fingerprint"),
                row.getBoolean("hypothetical"),
                row.getString("policy"),
                row.getString("actor"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row, "as_of"),
                instant(row, "ended_at"),
                instant(row, "applied_at"),
                row.getBoolean("cancel_requested"),
                row.getInteger("lines"),
                row.getInteger("planned"),
                reason == null ? null : read(reason, Violation.class),
                result == null ? null : read(result, Kept.class),
                row.getOffsetDateTime("now").toInstant());
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static String interval(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored by us, but unreadable: " + text, e);
        }
    }
}
