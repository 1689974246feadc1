package dev.muster.restock;

import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /restock-policy}. */
@Path("/api/v1/restock-policy")
@Tag(name = "Restock")
@Produces(MediaType.APPLICATION_JSON)
public class RestockPolicyResource {

    private final RestockPolicies policies;
    private final Caller caller;

    RestockPolicyResource(RestockPolicies policies, Caller caller) {
        this.policies = policies;
        this.caller = caller;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER})
    @Operation(summary = "Make the next version of the restock policy if anything differs")
    public Uni<RestResponse<RestockPolicy>> put(RestockPolicyInput input, @Context HttpHeaders headers) {
        return policies.put(input.checked(), Revision.of(headers), caller.name())
                .map(Stored::written);
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "The restock policy in force; its version is also its entity tag")
    public Uni<RestResponse<RestockPolicy>> get(@Context HttpHeaders headers) {
        return policies.get().map(policy -> policy.shown(Revision.of(headers)));
    }

    @GET
    @Path("versions")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Versions of the restock policy, newest first")
    public Uni<Page<RestockPolicy>> versions(@BeanParam PageQuery page) {
        return policies.versions(page.request("restock-policy-versions"));
    }
}
