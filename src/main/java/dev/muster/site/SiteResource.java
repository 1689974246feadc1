package dev.muster.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.Codes;
import dev.muster.platform.Csv;
import dev.muster.platform.Name;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /sites}. */
@Path("/api/v1/sites")
@Tag(name = "Sites")
@Produces(MediaType.APPLICATION_JSON)
public class SiteResource {

    private final Sites sites;
    private final Caller caller;

    SiteResource(Sites sites, Caller caller) {
        this.sites = sites;
        this.caller = caller;
    }

    /** A site in a list; with {@code near} it has its distance. */
    @Schema(name = "ListedSite")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Listed(
            String code,
            Name name,
            SiteKind kind,
            double latitude,
            double longitude,
            @Nullable String region,
            boolean keySite,
            SiteStatus status,
            @Nullable Integer beds,
            @Nullable Integer staff,
            @Nullable String gln,
            @Nullable Double distanceKm) {

        static Listed of(SiteRecord site, @Nullable Double distanceKm) {
            return new Listed(
                    site.code(),
                    site.name(),
                    site.kind(),
                    site.latitude(),
                    site.longitude(),
                    site.region(),
                    site.keySite(),
                    site.status(),
                    site.beds(),
                    site.staff(),
                    site.gln(),
                    distanceKm);
        }
    }

    @PUT
    @Path("{code}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Create or replace a site")
    public Uni<RestResponse<SiteRecord>> put(
            @PathParam("code") String code, SiteInput site, @Context HttpHeaders headers) {
        Codes.requireSame(code, site.code());
        return sites.put(site.withCode(code).checked(), Revision.of(headers), caller.name())
                .map(Stored::written);
    }

    @GET
    @Path("{code}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A site")
    public Uni<RestResponse<SiteRecord>> get(@PathParam("code") String code, @Context HttpHeaders headers) {
        return sites.get(code).map(site -> site.shown(Revision.of(headers)));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Sites by code, or nearest first")
    public Uni<Page<Listed>> list(
            @BeanParam PageQuery page,
            @Parameter(description = "Code of a region; those below it count too") @QueryParam("region") @Nullable
                    String region,
            @QueryParam("kind") @Nullable SiteKind kind,
            @QueryParam("status") @Nullable SiteStatus status,
            @QueryParam("keySite") @Nullable Boolean keySite,
            @Parameter(description = "latitude,longitude: sorts by distance", example = "30.59,114.28")
                    @QueryParam("near")
                    @Nullable
                    String near) {
        SiteFilter filter = new SiteFilter(region, kind, status, keySite);
        if (near == null) {
            return sites.list(filter, page.request("sites", region, kind, status, keySite))
                    .map(found -> found.map(site -> Listed.of(site, null)));
        }
        return sites.near(
                        Position.parameter("near", near),
                        filter,
                        page.request("sites-near", near, region, kind, status, keySite))
                .map(found -> found.map(close -> Listed.of(close.site(), close.distanceKm())));
    }
}
