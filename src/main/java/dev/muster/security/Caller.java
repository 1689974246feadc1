package dev.muster.security;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the request at hand, and for what. Inject it where a request is served; in jobs nobody calls and the actor is
 * {@code system}.
 */
@RequestScoped
public class Caller {

    static final String SITE = "muster.site";
    static final String ORGANISATION = "muster.organisation";
    static final String REGION = "muster.region";
    static final String MUST_CHANGE = "muster.must-change";
    static final String PARTY = "muster.party";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * Account name as it goes into the audit log; {@code device:<name>} for a wall screen,
     * {@code key:<organisation>:<name>} for an API key, {@code anonymous} for nobody.
     */
    public String name() {
        return identity.isAnonymous() ? "anonymous" : identity.getPrincipal().getName();
    }

    /** Of {@link Roles}; empty for nobody and while the password must be changed. */
    public Set<String> roles() {
        return identity.getRoles();
    }

    public boolean has(String role) {
        return identity.hasRole(role);
    }

    /** Code of the only site this caller may write for; null if there is no such bound (see {@link #mayActFor}). */
    public @Nullable String siteScope() {
        return has(Roles.KEEPER) && !has(Roles.OFFICER) && !has(Roles.COMMANDER) ? identity.getAttribute(SITE) : null;
    }

    /** Code of the supplier whose things alone this caller sees; null if the caller is no supplier. */
    public @Nullable String organisation() {
        return has(Roles.SUPPLIER) ? identity.getAttribute(ORGANISATION) : null;
    }

    /** For a supplier's own things; refuses with 403 who acts for no supplier. */
    public SupplierCaller supplier() {
        String organisation = organisation();
        if (organisation == null) {
            throw Problem.of(ProblemType.FORBIDDEN, "role").asException();
        }
        return new SupplierCaller(organisation, party() instanceof KeyHolder key ? key.id() : null, name());
    }

    /** Code of the region a wall screen is narrowed to; null for all. */
    public @Nullable String region() {
        return identity.getAttribute(REGION);
    }

    /** The same for an identity outside a request, such as a socket's. */
    public static @Nullable String regionOf(SecurityIdentity identity) {
        return identity.getAttribute(REGION);
    }

    /** Whether the caller may write stock and requests of a site: commanders and officers for all, keepers for their own. */
    public boolean mayActFor(String siteCode) {
        return has(Roles.OFFICER) || has(Roles.COMMANDER) || siteCode.equals(siteScope());
    }

    /** Refuses with 403 who may not {@linkplain #mayActFor act for} a site. */
    public void requireActFor(String siteCode) {
        if (!mayActFor(siteCode)) {
            throw Problem.of(ProblemType.FORBIDDEN, "other-site", siteCode).asException();
        }
    }

    /** What the caller may use a key for, and hand on to a key: everything, unless it is a key itself. */
    Set<Scope> scopes() {
        return party() instanceof KeyHolder key ? key.scopes() : EnumSet.allOf(Scope.class);
    }

    /** The account behind the request; refuses wall screens, keys and nobody with 403. */
    Account requireAccount() {
        if (party() instanceof Account account) {
            return account;
        }
        throw Problem.of(ProblemType.FORBIDDEN, "account-required").asException();
    }

    @Nullable
    Party party() {
        return identity.getAttribute(PARTY);
    }
}
