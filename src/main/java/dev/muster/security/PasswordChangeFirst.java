package dev.muster.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Who has a password given by somebody else may change it, look who is signed in, and sign out; nothing more. */
@ApplicationScoped
class PasswordChangeFirst implements HttpSecurityPolicy {

    private static final Set<String> ALLOWED = Set.of("/api/v1/session", "/api/v1/account/password");

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext context, Uni<SecurityIdentity> identity, AuthorizationRequestContext request) {
        String path = context.normalizedPath();
        boolean guarded = path.startsWith("/api/") || path.startsWith("/live/") || path.startsWith("/q/metrics");
        if (!guarded || ALLOWED.contains(path)) {
            return CheckResult.permit();
        }
        return identity.map(
                who -> who.getAttribute(Caller.MUST_CHANGE) == Boolean.TRUE ? CheckResult.DENY : CheckResult.PERMIT);
    }
}
