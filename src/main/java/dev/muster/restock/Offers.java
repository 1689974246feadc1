package dev.muster.restock;

import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.platform.Ids;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import dev.muster.request.Urgency;
import dev.muster.restock.CommandRunner.Effect;
import dev.muster.restock.OfferStore.Donor;
import dev.muster.restock.RestockStore.NewNeed;
import dev.muster.restock.review.OfferMatch;
import dev.muster.restock.review.OfferMatch.Part;
import dev.muster.security.Organisations;
import dev.muster.security.SupplierCaller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Offers and donations: goods nobody asked for. They are matched to what the review finds wanting, the most urgent first, within
 * what a site or an item may take in; what is accepted becomes a restock request that is promised already.
 */
@ApplicationScoped
public class Offers {

    /** How much of an offer for which site. */
    @Schema(name = "OfferPart")
    record PartInput(@Nullable String site, @Nullable Long quantity) {}

    /** What came of accepting an offer. */
    @Schema(name = "OfferAccepted")
    record Accepted(Offer offer, List<RestockView> requests) {}

    private static final String KIND = "offer.make";
    private static final int MAX_PARTS = 200;
    private static final int MAX_REASON = 500;

    private final CommandRunner runner;
    private final OfferStore store;
    private final RestockStore requests;
    private final RestockTerms terms;
    private final RestockPolicies policies;
    private final RestockConfig config;
    private final Organisations organisations;
    private final Pool pool;

    Offers(
            CommandRunner runner,
            OfferStore store,
            RestockStore requests,
            RestockTerms terms,
            RestockPolicies policies,
            RestockConfig config,
            Organisations organisations,
            Pool pool) {
        this.runner = runner;
        this.store = store;
        this.requests = requests;
        this.terms = terms;
        this.policies = policies;
        this.config = config;
        this.organisations = organisations;
        this.pool = pool;
    }

    /** Newest first; a supplier's own where one is named. */
    Uni<Page<Offer>> list(
            @Nullable String supplier, Offer.@Nullable State state, @Nullable String item, PageRequest page) {
        return store.page(pool, supplier, state, item, page)
                .map(rows -> page.page(rows, o -> List.of(o.createdAt().toString(), o.id().toString())));
    }

    /** A supplier's own, newest first. */
    Uni<Page<Offer>> own(SupplierCaller supplier, Offer.@Nullable State state, PageRequest page) {
        return organisations
                .transaction(
                        supplier, transaction -> store.page(transaction, supplier.organisation(), state, null, page))
                .map(rows -> page.page(rows, o -> List.of(o.createdAt().toString(), o.id().toString())));
    }

    /** Where what is left of it would go now. */
    Uni<List<Part>> matches(UUID id) {
        return store.find(pool, id).chain(offer -> {
            if (offer == null) {
                throw unknown(id);
            }
            return store.wants(pool, offer.item()).map(wants -> OfferMatch.of(wants, offer.left()));
        });
    }

    /**
     * Makes an offer for somebody, who need not be a known supplier; refuses (422) an unknown item or supplier. A donor's goods
     * come under a code of the offer's own.
     */
    Uni<Sent> offer(UUID id, OfferInput input, String actor) {
        OfferInput.DonorInput donor = input.donor();
        String by = donor == null ? input.supplier() : "DONOR-" + id;
        return runner.once(
                id,
                KIND,
                by + "/" + id,
                input,
                actor,
                transaction -> donor == null
                        ? make(transaction, id, input, actor, input)
                        : requests.now(transaction)
                                .invoke(now -> input.check(now, config))
                                .chain(() -> store.insert(transaction, donor("DONOR-" + id, donor), actor))
                                .chain(() -> make(transaction, id, input.givenBy("DONOR-" + id), actor, input)));
    }

    private static Donor donor(String code, OfferInput.DonorInput given) {
        return new Donor(code, Objects.requireNonNull(given.name()), Objects.requireNonNull(given.contact()));
    }

    /** Who gives it; refuses with 404 where it is a supplier's offer, or none. */
    Uni<Donor> donor(UUID id) {
        return store.donor(pool, id).map(donor -> {
            if (donor == null) {
                throw Problem.of(ProblemType.NOT_FOUND, "offer.no-donor", id).asException();
            }
            return donor;
        });
    }

    /** A supplier makes an offer. */
    Uni<Sent> offer(SupplierCaller supplier, UUID id, OfferInput input) {
        return runner.once(
                supplier,
                id,
                KIND,
                supplier.organisation() + "/" + id,
                input,
                transaction -> make(transaction, id, input, supplier.name(), input));
    }

