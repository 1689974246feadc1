package dev.muster.security;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.security.ForbiddenException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every request passes before anything else: the security headers of its answer, and the check of its origin. */
@ApplicationScoped
class HttpGuard {

    /** Before authentication (200) and authorisation (100). */
    private static final int HEADERS_PRIORITY = 500;

    private static final int ORIGIN_PRIORITY = 400;
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");

    private final Set<String> allowedOrigins;
    private final String pagePolicy;
    private final Refusals refusals;

    HttpGuard(SecurityConfig config, Refusals refusals) {
        this.allowedOrigins = Set.copyOf(config.allowedOrigins().orElse(List.of()));
        this.pagePolicy = config.contentSecurityPolicy();
        this.refusals = refusals;
    }

    void install(@Observes Filters filters) {
        filters.register(this::addHeaders, HEADERS_PRIORITY);
        filters.register(this::checkOrigin, ORIGIN_PRIORITY);
    }

    /** Refusals of the path policies come here; those of REST have their own mapping. */
    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(context -> {
            if (context.failure() instanceof ForbiddenException) {
                refusals.end(context, SignInMechanism.forbidden(context));
            } else {
                context.next();
            }
        });
    }

    private void addHeaders(RoutingContext context) {
        HttpServerRequest request = context.request();
        MultiMap headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set("X-Frame-Options", "DENY")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()");
        boolean devTool =
                LaunchMode.current() == LaunchMode.DEVELOPMENT && request.path().startsWith("/q/");
        if (!devTool) {
            headers.set("Content-Security-Policy", pagePolicy.replace("{host}", host(request)));
        }
        if ("https".equals(request.scheme())) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        if (request.path().startsWith("/api/")) {
            headers.set("Cache-Control", "no-store");
        }
        context.next();
    }

    private void checkOrigin(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean socket = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        if (SAFE.contains(request.method()) && !socket) {
            context.next();
            return;
        }
        Origins.Claim claim =
                new Origins.Claim(request.getHeader("Origin"), request.getHeader("Sec-Fetch-Site"), authority(request));
        // Every browser names the origin of a socket, so one without is no browser's.
        boolean cookie = !socket
                && request.getHeader("Authorization") == null
                && request.getCookie(SignInMechanism.COOKIE) != null;
        if (Origins.allows(claim, cookie, allowedOrigins)) {
            context.next();
        } else {
            refusals.end(context, Problem.of(ProblemType.FORBIDDEN, "other-origin"));
        }
    }

    private static String host(HttpServerRequest request) {
        String authority = authority(request);
        return authority != null && HOST.matcher(authority).matches() ? authority : "localhost";
    }

    private static @Nullable String authority(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? null : authority.toString();
    }
}
