package dev.muster.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Revision;
import dev.muster.platform.Violations;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Accounts: administrators write them, people change their own password. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountResource {

    private static final String FIRST = "";

    private final Accounts accounts;
    private final SignIn signIn;
    private final Caller caller;

    AccountResource(Accounts accounts, SignIn signIn, Caller caller) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.caller = caller;
    }

    /**
     * An account as it is given.
     *
     * @param site code of the own site; required for the role keeper
     * @param organisation code of the supplier; required for the role supplier
     * @param language {@code zh-CN} or {@code en}
     * @param mustChange whether the owner must change a password given here; true if absent
     * @param password required for a new account, absent to leave it
     */
    public record AccountBody(
            @Nullable List<String> roles,
            @Nullable String site,
            @Nullable String organisation,
            @Nullable String language,
            @Nullable Boolean disabled,
            @Nullable Boolean mustChange,
            @Nullable String password) {

        @Override
        public String toString() {
            return "AccountBody[" + roles + "]";
        }
    }

    /** An account as it is shown, without its password. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AccountView(
            String username,
            List<String> roles,
            @Nullable String site,
            @Nullable String organisation,
            @Nullable String language,
            boolean mustChange,
            boolean disabled) {

        static AccountView of(Account account) {
            return new AccountView(
                    account.username(),
                    account.roles(),
                    account.site(),
                    account.organisation(),
                    account.language(),
                    account.mustChange(),
                    account.disabled());
        }
    }

    /** What changes one's own password. */
    public record PasswordChange(
            @Nullable String currentPassword, @Nullable String newPassword) {

        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }

    @GET
    @Path("/accounts")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<Page<AccountView>> list(@BeanParam PageQuery query) {
        caller.requireAccount();
        PageRequest page = query.request("accounts");
        String after = page.isFirst() ? FIRST : page.after().get(0);
        return accounts.listAfter(after, page.fetch())
                .map(found ->
                        page.page(found.stream().map(AccountView::of).toList(), view -> List.of(view.username())));
    }

    @GET
    @Path("/accounts/{username}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<Response> get(@PathParam("username") String username) {
        caller.requireAccount();
        return accounts.find(username)
                .map(found -> found.map(account -> answer(Response.ok(), account))
                        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "no-account", username)
                                .asException()));
    }

    @PUT
    @Path("/accounts/{username}")
    @RolesAllowed(Roles.ADMIN)
    public Uni<Response> put(@PathParam("username") String username, AccountBody body, @Context HttpHeaders headers) {
        Accounts.Wanted wanted = new Accounts.Wanted(
                username,
                Objects.requireNonNullElse(body.roles(), List.of()),
                body.site(),
                body.organisation(),
                body.language(),
                Boolean.TRUE.equals(body.disabled()),
                !Boolean.FALSE.equals(body.mustChange()),
                body.password());
        return accounts.put(wanted, Revision.of(headers), caller.name())
                .map(put -> answer(put.created() ? Response.status(201) : Response.ok(), put.account()));
    }

    @POST
    @Path("/account/password")
    @Authenticated
    public Uni<Response> changePassword(PasswordChange body, @Context HttpServerRequest request) {
        Account owner = caller.requireAccount();
        new Violations()
                .required("currentPassword", body.currentPassword())
                .required("newPassword", body.newPassword())
                .throwIfAny();
        String current = Objects.requireNonNull(body.currentPassword());
        String next = Objects.requireNonNull(body.newPassword());
        SignIn.Attempt attempt =
                new SignIn.Attempt(owner.username(), current, SignInMechanism.address(request), "password-change");
        return signIn.prove(attempt)
                .onFailure(SignInRefused.class)
                .transform(refused -> ((SignInRefused) refused).retryAfterSeconds() > 0
                        ? refused
                        : Problem.violation("currentPassword", "wrong-password").asException())
                .chain(proven -> accounts.changePassword(proven, current, next, SessionResource.sessionToken(request)))
                .replaceWith(Response.noContent().build());
    }

    private static Response answer(Response.ResponseBuilder response, Account account) {
        return response.entity(AccountView.of(account))
                .header(HttpHeaders.ETAG, Revision.tag(account.version()))
                .build();
    }
}
