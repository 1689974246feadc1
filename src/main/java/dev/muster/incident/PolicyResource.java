package dev.muster.incident;

import dev.muster.platform.Codes;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /policies}. */
@Path("/api/v1/policies")
@Tag(name = "Policies")
@Produces(MediaType.APPLICATION_JSON)
public class PolicyResource {

    private final Policies policies;
    private final Caller caller;

    PolicyResource(Policies policies, Caller caller) {
        this.policies = policies;
        this.caller = caller;
    }

    @PUT
    @Path("{code}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER})
    @Operation(summary = "Create a policy, or make its next version if anything differs")
    public Uni<RestResponse<PolicyRecord>> put(
            @PathParam("code") String code, PolicyInput policy, @Context HttpHeaders headers) {
        Codes.requireSame(code, policy.code());
        return policies.put(policy.withCode(code).checked(), Revision.of(headers), caller.name())
                .map(Stored::written);
    }

    @GET
    @Path("{code}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A policy in its current version, which is also its entity tag")
    public Uni<RestResponse<PolicyRecord>> get(@PathParam("code") String code, @Context HttpHeaders headers) {
        return policies.get(code).map(policy -> policy.shown(Revision.of(headers)));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Policies by code, each in its current version")
    public Uni<Page<PolicyRecord>> list(@BeanParam PageQuery page) {
        return policies.list(page.request("policies"));
    }

    @GET
    @Path("{code}/versions")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Versions of a policy, newest first")
    public Uni<Page<PolicyVersion>> versions(@BeanParam PageQuery page, @PathParam("code") String code) {
        return policies.versions(code, page.request("policy-versions", code));
    }

    @GET
    @Path("{code}/versions/{version}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A version of a policy, such as decisions name it")
    public Uni<PolicyVersion> version(@PathParam("code") String code, @PathParam("version") int version) {
        return policies.version(code, version);
    }
}