    private Uni<Effect> make(SqlConnection transaction, UUID id, OfferInput input, String actor, OfferInput sent) {
        return requests.now(transaction)
                .invoke(now -> input.check(now, config))
                .chain(() -> requests.active(transaction, Objects.requireNonNull(input.supplier())))
                .invoke(active -> new Violations()
                        .check(
                                active,
                                "supplier",
                                "restock.supplier-not-active",
                                Objects.requireNonNull(input.supplier()))
                        .throwIfAny())
                .chain(() -> store.insert(transaction, id, input, actor))
                .invoke(known -> new Violations()
                        .check(known, "item", "unknown-item", Objects.requireNonNull(input.item()))
                        .throwIfAny())
                .chain(() -> store.find(transaction, id))
                .map(offer -> {
                    Offer made = Objects.requireNonNull(offer);
                    return new Effect(made, List.of(event(made, actor)), List.of(audit(made, "make", actor, sent)));
                });
    }

    /** An officer declines an open offer. */
    Uni<Sent> decline(UUID command, UUID id, @Nullable String reason, String actor) {
        return runner.once(
                command,
                "offer.decline",
                id.toString(),
                ending(id, reason),
                actor,
                transaction -> end(transaction, id, null, Offer.State.DECLINED, reason, actor));
    }

    /** A supplier takes back what is left of an own open offer. */
    Uni<Sent> withdraw(SupplierCaller supplier, UUID command, UUID id, @Nullable String reason) {
        return runner.once(
                supplier,
                command,
                "offer.withdraw",
                id.toString(),
                ending(id, reason),
                transaction ->
                        end(transaction, id, supplier.organisation(), Offer.State.WITHDRAWN, reason, supplier.name()));
    }

    private static Object ending(UUID id, @Nullable String reason) {
        return List.of(id, Objects.requireNonNullElse(reason, ""));
    }

    private Uni<Effect> end(
            SqlConnection transaction,
            UUID id,
            @Nullable String organisation,
            Offer.State ending,
            @Nullable String reason,
            String actor) {
        return locked(transaction, id, organisation).chain(offer -> {
            new Violations().text("reason", reason, MAX_REASON).throwIfAny();
            Offer ended = offer.with(offer.taken(), ending, reason);
            String what = ending == Offer.State.WITHDRAWN ? "withdraw" : "decline";
            return store.save(transaction, ended)
                    .replaceWith(() -> new Effect(
                            ended,
                            List.of(event(ended, actor)),
                            List.of(audit(ended, what, actor, ending(id, reason)))));
        });
    }

    private Uni<Offer> locked(SqlConnection transaction, UUID id, @Nullable String organisation) {
        return store.lock(transaction, id).map(offer -> {
            if (offer == null || organisation != null && !organisation.equals(offer.supplier())) {
                throw unknown(id);
            }
            if (offer.state() != Offer.State.OPEN) {
                throw Problem.of(ProblemType.ILLEGAL_TRANSITION, "offer.not-open", id, offer.state())
                        .asException();
            }
            return offer;
        });
    }

    /**
     * Accepts an offer for the sites named, or for those it matches. Refuses (422) more than is left or than a site may take in,
     * (409) an offer that is over or that nobody wants.
     */
    Uni<Sent> accept(UUID command, UUID id, @Nullable List<@Nullable PartInput> parts, String actor) {
        Object payload = List.of(id, parts == null ? "" : parts);
        return runner.once(
                command,
                "offer.accept",
                id.toString(),
                payload,
                actor,
                transaction -> locked(transaction, id, null)
                        .chain(offer -> requests.now(transaction).chain(now -> {
                            if (offer.validUntil() != null
                                    && !offer.validUntil().isAfter(now)) {
                                throw Problem.of(ProblemType.ILLEGAL_TRANSITION, "offer.not-open", id, "EXPIRED")
                                        .asException();
                            }
                            return parts(transaction, offer, parts)
                                    .chain(chosen -> accept(transaction, offer, chosen, now, actor, payload));
                        })));
    }

    private Uni<List<Part>> parts(SqlConnection transaction, Offer offer, @Nullable List<@Nullable PartInput> given) {
        if (given == null) {
            return store.wants(transaction, offer.item())
                    .map(wants -> OfferMatch.of(wants, offer.left()))
                    .invoke(found -> {
                        if (found.isEmpty()) {
                            throw Problem.of(ProblemType.ILLEGAL_TRANSITION, "offer.not-wanted", offer.item())
                                    .asException();
                        }
                    });
        }
        List<Part> chosen = checked(given, offer);
        return store.room(
                        transaction,
                        offer.item(),
                        chosen.stream().map(Part::site).toList())
                .invoke(room -> {
                    Violations violations = new Violations();
                    for (int i = 0; i < chosen.size(); i++) {
                        Long most = room.get(chosen.get(i).site());
                        violations.check(
                                most == null || chosen.get(i).quantity() <= most,
                                "parts[" + i + "].quantity",
                                "offer.over-limit",
                                most == null ? 0 : most);
                    }
                    violations.throwIfAny();
                })
                .replaceWith(chosen);
    }

