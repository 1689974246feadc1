package dev.muster.security;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which browser pages may open sockets and change things: ours, and those of origins an operator named. Programs that
 * are no browsers name no origin.
 */
final class Origins {

    private Origins() {}

    /** What a request says about where it comes from; null where it says nothing. */
    record Claim(
            @Nullable String origin,
            @Nullable String fetchSite,
            @Nullable String host) {}

    /**
     * Whether a request may go on.
     *
     * @param cookie whether a cookie is its only credential, which a browser sends along wherever the page is from
     */
    static boolean allows(Claim claim, boolean cookie, Set<String> allowed) {
        String origin = claim.origin();
        if (origin != null) {
            return allowed.contains(origin) || isOwn(origin, claim.host());
        }
        return !cookie || "same-origin".equals(claim.fetchSite());
    }

    /** Whether a page's origin is the host it asks; the scheme is the proxy's affair. */
    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority != null && host != null && withoutPort(authority).equals(withoutPort(host));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String withoutPort(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }
}
