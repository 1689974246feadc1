package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.allocation.LineDecision.Lost;
import dev.muster.allocation.LineDecision.Party;
import dev.muster.allocation.LineDecision.Place;
import dev.muster.allocation.LineDecision.Preempted;
import dev.muster.allocation.engine.Explanation;
import dev.muster.allocation.engine.Explanation.Looked;
import dev.muster.allocation.engine.Explanation.Share;
import dev.muster.allocation.engine.Reason;
import dev.muster.allocation.engine.Skip;
import dev.muster.allocation.engine.units.UnitExplanation.LookedUnit;
import dev.muster.allocation.engine.units.UnitExplanation.TakenFrom;
import dev.muster.allocation.engine.units.UnitSkip;
import dev.muster.incident.PolicyLevel;
import dev.muster.platform.FreeText;
import dev.muster.platform.Wording;
import dev.muster.request.Urgency;
import dev.muster.unit.UnitConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads why a request's lines got what they got, each time they were decided. */
@ApplicationScoped
class ExplanationQueries {

    /** What is kept of a decision: an {@link Explanation}, or an officer's {@link OfficerChoice.Chosen}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Kept(
            @Nullable KeptRank rank,
            @Nullable Long asked,
            @Nullable Share share,
            @Nullable List<Looked> sources,
            @Nullable Map<Skip, Integer> more,
            @Nullable List<Explanation.Preempted> preempted,
            @Nullable Reason reason,
            @Nullable String officer,
            @FreeText @Nullable String overrideReason,
            @Nullable List<LookedUnit> units,
            @Nullable Map<UnitSkip, Integer> moreUnits,
            @Nullable List<TakenFrom> takenFrom,
            @Nullable KitsTold kits,
            @Nullable UUID plan) {}

    /** What is kept of a rank: what may have changed since. */
    record KeptRank(int level, Urgency urgency, boolean keySite) {}

    private record Decided(int line, Instant at, String policy, Kept kept) {}

    private record Ended(
            int line,
            Instant at,
            UUID allocation,
            String site,
            long quantity,
            AllocationState state,
            @Nullable UUID by) {}

    private final Pool pool;
    private final UnitConfig config;
    private final ObjectMapper json;

    ExplanationQueries(Pool pool, UnitConfig config, ObjectMapper json) {
        this.pool = pool;
        this.config = config;
        this.json = json;
    }

    /** By line, the latest last. */
    Uni<List<LineDecision>> explain(RequestView request, Wording language) {
        ExplanationWords words = new ExplanationWords(language, config.zone());
        return decided(request.id())
                .chain(decided -> ended(request.id())
                        .chain(ended -> parties(decided, ended)
                                .map(parties -> new Telling(request, decided, ended, parties).all())))
                .map(all -> all.stream().map(d -> d.in(words.of(d))).toList());
    }

    private Uni<List<Decided>> decided(UUID request) {
        return pool.preparedQuery("select line, decided_at, policy, explanation::text from line_decision "
                        + "where request_id = $1 order by line, n")
                .execute(Tuple.of(request))
                .map(rows -> {
                    List<Decided> decided = new ArrayList<>();
                    for (Row row : rows) {
                        decided.add(new Decided(
                                row.getShort(0), instant(row, 1), row.getString(2), kept(row.getString(3))));
                    }
                    return decided;
                });
    }

