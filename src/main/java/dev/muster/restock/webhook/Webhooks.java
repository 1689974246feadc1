package dev.muster.restock.webhook;

import dev.muster.platform.Audit;
import dev.muster.platform.EventLog;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import dev.muster.security.Organisations;
import dev.muster.security.SupplierCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A supplier's own webhooks: where to, which events, with which secret, and what became of them. */
@ApplicationScoped
class Webhooks {

    private static final int MAX_DESCRIPTION = 200;
    private static final int MAX_KINDS = 50;
    private static final Pattern KIND = Pattern.compile("[a-z][a-z-]{0,30}(\\.[a-z][a-z-]{0,30}){1,3}");

    private final Organisations organisations;
    private final EndpointStore endpoints;
    private final DeliveryStore deliveries;
    private final Resolver resolver;
    private final Sender sender;
    private final EventLog log;
    private final Clock clock;
    private final WebhookConfig config;

    Webhooks(
            Organisations organisations,
            EndpointStore endpoints,
            DeliveryStore deliveries,
            Resolver resolver,
            Sender sender,
            EventLog log,
            Clock clock,
            WebhookConfig config) {
        this.organisations = organisations;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.resolver = resolver;
        this.sender = sender;
        this.log = log;
        this.clock = clock;
        this.config = config;
    }

    /** An endpoint as a supplier wants it; the URL is well-formed and none that must not be called. */
    record Wanted(String url, @Nullable String description, List<String> kinds, EndpointState state) {}

    /** An endpoint with a secret just made. */
    record Made(Endpoint endpoint, byte[] secret) {}

    /** The JSON that is posted. */
    static String body(String kind, String at, long seq, String data) {
        return "{\"type\":\"" + kind + "\",\"timestamp\":\"" + at + "\",\"seq\":" + seq + ",\"data\":" + data + "}";
    }

    /** Checks what can be checked without calling; refuses (422) an address that must not be called. */
    Uni<Wanted> checked(
            @Nullable String url,
            @Nullable String description,
            @Nullable List<@Nullable String> kinds,
            @Nullable EndpointState state) {
        List<@Nullable String> given = kinds == null ? List.of() : kinds;
        Violations violations = new Violations()
                .required("url", url)
                .text("description", description, MAX_DESCRIPTION)
                .check(given.size() <= MAX_KINDS, "kinds", "too-many", MAX_KINDS)
                .check(state != EndpointState.DISABLED, "state", "one-of", "ACTIVE, PAUSED");
        for (int i = 0; i < given.size(); i++) {
            String kind = given.get(i);
            violations.check(kind != null && KIND.matcher(kind).matches(), "kinds[" + i + "]", "event-kind");
        }
        Target target = url == null ? null : Target.parse(url).orElse(null);
        violations
                .check(url == null || target != null, "url", "webhook-url")
                .check(target == null || target.tls() || config.plainHttp(), "url", "webhook-https")
                .throwIfAny();
        List<String> known =
                given.stream().map(Objects::requireNonNull).distinct().sorted().toList();
        Wanted wanted = new Wanted(
                Objects.requireNonNull(url), description, known, state == null ? EndpointState.ACTIVE : state);
        return resolver.pin(Objects.requireNonNull(target))
                .ifNoItem()
                .after(config.timeout())
                .failWith(() -> new Unreachable(Failure.UNKNOWN_HOST))
                .onFailure(Unreachable.class)
                .transform(failure -> Problem.violation(
                                "url",
                                "webhook-" + ((Unreachable) failure).failure().word())
                        .asException())
                .replaceWith(wanted);
    }

    /** Refused (422) where the organisation has the most there may be. */
    Uni<Made> add(Wanted wanted, SupplierCaller supplier) {
        UUID id = Ids.next();
        byte[] secret = Secret.make();
        String organisation = supplier.organisation();
        return organisations
                .transaction(
                        supplier,
                        transaction -> endpoints
                                .lockAndCount(transaction, organisation)
                                .invoke(this::refuseMore)
                                .chain(() ->
                                        endpoints.add(transaction, id, organisation, wanted, secret, supplier.name()))
                                .chain(() -> get(transaction, organisation, id))
                                .call(() -> audit(transaction, supplier, "webhook.made", id, detail(wanted))))
                .invoke(log::committed)
                .map(endpoint -> new Made(endpoint, secret));
    }

    private void refuseMore(long count) {
        if (count >= config.endpointsPerSupplier()) {
            throw Problem.of(ProblemType.RULE_BROKEN, "too-many-webhooks", config.endpointsPerSupplier())
                    .asException();
        }
    }

    Uni<Endpoint> get(UUID id, SupplierCaller supplier) {
        return organisations.transaction(supplier, transaction -> get(transaction, supplier.organisation(), id));
    }

