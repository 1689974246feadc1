package dev.muster.incident;

import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import dev.muster.platform.Violations;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /response-levels}. */
@Path("/api/v1/response-levels")
@Tag(name = "Policies")
@Produces(MediaType.APPLICATION_JSON)
public class LevelPolicyResource {

    private final LevelPolicies levels;
    private final Caller caller;

    LevelPolicyResource(LevelPolicies levels, Caller caller) {
        this.levels = levels;
        this.caller = caller;
    }

    /** Code of a policy; the level may be repeated from the address. */
    @Schema(name = "LevelPolicyInput")
    public record Input(
            @Nullable PolicyLevel level, @Nullable String policy) {}

    @PUT
    @Path("{level}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER})
    @Operation(summary = "Select the policy of a response level; NONE is for requests without an incident")
    public Uni<RestResponse<LevelPolicy>> put(
            @PathParam("level") PolicyLevel level, Input input, @Context HttpHeaders headers) {
        new Violations()
                .check(input.level() == null || input.level() == level, "level", "policy.level-differs", level)
                .throwIfAny();
        return levels.select(level, input.policy(), Revision.of(headers), caller.name())
                .map(Stored::written);
    }

    @GET
    @Path("{level}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "The policy of a response level")
    public Uni<RestResponse<LevelPolicy>> get(@PathParam("level") PolicyLevel level, @Context HttpHeaders headers) {
        return levels.get(level).map(selection -> selection.shown(Revision.of(headers)));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "The policy of every response level")
    public Uni<Page<LevelPolicy>> list(@BeanParam PageQuery page) {
        return levels.list(page.request("response-levels"));
    }
}
