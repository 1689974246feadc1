package dev.muster.security;

import dev.muster.platform.Audit;
import dev.muster.platform.EventLog;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * API keys of suppliers: made by an administrator or the supplier itself, shown once, revoked at any time. Two of an
 * organisation may be live, so that a new one is in use before the old one ends. Who makes a key by a key gives it no scope
 * that the own one lacks.
 */
@ApplicationScoped
class ApiKeys {

    private static final int NAME_CHARACTERS = 100;

    private final Pool pool;
    private final Organisations organisations;
    private final ApiKeyStore keys;
    private final Parties parties;
    private final EventLog log;
    private final Clock clock;
    private final SecurityConfig config;

    ApiKeys(
            Pool pool,
            Organisations organisations,
            ApiKeyStore keys,
            Parties parties,
            EventLog log,
            Clock clock,
            SecurityConfig config) {
        this.pool = pool;
        this.organisations = organisations;
        this.keys = keys;
        this.parties = parties;
        this.log = log;
        this.clock = clock;
        this.config = config;
    }

    /** A key as it is asked for; no scopes given means all but the management of keys. */
    record Given(
            @Nullable String organisation,
            @Nullable String name,
            @Nullable List<@Nullable String> scopes,
            @Nullable Instant expiresAt) {}

    /** A key that can be made. */
    record Wanted(UUID id, String organisation, String name, Set<Scope> scopes, Instant expiresAt) {}

    /** A key just made, with its text. */
    record Made(ApiKey key, String secret) {}

    /** Refused (422) where a rule is broken: two keys of the organisation are live already, an end that is too late … */
    Uni<Made> make(Given given, String actor) {
        Wanted wanted = checked(given, EnumSet.allOf(Scope.class));
        return pool.withTransaction(transaction -> make(transaction, wanted, actor))
                .invoke(log::committed);
    }

    Uni<Made> make(Given given, SupplierCaller supplier, Set<Scope> most) {
        Wanted wanted = checked(given, most);
        return managed(supplier, null, transaction -> make(transaction, wanted, supplier.name()))
                .invoke(log::committed);
    }

    private Uni<Made> make(SqlConnection transaction, Wanted wanted, String actor) {
        String secret = KeyToken.make();
        Audit audit = new Audit(
                actor,
                "api-key.made",
                wanted.id().toString(),
                Map.of(
                        "organisation",
                        wanted.organisation(),
                        "name",
                        wanted.name(),
                        "scopes",
                        Scope.words(wanted.scopes()),
                        "expiresAt",
                        wanted.expiresAt()));
        return keys.lockOrganisation(transaction, wanted.organisation())
                .chain(() -> keys.freeSlots(transaction, wanted.organisation()))
                .chain(() -> keys.add(transaction, wanted, wanted.expiresAt(), secret, actor))
                .map(added -> added.orElseThrow(
                        () -> Problem.of(ProblemType.RULE_BROKEN, "two-live-keys", wanted.organisation())
                                .asException()))
                .call(() -> log.append(transaction, List.of(), List.of(audit)))
                .map(key -> new Made(key, secret));
    }

    private Wanted checked(Given given, Set<Scope> most) {
        Duration longest = Duration.ofDays(config.apiKeyMaxDays());
        Instant now = clock.instant();
        Instant expiresAt =
                given.expiresAt() != null ? given.expiresAt() : now.plus(Duration.ofDays(config.apiKeyDays()));
        Violations violations = new Violations()
                .code("organisation", given.organisation())
                .required("name", given.name())
                .text("name", given.name(), NAME_CHARACTERS)
                .check(expiresAt.isAfter(now), "expiresAt", "future")
                .check(!expiresAt.isAfter(now.plus(longest)), "expiresAt", "key-too-long", config.apiKeyMaxDays());
        List<@Nullable String> words = given.scopes();
        Set<Scope> scopes = words == null ? allBut(most, Scope.KEYS_MANAGE) : Scope.ofAll(words);
        if (words != null) {
            boolean known = words.stream().allMatch(word -> Scope.of(word).isPresent());
            violations.required("scopes", words).check(known, "scopes", "one-of", Scope.allWords());
        }
        violations
                .check(most.containsAll(scopes), "scopes", "more-than-own-scopes", String.join(", ", Scope.words(most)))
                .throwIfAny();
        return new Wanted(
                Ids.next(),
                Objects.requireNonNull(given.organisation()),
                Objects.requireNonNull(given.name()),
                scopes,
                expiresAt);
    }

    private static Set<Scope> allBut(Set<Scope> scopes, Scope left) {
        Set<Scope> others = EnumSet.copyOf(scopes);
        others.remove(left);
        return others.isEmpty() ? scopes : others;
    }

    Uni<List<ApiKey>> listAfter(@Nullable String organisation, UUID id, int limit) {
        return keys.listAfter(pool, organisation, id, limit);
    }

    Uni<List<ApiKey>> listAfter(SupplierCaller supplier, UUID id, int limit) {
        return organisations.transaction(
                supplier, transaction -> keys.listAfter(transaction, supplier.organisation(), id, limit));
    }

    /** Revokes for good; doing it again changes nothing. Refused (404) if there is no such key. */
    Uni<ApiKey> revoke(UUID id, String actor) {
        return pool.withTransaction(transaction -> revoke(transaction, id, null, actor))
                .invoke(this::changed);
    }

    /** A key that revokes itself can: that is its last command. */
    Uni<ApiKey> revoke(UUID id, SupplierCaller supplier) {
        return managed(supplier, id, transaction -> revoke(transaction, id, supplier.organisation(), supplier.name()))
                .invoke(this::changed);
    }

    /** Locks in one order, the own key last, so that two who revoke each other's keys do not wait for each other. */
    private <T> Uni<T> managed(SupplierCaller supplier, @Nullable UUID revoked, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(transaction -> keys.lockOrganisation(transaction, supplier.organisation())
                .chain(() -> revoked == null ? Uni.createFrom().voidItem() : keys.lockKey(transaction, revoked))
                .chain(() -> organisations.enter(transaction, supplier))
                .chain(() -> work.apply(transaction)));
    }

    private Uni<ApiKey> revoke(SqlConnection transaction, UUID id, @Nullable String organisation, String actor) {
        Audit audit = new Audit(actor, "api-key.revoked", id.toString(), Map.of());
        return keys.lockKey(transaction, id)
                .chain(() -> keys.revoke(transaction, id, organisation))
                .map(found -> found.orElseThrow(() ->
                        Problem.of(ProblemType.NOT_FOUND, "no-api-key", id).asException()))
                .call(() -> log.append(transaction, List.of(), List.of(audit)));
    }

    private void changed() {
        parties.forget();
        log.committed();
    }
}
