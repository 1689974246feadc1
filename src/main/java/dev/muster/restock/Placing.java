package dev.muster.restock;

import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.platform.Ids;
import dev.muster.restock.CandidateStore.Pair;
import dev.muster.restock.RestockStore.Need;
import dev.muster.restock.RestockStore.NewNeed;
import dev.muster.restock.review.Candidate;
import dev.muster.restock.review.Finding;
import dev.muster.restock.review.Ranking;
import dev.muster.restock.review.Reason;
import dev.muster.restock.review.Spending;
import dev.muster.restock.review.Spending.Held;
import dev.muster.restock.review.Split;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks suppliers for what a review finds. First it opens the need of the item at the site, or locks the open one; then it looks
 * again, which nobody can change any more; so what is asked already is never asked twice, whoever tries at the same time.
 */
@ApplicationScoped
class Placing {

    /** What was asked, with its events and audit entries to be appended. */
    record Placed(
            List<RestockRequest> requests,
            List<Event> events,
            List<Audit> audits,
            @Nullable Held held) {

        static Placed nothing() {
            return held(null);
        }

        /** Nothing, for this reason. */
        static Placed held(@Nullable Held reason) {
            return new Placed(List.of(), List.of(), List.of(), reason);
        }
    }

    /** Who asks without a person. */
    static final String ALONE = "system";

    private final ReviewStore reviews;
    private final CandidateStore candidates;
    private final RestockStore store;
    private final RestockTerms terms;
    private final FiguresJson json;

    Placing(ReviewStore reviews, CandidateStore candidates, RestockStore store, RestockTerms terms, FiguresJson json) {
        this.reviews = reviews;
        this.candidates = candidates;
        this.store = store;
        this.terms = terms;
        this.json = json;
    }

    /**
     * Asks for what is wanting of an item at a site, if anything is; of an open need that a person has opened also for what
     * nobody covers any more.
     *
     * @param chosen suppliers and quantities a person has chosen; null: by rank
     */
    Uni<Placed> place(
            SqlConnection transaction,
            ReviewKey key,
            RestockPolicy policy,
            @Nullable List<Split.Part> chosen,
            Instant now,
            String actor) {
        return reviews.situations(transaction, List.of(key.site()), List.of(key.item()), policy.settings(), now)
                .map(read -> read.get(0))
                .chain(before -> wanted(before, policy).isEmpty()
                        ? closeIfExhausted(transaction, before)
                        : held(transaction, before, policy, actor)
                                .chain(held -> held.isPresent()
                                        ? Uni.createFrom().item(Placed.held(held.get()))
                                        : openOrLock(transaction, before, policy, actor)
                                                .chain(need -> need.isEmpty()
                                                        ? Uni.createFrom().item(Placed.nothing())
                                                        : again(
                                                                transaction,
                                                                key,
                                                                need.get(),
                                                                policy,
                                                                chosen,
                                                                now,
                                                                actor))));
    }

    /** What keeps it from being asked without a person, before a need is opened for it. */
    private Uni<Optional<Held>> held(SqlConnection transaction, Reviewed r, RestockPolicy policy, String actor) {
        Pair pair = new Pair(r.key().site(), r.key().item());
        return !limited(policy, actor)
                ? Uni.createFrom().item(Optional.empty())
                : candidates.of(transaction, List.of(pair), policy.settings()).chain(found -> {
                    List<Candidate> known = found.getOrDefault(pair, List.of());
                    List<Split.Part> parts = split(wanted(r, policy).orElseThrow(), r, known, policy.settings(), null);
                    return held(transaction, known, parts, policy, actor);
                });
    }

    private static boolean limited(RestockPolicy policy, String actor) {
        return ALONE.equals(actor) && policy.settings().automaticLimit() != null;
    }

    private Uni<Optional<Held>> held(
            SqlConnection transaction,
            List<Candidate> known,
            List<Split.Part> parts,
            RestockPolicy policy,
            String actor) {
        if (!limited(policy, actor)) {
            return Uni.createFrom().item(Optional.empty());
        }
        Spending.Limit limit =
                Objects.requireNonNull(policy.settings().automaticLimit()).forSpending();
        List<Spending.Cost> costs = parts.stream()
                .map(part -> known.stream()
                        .filter(c -> c.supplier().equals(part.supplier()))
                        .findFirst()
                        .map(c -> Spending.cost(part.quantity(), c.pricePerUnit(), c.currency()))
                        .orElse(new Spending.Cost(null, null)))
                .toList();
        Uni<Long> spent = limit.perDay() == null
                ? Uni.createFrom().item(0L)
                : store.spentToday(transaction, limit.currency(), ALONE);
        return spent.map(sum -> Optional.ofNullable(Spending.of(limit, costs, sum)));
    }

    /** What is to be asked for; empty if nothing is. */
    private static Optional<Finding> wanted(Reviewed r, RestockPolicy policy) {
        Finding finding = Finding.of(r.situation(), policy.settings().safetyDays());
        boolean manual = r.need() != null
                && r.manual()
                && r.uncovered() > 0
                && policy.settings().nextSupplier();
        if (manual && (finding == null || finding.quantity() < r.uncovered())) {
            return Optional.of(
                    new Finding(finding == null ? Reason.SHORTAGE : finding.reason(), r.uncovered(), r.uncovered()));
        }
        return Optional.ofNullable(finding);
    }

