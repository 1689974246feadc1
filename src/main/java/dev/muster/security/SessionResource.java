package dev.muster.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Signing in and out of screens, by a cookie that scripts in the page cannot read. */
@Path("/api/v1/session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    private final SignIn signIn;
    private final Sessions sessions;
    private final Caller caller;
    private final boolean demo;

    SessionResource(
            SignIn signIn,
            Sessions sessions,
            Caller caller,
            @ConfigProperty(name = "muster.demo.enabled", defaultValue = "false") boolean demo) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.caller = caller;
        this.demo = demo;
    }

    /** What signs a person in. */
    public record Credentials(
            @Nullable String username, @Nullable String password) {

        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    /**
     * Who is signed in.
     *
     * @param anonymous true for nobody; then only {@code demo} stands beside it
     * @param device name of the wall screen, instead of a user name
     * @param region that the wall screen is narrowed to
     * @param mustChange true if nothing but changing the password is allowed
     * @param demo true if the service runs the demo scenario
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Me(
            boolean anonymous,
            @Nullable String username,
            @Nullable String device,
            @Nullable List<String> roles,
            @Nullable String site,
            @Nullable String organisation,
            @Nullable String region,
            @Nullable String language,
            @Nullable Boolean mustChange,
            boolean demo) {}

    @GET
    @PermitAll
    public Me who() {
        return me(caller.party());
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> signIn(@Nullable Credentials credentials, @Context HttpServerRequest request) {
        if (credentials == null || credentials.username() == null || credentials.password() == null) {
            throw Problem.of(ProblemType.MALFORMED, "sign-in-body").asException();
        }
        SignIn.Attempt attempt = new SignIn.Attempt(
                credentials.username(), credentials.password(), SignInMechanism.address(request), "session");
        return signIn.prove(attempt).chain(account -> open(account, request));
    }

    /** Gives a wall screen that shows its device token a cookie, which its socket can send. */
    @POST
    @Path("/device")
    @Authenticated
    public Uni<Response> signInDevice(@Context HttpServerRequest request) {
        if (!(caller.party() instanceof Device device)) {
            throw Problem.of(ProblemType.FORBIDDEN, "device-token-required").asException();
        }
        return open(device, request);
    }

    @DELETE
    @PermitAll
    public Uni<Response> signOut(@Context HttpServerRequest request) {
        String token = sessionToken(request);
        Uni<Void> ended = token == null || !Token.isWellFormed(token)
                ? Uni.createFrom().voidItem()
                : sessions.end(token, caller.name());
        return ended.map(
                done -> Response.noContent().cookie(cookie("", 0, request)).build());
    }

    private Uni<Response> open(Party party, HttpServerRequest request) {
        int seconds = (int) sessions.life(party).toSeconds();
        return sessions.open(party)
                .map(token -> Response.ok(me(party))
                        .cookie(cookie(token, seconds, request))
                        .build());
    }

    private Me me(@Nullable Party party) {
        if (party instanceof Account account) {
            return new Me(
                    false,
                    account.username(),
                    null,
                    account.roles(),
                    account.site(),
                    account.organisation(),
                    null,
                    account.language(),
                    account.mustChange(),
                    demo);
        }
        if (party instanceof Device device) {
            return new Me(
                    false, null, device.name(), List.of(Roles.VIEWER), null, null, device.region(), null, false, demo);
        }
        if (party instanceof KeyHolder key) {
            List<String> roles = List.of(Roles.SUPPLIER);
            return new Me(false, null, null, roles, null, key.organisation(), null, null, false, demo);
        }
        return new Me(true, null, null, null, null, null, null, null, null, demo);
    }

    /** The session token of the request: its cookie, else its bearer token. */
    static @Nullable String sessionToken(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            String token = header.replaceFirst("(?i)^bearer\\s+", "");
            return token.startsWith(Token.SESSION) ? token : null;
        }
        Cookie cookie = request.getCookie(SignInMechanism.COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    private static NewCookie cookie(String value, int maxAgeSeconds, HttpServerRequest request) {
        return new NewCookie.Builder(SignInMechanism.COOKIE)
                .value(value)
                .path("/")
                .maxAge(maxAgeSeconds)
                .httpOnly(true)
                .secure("https".equals(request.scheme()))
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
