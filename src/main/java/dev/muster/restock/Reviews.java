package dev.muster.restock;

import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.LostRaces;
import dev.muster.restock.CandidateStore.Pair;
import dev.muster.restock.ReviewStore.Suggested;
import dev.muster.restock.review.Candidate;
import dev.muster.restock.review.Finding;
import dev.muster.restock.review.Spending.Held;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The continuous review: what has changed since the last look is looked at again, and nothing else. For each item at a site
 * it keeps a suggestion, or none; asks suppliers by itself where the policy says so, or where another has failed; and says
 * of what is short how much is coming and when.
 */
@ApplicationScoped
class Reviews {

    private static final int RETRIES = 5;

    private final Pool pool;
    private final DirtyStore dirty;
    private final ReviewStore store;
    private final CandidateStore candidates;
    private final Placing placing;
    private final Outlooks outlooks;
    private final RestockStore requests;
    private final RestockPolicies policies;
    private final FiguresJson json;
    private final EventLog log;
    private final RestockConfig config;

    Reviews(
            Pool pool,
            DirtyStore dirty,
            ReviewStore store,
            CandidateStore candidates,
            Placing placing,
            Outlooks outlooks,
            RestockStore requests,
            RestockPolicies policies,
            FiguresJson json,
            EventLog log,
            RestockConfig config) {
        this.pool = pool;
        this.dirty = dirty;
        this.store = store;
        this.candidates = candidates;
        this.placing = placing;
        this.outlooks = outlooks;
        this.requests = requests;
        this.policies = policies;
        this.json = json;
        this.log = log;
        this.config = config;
    }

    /** Reviews until nothing has changed since; gives how many items at sites it looked at. */
    Uni<Long> catchUp() {
        return round().chain(done ->
                done == 0 ? Uni.createFrom().item(0L) : catchUp().map(more -> more + done));
    }

    /**
     * Notes all that the log says by now, then reviews what is marked: an item at a site that changed often is reviewed once.
     * Gives how many it looked at.
     */
    Uni<Long> round() {
        return dirty.waiting(pool)
                .chain(waiting -> waiting
                        ? note().chain(() -> review(0))
                        : Uni.createFrom().item(0L));
    }

    private Uni<Void> note() {
        return inTransaction(transaction -> dirty.note(transaction, config.reviewEvents()))
                .chain(events ->
                        events < config.reviewEvents() ? Uni.createFrom().voidItem() : note());
    }

    private Uni<Long> review(long before) {
        return inTransaction(transaction ->
                        dirty.take(transaction, config.reviewPlaces()).chain(taken -> review(transaction, taken)))
                .chain(reviewed -> reviewed < config.reviewPlaces()
                        ? Uni.createFrom().item(before + reviewed)
                        : review(before + reviewed));
    }

    /** Marks everything to be reviewed. */
    Uni<Void> everything() {
        return inTransaction(dirty::everything);
    }

