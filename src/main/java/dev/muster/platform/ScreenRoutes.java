package dev.muster.platform;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Addresses of the screens ({@code src/main/webui}). All of them are one page, which looks at its address itself; any
 * other address stays what it is, so that a mistyped one is not found. The page is asked for anew each time; its parts
 * carry a hash of their content in their name and are kept by browsers for good.
 */
@ApplicationScoped
class ScreenRoutes {

    private static final Set<String> SCREENS = Set.of("/wall", "/login", "/password");
    private static final Set<String> ASKED_ANEW = Set.of("/", "/index.html", "/sw.js");
    private static final String PAGE = "/";
    private static final String PARTS = "/assets/";
    private static final String KEPT_FOR_GOOD = "public, max-age=31536000, immutable";

    /** Before the routes that serve files and REST. */
    private static final int FIRST = 500;

    void install(@Observes Router router) {
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(FIRST)
                .handler(ScreenRoutes::route);
    }

    private static void route(RoutingContext context) {
        String path = context.normalizedPath();
        if (SCREENS.contains(path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path)) {
            context.reroute(PAGE);
            return;
        }
        if (ASKED_ANEW.contains(path)) {
            context.response().headers().set(HttpHeaders.CACHE_CONTROL, "no-cache");
        } else if (path.startsWith(PARTS)) {
            context.addHeadersEndHandler(end -> keep(context));
        }
        context.next();
    }

    private static void keep(RoutingContext context) {
        if (context.response().getStatusCode() == 200) {
            context.response().headers().set(HttpHeaders.CACHE_CONTROL, KEPT_FOR_GOOD);
        }
    }
}
