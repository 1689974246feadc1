package dev.muster.restock;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /suppliers}, the officers' side. */
@Path("/api/v1/suppliers")
@Tag(name = "Suppliers")
@Produces(MediaType.APPLICATION_JSON)
public class SupplierResource {

    private final Suppliers suppliers;
    private final LeadTimes leadTimes;
    private final Caller caller;

    SupplierResource(Suppliers suppliers, LeadTimes leadTimes, Caller caller) {
        this.suppliers = suppliers;
        this.leadTimes = leadTimes;
        this.caller = caller;
    }

    @PUT
    @Path("{code}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Create or replace a supplier")
    public Uni<RestResponse<SupplierRecord>> put(
            @PathParam("code") String code, SupplierInput supplier, @Context HttpHeaders headers) {
        Codes.requireSame(code, supplier.code());
        return suppliers
                .put(supplier.withCode(code).checked(), Revision.of(headers), caller.name())
                .map(Stored::written);
    }

    @GET
    @Path("{code}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A supplier")
    public Uni<RestResponse<SupplierRecord>> get(@PathParam("code") String code, @Context HttpHeaders headers) {
        return suppliers.get(code).map(supplier -> supplier.shown(Revision.of(headers)));
    }

    @GET
    @Path("{code}/lead-times")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "How long a supplier's latest deliveries took, by item, and how many were late")
    public Uni<List<LeadTimes.LeadTime>> leadTimes(
            @PathParam("code") String code,
            @Parameter(description = "Code of an item: only that one") @QueryParam("item") @Nullable String item) {
        return suppliers.get(code).chain(() -> leadTimes.of(code, item));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Suppliers by code")
    public Uni<Page<SupplierRecord>> list(
            @BeanParam PageQuery page,
            @QueryParam("status") @Nullable SupplierStatus status,
            @Parameter(description = "Code of an item: only those that deliver it") @QueryParam("item") @Nullable
                    String item) {
        return suppliers.list(status, item, page.request("suppliers", status, item));
    }
}