    /** A need that nobody is asked for any more and that wants nothing is over. */
    private Uni<Placed> closeIfExhausted(SqlConnection transaction, Reviewed r) {
        return r.need() == null || r.asked() > 0
                ? Uni.createFrom().item(Placed.nothing())
                : store.close(transaction, r.need(), false).replaceWith(Placed.nothing());
    }

    private Uni<Optional<UUID>> openOrLock(
            SqlConnection transaction, Reviewed before, RestockPolicy policy, String actor) {
        ReviewKey key = before.key();
        if (before.need() != null) {
            return locked(transaction, key);
        }
        Finding finding = wanted(before, policy).orElseThrow();
        UUID fresh = Ids.next();
        NewNeed need = new NewNeed(
                fresh,
                key.site(),
                key.item(),
                finding.quantity(),
                before.urgency(),
                before.neededBy(),
                false,
                json.write(finding),
                policy.name(),
                actor);
        return store.open(transaction, need)
                .chain(opened -> opened ? Uni.createFrom().item(Optional.of(fresh)) : locked(transaction, key));
    }

    private Uni<Optional<UUID>> locked(SqlConnection transaction, ReviewKey key) {
        return store.lockOpen(transaction, key.site(), key.item())
                .map(open -> Optional.ofNullable(open).map(Need::id));
    }

    private Uni<Placed> again(
            SqlConnection transaction,
            ReviewKey key,
            UUID need,
            RestockPolicy policy,
            @Nullable List<Split.Part> chosen,
            Instant now,
            String actor) {
        RestockSettings settings = policy.settings();
        Pair pair = new Pair(key.site(), key.item());
        return reviews.situations(transaction, List.of(key.site()), List.of(key.item()), settings, now)
                .map(read -> read.get(0))
                .chain(r -> {
                    Optional<Finding> wanted = wanted(r, policy);
                    if (wanted.isEmpty()) {
                        return store.close(transaction, need, false).replaceWith(Placed.nothing());
                    }
                    return candidates.of(transaction, List.of(pair), settings).chain(found -> {
                        List<Candidate> known = found.getOrDefault(pair, List.of());
                        List<Split.Part> parts = split(wanted.get(), r, known, settings, chosen);
                        return held(transaction, known, parts, policy, actor)
                                .chain(held -> held.isEmpty()
                                        ? ask(transaction, r, need, parts, policy, now, actor)
                                        : store.close(transaction, need, false).replaceWith(Placed.held(held.get())));
                    });
                });
    }

    private static List<Split.Part> split(
            Finding wanted,
            Reviewed r,
            List<Candidate> found,
            RestockSettings settings,
            @Nullable List<Split.Part> chosen) {
        if (chosen != null) {
            return chosen;
        }
        return Split.over(
                        Ranking.of(
                                found,
                                wanted.quantity(),
                                r.situation().hoursToEmpty(),
                                settings.weights().forRanking()),
                        wanted.quantity(),
                        settings.maxSuppliers())
                .parts();
    }

    private Uni<Placed> ask(
            SqlConnection transaction,
            Reviewed r,
            UUID need,
            List<Split.Part> parts,
            RestockPolicy policy,
            Instant now,
            String actor) {
        long sum = parts.stream().mapToLong(Split.Part::quantity).sum();
        Placed placed = new Placed(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), null);
        Uni<Void> grown =
                r.uncovered() >= sum ? Uni.createFrom().voidItem() : store.grow(transaction, need, sum - r.uncovered());
        return grown.chain(() -> Multi.createFrom()
                        .iterable(parts)
                        .onItem()
                        .transformToUniAndConcatenate(
                                part -> askOne(transaction, r, need, part, policy, now, actor, placed))
                        .collect()
                        .last())
                .chain(() -> store.close(transaction, need, false))
                .replaceWith(placed);
    }

    private Uni<Void> askOne(
            SqlConnection transaction,
            Reviewed r,
            UUID need,
            Split.Part part,
            RestockPolicy policy,
            Instant now,
            String actor,
            Placed placed) {
        return terms.of(
                        transaction,
                        part.supplier(),
                        r.key().siteCode(),
                        r.key().itemCode())
                .chain(known -> store.requireNotAsked(transaction, need, part.supplier())
                        .replaceWith(known))
                .chain(known -> {
                    RestockRequest request = new RestockRequest(known.terms(
                            Ids.next(),
                            need,
                            part.quantity(),
                            r.urgency(),
                            ahead(r.neededBy(), now),
                            null,
                            now,
                            actor));
                    RestockCommands.require(request.send(now, policy.deadlines(now, r.urgency())));
                    placed.requests.add(request);
                    placed.events.add(RestockCommands.event(request, "sent", actor));
                    placed.audits.add(new Audit(
                            actor,
                            "restock.ask",
                            RestockCommands.subject(request),
                            Map.of("quantity", part.quantity(), "policy", policy.name())));
                    return store.insert(transaction, request);
                });
    }

    private static @Nullable Instant ahead(@Nullable Instant time, Instant now) {
        return time == null || Objects.requireNonNull(time).isBefore(now) ? null : time;
    }
}