    private static List<Part> checked(List<@Nullable PartInput> given, Offer offer) {
        Violations violations = new Violations()
                .required("parts", given)
                .check(given.size() <= MAX_PARTS, "parts", "too-many", MAX_PARTS);
        Map<String, Long> parts = new HashMap<>();
        List<Part> chosen = new ArrayList<>();
        for (int i = 0; i < Math.min(given.size(), MAX_PARTS); i++) {
            PartInput part = given.get(i);
            String site = part == null ? null : part.site();
            Long quantity = part == null ? null : part.quantity();
            String at = "parts[" + i + "].";
            violations
                    .required(at + "site", site)
                    .required(at + "quantity", quantity)
                    .range(at + "quantity", quantity, 1L, RestockInput.MAX_QUANTITY)
                    .check(site == null || parts.put(site, 0L) == null, at + "site", "twice");
            if (site != null && quantity != null) {
                chosen.add(new Part(site, quantity));
            }
        }
        long sum = chosen.stream().mapToLong(Part::quantity).sum();
        violations.check(sum <= offer.left(), "parts", "offer.more-than-left", sum, offer.left());
        violations.throwIfAny();
        return chosen;
    }

    private Uni<Effect> accept(
            SqlConnection transaction, Offer offer, List<Part> parts, Instant now, String actor, Object payload) {
        long sum = parts.stream().mapToLong(Part::quantity).sum();
        long taken = offer.taken() + sum;
        Offer after =
                offer.with(taken, taken == offer.quantity() ? Offer.State.TAKEN : Offer.State.OPEN, offer.reason());
        List<RestockRequest> made = new ArrayList<>();
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(
                        part -> ask(transaction, offer, part, now, actor).invoke(made::add))
                .collect()
                .last()
                .chain(() -> store.save(transaction, after))
                .replaceWith(() -> {
                    List<Event> events = new ArrayList<>(List.of(event(after, actor)));
                    made.forEach(request -> events.add(RestockCommands.event(request, "promised", actor)));
                    return new Effect(
                            new Accepted(
                                    after, made.stream().map(RestockView::of).toList()),
                            events,
                            List.of(audit(after, "accept", actor, payload)));
                });
    }

    /** A request that is promised already: part of the open need of the site, or one of its own. */
    private Uni<RestockRequest> ask(SqlConnection transaction, Offer offer, Part part, Instant now, String actor) {
        return terms.offered(transaction, offer.supplier(), part.site(), offer.item())
                .chain(known -> need(transaction, known, part.quantity(), offer, actor)
                        .chain(need -> requests.requireNotAsked(transaction, need, offer.supplier())
                                .replaceWith(new RestockRequest(known.terms(
                                        Ids.next(),
                                        need,
                                        part.quantity(),
                                        Urgency.ROUTINE,
                                        null,
                                        offer.note(),
                                        now,
                                        actor)))))
                .chain(request -> policies.current(transaction).chain(policy -> {
                    RestockCommands.require(request.send(now, policy.deadlines(now, Urgency.ROUTINE)));
                    Instant at = offer.availableAt().isAfter(now) ? offer.availableAt() : now.plusSeconds(3_600);
                    RestockCommands.require(request.promise(
                            List.of(new Promise(part.quantity(), at)),
                            now,
                            policy.settings().remindPercent()));
                    return requests.insert(transaction, request)
                            .chain(() -> requests.savePromises(transaction, request))
                            .chain(() -> store.note(transaction, request.terms.id(), offer.id()))
                            .replaceWith(request);
                }));
    }

    private Uni<UUID> need(
            SqlConnection transaction, RestockTerms.Known known, long quantity, Offer offer, String actor) {
        UUID fresh = Ids.next();
        NewNeed need = new NewNeed(
                fresh,
                known.siteId(),
                known.itemId(),
                quantity,
                Urgency.ROUTINE,
                null,
                false,
                "{\"offer\":\"" + offer.id() + "\"}",
                null,
                actor);
        return requests.open(transaction, need)
                .chain(opened -> opened
                        ? Uni.createFrom().item(fresh)
                        : requests.lockOpen(transaction, known.siteId(), known.itemId())
                                .chain(open -> {
                                    RestockStore.Need found = Objects.requireNonNull(open);
                                    return requests.grow(transaction, found.id(), quantity - found.uncovered())
                                            .replaceWith(found.id());
                                }));
    }

    private static Event event(Offer offer, String actor) {
        String kind = offer.state() == Offer.State.OPEN && offer.taken() == 0
                ? "made"
                : offer.state() == Offer.State.OPEN || offer.state() == Offer.State.TAKEN
                        ? "accepted"
                        : offer.state().name().toLowerCase(Locale.ROOT);
        return new Event("offer." + kind, offer.supplier() + "/" + offer.id(), actor, offer);
    }

    private static Audit audit(Offer offer, String what, String actor, Object payload) {
        return new Audit(actor, "offer." + what, offer.supplier() + "/" + offer.id(), payload);
    }

    private static RuntimeException unknown(UUID id) {
        return Problem.of(ProblemType.NOT_FOUND, "offer.unknown", id).asException();
    }
}