    private Kept kept(String explanation) {
        try {
            return json.readValue(explanation, Kept.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An explanation that cannot be read: " + explanation, e);
        }
    }

    private Uni<List<Ended>> ended(UUID request) {
        return pool.preparedQuery("select a.line, a.ended_at, a.id, s.code, a.quantity, a.state, a.preempted_by "
                        + "from allocation a join site s on s.id = a.source_site_id "
                        + "where a.request_id = $1 and a.ended_at is not null union all "
                        + "select b.line, b.ended_at, b.id, u.code, 1, b.state, b.preempted_by from booking b "
                        + "join unit u on u.id = b.unit_id where b.leads and b.request_id = $1 and b.ended_at is not null "
                        + "and b.state <> 'RETURNED' order by 3")
                .execute(Tuple.of(request))
                .map(rows -> {
                    List<Ended> ended = new ArrayList<>();
                    for (Row row : rows) {
                        ended.add(new Ended(
                                row.getShort(0),
                                instant(row, 1),
                                row.getUUID(2),
                                row.getString(3),
                                row.getLong(4),
                                AllocationState.valueOf(row.getString(5)),
                                row.getUUID(6)));
                    }
                    return ended;
                });
    }

    /** The other requests that are spoken of. */
    private Uni<Map<UUID, Party>> parties(List<Decided> decided, List<Ended> ended) {
        Set<UUID> ids = new HashSet<>();
        decided.forEach(d -> present(d.kept.preempted).forEach(taken -> ids.add(taken.request())));
        decided.forEach(d -> present(d.kept.takenFrom).forEach(taken -> ids.add(taken.request())));
        for (Ended end : ended) {
            if (end.by != null) {
                ids.add(end.by);
            }
        }
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery(
                        "select r.id, s.code, r.urgency from request r join site s on s.id = r.site_id where r.id = any($1)")
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Party> parties = new HashMap<>();
                    for (Row row : rows) {
                        UUID id = row.getUUID(0);
                        parties.put(id, new Party(id, row.getString(1), Urgency.valueOf(row.getString(2))));
                    }
                    return parties;
                });
    }

    private static Instant instant(Row row, int column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static <T> List<T> present(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Puts together what was read. */
    private record Telling(RequestView request, List<Decided> decided, List<Ended> ended, Map<UUID, Party> parties) {

        List<LineDecision> all() {
            List<LineDecision> all = new ArrayList<>();
            List<Ended> untold = new ArrayList<>(ended);
            for (RequestView.LineView line : request.lines()) {
                if (line.quantity() == null) {
                    all.add(unknown(line));
                }
                for (Decided one : decided) {
                    if (one.line == line.line()) {
                        List<Ended> lost = untold.stream()
                                .filter(end -> end.line == one.line && end.at.equals(one.at))
                                .toList();
                        untold.removeAll(lost);
                        all.add(decision(
                                line, one, lost.stream().map(this::lost).toList()));
                    }
                }
            }
            return all;
        }

        private LineDecision unknown(RequestView.LineView line) {
            return new LineDecision(
                    line.line(),
                    line.item(),
                    request.submittedAt(),
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    0,
                    Reason.QUANTITY_UNKNOWN,
                    null,
                    null,
                    List.of(),
                    Map.of(),
                    List.of(),
                    null,
                    null,
                    List.of());
        }

        private LineDecision decision(RequestView.LineView line, Decided one, List<Lost> lost) {
            Kept kept = one.kept;
            List<Looked> sources = present(kept.sources);
            return new LineDecision(
                    line.line(),
                    line.item(),
                    one.at,
                    one.policy,
                    kept.rank == null ? null : place(kept.rank),
                    kept.asked,
                    kept.share,
                    sources,
                    kept.more == null ? Map.of() : new TreeMap<>(kept.more),
                    present(kept.preempted).stream().map(this::preempted).toList(),
                    lost,
                    sources.stream()
                                    .mapToLong(source -> source.taken() == null ? 0 : source.taken())
                                    .sum()
                            + present(kept.units).stream()
                                    .filter(unit -> Boolean.TRUE.equals(unit.taken()))
                                    .count(),
                    kept.reason,
                    kept.officer,
                    kept.overrideReason,
                    present(kept.units),
                    kept.moreUnits == null ? Map.of() : new TreeMap<>(kept.moreUnits),
                    present(kept.takenFrom).stream().map(this::takenFrom).toList(),
                    kept.kits,
                    kept.plan,
                    List.of());
        }

        private Place place(KeptRank rank) {
            return new Place(
                    PolicyLevel.values()[rank.level - 1],
                    rank.urgency,
                    rank.keySite,
                    request.neededBy(),
                    request.submittedAt());
        }

        private Preempted preempted(Explanation.Preempted taken) {
            Party party = parties.get(taken.request());
            return new Preempted(
                    taken.request(),
                    taken.line(),
                    taken.site(),
                    taken.quantity(),
                    party == null ? null : party.site(),
                    party == null ? null : party.urgency());
        }

        private Preempted takenFrom(TakenFrom taken) {
            Party party = parties.get(taken.request());
            return new Preempted(
                    taken.request(),
                    taken.line(),
                    taken.unit(),
                    1,
                    party == null ? null : party.site(),
                    party == null ? null : party.urgency());
        }

        private Lost lost(Ended end) {
            Party by = end.by == null ? null : parties.get(end.by);
            return new Lost(end.allocation, end.site, end.quantity, end.state, by);
        }
    }
}