    Uni<List<Endpoint>> listAfter(UUID after, int limit, SupplierCaller supplier) {
        return organisations.transaction(
                supplier, transaction -> endpoints.listAfter(transaction, supplier.organisation(), after, limit));
    }

    Uni<Endpoint> change(UUID id, Wanted wanted, SupplierCaller supplier) {
        return organisations
                .transaction(
                        supplier,
                        transaction -> endpoints
                                .change(transaction, supplier.organisation(), id, wanted)
                                .invoke(there -> refuseUnknown(there, id))
                                .chain(() -> get(transaction, supplier.organisation(), id))
                                .call(() -> audit(transaction, supplier, "webhook.changed", id, detail(wanted))))
                .invoke(log::committed);
    }

    Uni<Void> remove(UUID id, SupplierCaller supplier) {
        return organisations
                .transaction(
                        supplier,
                        transaction -> endpoints
                                .remove(transaction, supplier.organisation(), id)
                                .invoke(there -> refuseUnknown(there, id))
                                .chain(() -> audit(transaction, supplier, "webhook.removed", id, Map.of())))
                .invoke(log::committed);
    }

    Uni<Made> rotate(UUID id, SupplierCaller supplier) {
        byte[] secret = Secret.make();
        return organisations
                .transaction(
                        supplier,
                        transaction -> endpoints
                                .rotate(transaction, supplier.organisation(), id, secret, config.secretOverlap())
                                .invoke(there -> refuseUnknown(there, id))
                                .chain(() -> get(transaction, supplier.organisation(), id))
                                .call(() -> audit(transaction, supplier, "webhook.secret", id, Map.of())))
                .invoke(log::committed)
                .map(endpoint -> new Made(endpoint, secret));
    }

    /** Sends a signed message of no consequence now and tells what came of it. */
    Uni<Attempt> ping(UUID id, SupplierCaller supplier) {
        return organisations
                .transaction(
                        supplier,
                        transaction -> get(transaction, supplier.organisation(), id)
                                .chain(endpoint -> endpoints
                                        .secrets(transaction, supplier.organisation(), id)
                                        .map(secrets -> new Ping(endpoint.url(), secrets))))
                .chain(this::send);
    }

    private record Ping(String url, List<byte[]> secrets) {}

    private Uni<Attempt> send(Ping ping) {
        String body = body("webhook.ping", clock.instant().toString(), 0, "{}");
        return sender.send(
                Target.parse(ping.url()).orElseThrow(),
                ping.secrets(),
                new Message("msg_ping_" + Ids.next().toString().replace("-", ""), body));
    }

    /** How many events are sent again. Refused (422) if there are too many. */
    Uni<Integer> replay(UUID id, long from, SupplierCaller supplier) {
        String organisation = supplier.organisation();
        int most = config.replayEvents();
        return organisations
                .transaction(
                        supplier,
                        transaction -> get(transaction, organisation, id)
                                .chain(() -> deliveries.countFrom(transaction, organisation, id, from, most + 1))
                                .invoke(count -> {
                                    if (count > most) {
                                        throw Problem.violation("from", "replay-too-many", most)
                                                .asException();
                                    }
                                })
                                .chain(() -> deliveries.replay(transaction, organisation, id, from))
                                .call(() -> audit(transaction, supplier, "webhook.replayed", id, Map.of("from", from))))
                .invoke(log::committed);
    }

    Uni<List<Delivery>> deliveries(
            UUID id, Delivery.@Nullable State state, long before, int limit, SupplierCaller supplier) {
        return organisations.transaction(
                supplier,
                transaction -> get(transaction, supplier.organisation(), id)
                        .chain(() -> deliveries.list(transaction, supplier.organisation(), id, state, before, limit)));
    }

    private Uni<Endpoint> get(SqlConnection transaction, String organisation, UUID id) {
        return endpoints
                .find(transaction, organisation, id)
                .map(found -> found.orElseThrow(() ->
                        Problem.of(ProblemType.NOT_FOUND, "no-webhook", id).asException()));
    }

    private static void refuseUnknown(boolean there, UUID id) {
        if (!there) {
            throw Problem.of(ProblemType.NOT_FOUND, "no-webhook", id).asException();
        }
    }

    private static Map<String, Object> detail(Wanted wanted) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("url", wanted.url());
        detail.put("kinds", wanted.kinds());
        detail.put("state", wanted.state());
        return detail;
    }

    private Uni<Void> audit(
            SqlConnection transaction, SupplierCaller supplier, String action, UUID id, Map<String, Object> detail) {
        return log.append(transaction, List.of(), List.of(new Audit(supplier.name(), action, id.toString(), detail)))
                .replaceWithVoid();
    }
}
