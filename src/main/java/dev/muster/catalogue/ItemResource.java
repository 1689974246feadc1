package dev.muster.catalogue;

import dev.muster.platform.Codes;
import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
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

/** {@code /items}. */
@Path("/api/v1/items")
@Tag(name = "Items")
@Produces(MediaType.APPLICATION_JSON)
public class ItemResource {

    private static final int MAX_SEARCH_CHARACTERS = 100;

    private final Catalogue catalogue;
    private final Caller caller;

    ItemResource(Catalogue catalogue, Caller caller) {
        this.catalogue = catalogue;
        this.caller = caller;
    }

    @PUT
    @Path("{code}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Create or replace a catalogue item")
    public Uni<RestResponse<ItemRecord>> put(
            @PathParam("code") String code, ItemInput item, @Context HttpHeaders headers) {
        Codes.requireSame(code, item.code());
        return catalogue
                .put(item.withCode(code).checked(), Revision.of(headers), caller.name())
                .map(Stored::written);
    }

    @GET
    @Path("{code}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A catalogue item")
    public Uni<RestResponse<ItemRecord>> get(@PathParam("code") String code, @Context HttpHeaders headers) {
        return catalogue.get(code).map(item -> item.shown(Revision.of(headers)));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Catalogue items by code")
    public Uni<Page<ItemRecord>> list(
            @BeanParam PageQuery page,
            @QueryParam("kind") @Nullable ItemKind kind,
            @QueryParam("category") @Nullable String category,
            @Parameter(description = "Words that all occur in one of the names, the code or a coding")
                    @QueryParam("q")
                    @Nullable
                    String q) {
        if (q != null && q.length() > MAX_SEARCH_CHARACTERS) {
            throw Problem.violations(
                            ProblemType.MALFORMED,
                            List.of(Problem.Violation.of("q", "too-long", MAX_SEARCH_CHARACTERS)))
                    .asException();
        }
        return catalogue.list(new ItemFilter(kind, category, q), page.request("items", kind, category, q));
    }
}
