package dev.muster.security;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who makes a request: by the header {@code Authorization} (Basic, or Bearer with a session or device token or an API key),
 * else by the session cookie. A bad header is refused; a cookie that has run out counts as none, so that the sign-in
 * page still opens.
 */
@ApplicationScoped
class SignInMechanism implements HttpAuthenticationMechanism {

    static final String COOKIE = "muster_session";

    private static final String REFUSED = "muster.sign-in-refused";
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private final SignIn signIn;
    private final KeySignIn keys;
    private final Parties parties;
    private final Refusals refusals;

    SignInMechanism(SignIn signIn, KeySignIn keys, Parties parties, Refusals refusals) {
        this.signIn = signIn;
        this.keys = keys;
        this.parties = parties;
        this.refusals = refusals;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        HttpServerRequest request = context.request();
        String header = request.getHeader("Authorization");
        if (header == null) {
            Cookie cookie = request.getCookie(COOKIE);
            return cookie == null ? nobody() : parties.bearer(cookie.getValue()).map(SignInMechanism::orNobody);
        }
        if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return basic(context, header.substring(BASIC.length()).strip());
        }
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            String token = header.substring(BEARER.length()).strip();
            if (token.startsWith(KeyToken.PREFIX)) {
                return keys.prove(token, address(request))
                        .map(Identities::of)
                        .onFailure(SignInRefused.class)
                        .transform(refused -> refuse(context, refused));
            }
            return parties.bearer(token)
                    .map(party -> Identities.of(party.orElseThrow(AuthenticationFailedException::new)));
        }
        return Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private Uni<SecurityIdentity> basic(RoutingContext context, String credentials) {
        Optional<String[]> pair = decode(credentials);
        if (pair.isEmpty()) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        String username = pair.get()[0];
        String password = pair.get()[1];
        return signIn.prove(new SignIn.Attempt(username, password, address(context.request()), "basic"))
                .map(Identities::of)
                .onFailure(SignInRefused.class)
                .transform(refused -> refuse(context, refused));
    }

    private static AuthenticationFailedException refuse(RoutingContext context, Throwable refused) {
        context.put(REFUSED, refused);
        return new AuthenticationFailedException(refused);
    }

    /** User name and password of RFC 7617. */
    private static Optional<String[]> decode(String credentials) {
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new String[] {pair.substring(0, colon), pair.substring(colon + 1)});
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", challenge(context.request())));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        SignInRefused refused = context.get(REFUSED);
        if (refused != null && refused.retryAfterSeconds() > 0) {
            context.response().putHeader("Retry-After", Long.toString(refused.retryAfterSeconds()));
        } else {
            context.response().putHeader("WWW-Authenticate", challenge(context.request()));
        }
        refusals.end(context, refused != null ? refused.problem() : Problem.of(ProblemType.UNAUTHENTICATED, "sign-in"));
        return Uni.createFrom().item(true);
    }

    /** Basic makes a browser ask for a password by itself; our own screens have a page for that. */
    static String challenge(HttpServerRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        boolean ownScreen = request.getHeader("X-Requested-With") != null
                || request.getCookie(COOKIE) != null
                || (mode != null && !mode.equals("navigate"));
        return ownScreen ? "Bearer realm=\"muster\"" : "Basic realm=\"muster\", charset=\"UTF-8\"";
    }

    /** Why somebody who is signed in is refused. */
    static Problem forbidden(RoutingContext context) {
        boolean mustChange = context.user() instanceof QuarkusHttpUser user
                && Boolean.TRUE.equals(user.getSecurityIdentity().getAttribute(Caller.MUST_CHANGE));
        return Problem.of(ProblemType.FORBIDDEN, mustChange ? "password-change-required" : "role");
    }

    static String address(HttpServerRequest request) {
        return request.remoteAddress() == null
                ? "unknown"
                : request.remoteAddress().hostAddress();
    }

    private static Uni<SecurityIdentity> nobody() {
        return Uni.createFrom().nullItem();
    }

    private static @Nullable SecurityIdentity orNobody(Optional<Party> party) {
        return party.map(Identities::of).orElse(null);
    }
}
