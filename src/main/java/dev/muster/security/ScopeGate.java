package dev.muster.security;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Holds API keys to their scopes: closed is every method that names none and is not open to everybody. */
@ApplicationScoped
class ScopeGate {

    private final Caller caller;

    ScopeGate(Caller caller) {
        this.caller = caller;
    }

    @ServerRequestFilter
    public void check(ResourceInfo resource) {
        if (caller.party() instanceof KeyHolder key) {
            Scope needed = needed(resource.getResourceMethod());
            if (needed == null && !resource.getResourceMethod().isAnnotationPresent(PermitAll.class)) {
                throw Problem.of(ProblemType.FORBIDDEN, "no-keys-here").asException();
            }
            if (needed != null && !key.scopes().contains(needed)) {
                throw Problem.of(ProblemType.FORBIDDEN, "key-scope", needed.word())
                        .asException();
            }
        }
    }

    static @Nullable Scope needed(Method method) {
        RequiresScope own = method.getAnnotation(RequiresScope.class);
        RequiresScope scope = own != null ? own : method.getDeclaringClass().getAnnotation(RequiresScope.class);
        return scope == null ? null : scope.value();
    }
}