    private <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> pool.withTransaction(work))
                .onFailure(LostRaces::is)
                .retry()
                .atMost(RETRIES)
                .invoke(log::committed);
    }

    /** Reviews these items at these sites; {@code {site, item}} each. */
    Uni<Long> review(SqlConnection transaction, List<int[]> places) {
        if (places.isEmpty()) {
            return Uni.createFrom().item(0L);
        }
        List<Integer> sites = places.stream().map(place -> place[0]).toList();
        List<Integer> items = places.stream().map(place -> place[1]).toList();
        List<Event> events = new ArrayList<>();
        List<Audit> audits = new ArrayList<>();
        Map<ReviewKey, Held> held = new HashMap<>();
        return requests.now(transaction)
                .chain(now -> policies.current(transaction)
                        .chain(policy -> store.situations(transaction, sites, items, policy.settings(), now)
                                .chain(read -> review(transaction, read, policy, now, events, audits, held))))
                .chain(() -> outlooks.look(transaction, items, events))
                .chain(() -> events.isEmpty() && audits.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : log.append(transaction, events, audits).replaceWithVoid())
                .replaceWith((long) places.size());
    }

    private Uni<Void> review(
            SqlConnection transaction,
            List<Reviewed> read,
            RestockPolicy policy,
            Instant now,
            List<Event> events,
            List<Audit> audits,
            Map<ReviewKey, Held> held) {
        return acted(transaction, read, policy, now, events, audits, held)
                .chain(after -> suggest(transaction, after, policy, held))
                .chain(() -> store.watch(transaction, read, held.keySet(), LocalDate.ofInstant(now, ZoneOffset.UTC)));
    }

    /** Asks suppliers where no person is needed; gives what then stands. */
    private Uni<List<Reviewed>> acted(
            SqlConnection transaction,
            List<Reviewed> read,
            RestockPolicy policy,
            Instant now,
            List<Event> events,
            List<Audit> audits,
            Map<ReviewKey, Held> held) {
        List<Reviewed> acting =
                read.stream().filter(r -> actsAlone(r, policy.settings())).toList();
        if (acting.isEmpty()) {
            return Uni.createFrom().item(read);
        }
        List<Integer> sites = read.stream().map(r -> r.key().site()).toList();
        List<Integer> items = read.stream().map(r -> r.key().item()).toList();
        return Multi.createFrom()
                .iterable(acting)
                .onItem()
                .transformToUniAndConcatenate(r -> placing.place(transaction, r.key(), policy, null, now, Placing.ALONE)
                        .invoke(placed -> {
                            events.addAll(placed.events());
                            audits.addAll(placed.audits());
                            if (placed.held() != null) {
                                held.put(r.key(), placed.held());
                            }
                        }))
                .collect()
                .last()
                .chain(() -> store.situations(transaction, sites, items, policy.settings(), now));
    }

    /** By policy; or because a need is open that somebody wanted covered, and suppliers have failed it. */
    private static boolean actsAlone(Reviewed r, RestockSettings settings) {
        Finding finding = Finding.of(r.situation(), settings.safetyDays());
        boolean byPolicy = finding != null && settings.automatic().contains(finding.reason());
        boolean open = r.need() != null;
        boolean failed = open && settings.nextSupplier() && (r.uncovered() > 0 || finding != null);
        return byPolicy || failed || open && r.asked() == 0;
    }

    private Uni<Void> suggest(
            SqlConnection transaction, List<Reviewed> read, RestockPolicy policy, Map<ReviewKey, Held> held) {
        List<Pair> wanting = new ArrayList<>();
        List<ReviewKey> over = new ArrayList<>();
        for (Reviewed r : read) {
            if (Finding.of(r.situation(), policy.settings().safetyDays()) != null) {
                wanting.add(new Pair(r.key().site(), r.key().item()));
            } else if (r.suggested() != null) {
                over.add(r.key());
            }
        }
        return candidates
                .of(transaction, wanting, policy.settings())
                .chain(found -> store.keep(transaction, suggested(read, found, policy, held)))
                .chain(() -> store.drop(transaction, over));
    }

    private List<Suggested> suggested(
            List<Reviewed> read, Map<Pair, List<Candidate>> found, RestockPolicy policy, Map<ReviewKey, Held> held) {
        List<Suggested> suggested = new ArrayList<>();
        for (Reviewed r : read) {
            Finding finding = Finding.of(r.situation(), policy.settings().safetyDays());
            if (finding == null) {
                continue;
            }
            Pair pair = new Pair(r.key().site(), r.key().item());
            Figures figures = Figures.of(
                    finding, r.situation(), found.getOrDefault(pair, List.of()), policy.settings(), held.get(r.key()));
            String text = json.write(figures);
            if (!text.equals(r.suggested())) {
                suggested.add(new Suggested(
                        r.key(),
                        finding.reason().name(),
                        finding.quantity(),
                        r.urgency(),
                        r.neededBy(),
                        text,
                        policy.name()));
            }
        }
        return suggested;
    }
}
