package dev.muster.exchange;

import dev.muster.exchange.Imports.Upload;
import dev.muster.exchange.mapping.Mappings;
import dev.muster.exchange.table.Format;
import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Wording;
import dev.muster.request.Urgency;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** {@code /imports}: files of sites, items, suppliers, stock and requests. */
@Path("/api/v1/imports")
@Tag(name = "Imports")
@Produces(MediaType.APPLICATION_JSON)
public class ImportResource {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Imports imports;
    private final ImportConfig config;
    private final Caller caller;

    ImportResource(Imports imports, ImportConfig config, Caller caller) {
        this.imports = imports;
        this.config = config;
        this.caller = caller;
    }

    /** Answer to an upload. */
    public record Accepted(UUID id) {}

    /** Names of the shipped mappings. */
    public record MappingNames(List<String> items) {}

    /** What the query says about an upload. */
    public static class UploadQuery {

        @QueryParam("dryRun")
        @Nullable
        Boolean dryRun;

        @QueryParam("atomic")
        @Nullable
        Boolean atomic;

        @QueryParam("mapping")
        @Nullable
        String mapping;

        @QueryParam("urgency")
        @Nullable
        Urgency urgency;

        @QueryParam("neededBy")
        @Nullable
        Instant neededBy;

        @QueryParam("incident")
        @Nullable
        String incident;

        @QueryParam("fileName")
        @Nullable
        String fileName;

        @HeaderParam("Idempotency-Key")
        @Nullable
        String idempotencyKey;
    }

    @POST
    @Path("{kind}")
    @Consumes({Csv.MEDIA_TYPE, "application/csv", MediaType.APPLICATION_JSON, XLSX, MediaType.APPLICATION_OCTET_STREAM})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER})
    @Blocking
    @Operation(summary = "Send a file: CSV, XLSX or JSON. It is worked on afterwards; look at GET /imports/{id}")
    public Uni<RestResponse<Accepted>> upload(
            @PathParam("kind") String kind,
            @BeanParam UploadQuery query,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
            InputStream body)
            throws IOException {
        byte[] content = body.readNBytes(config.maxFileBytes() + 1);
        return submit(kind, query, content, query.fileName, declared(type), null);
    }

    @POST
    @Path("{kind}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER})
    @Blocking
    @Operation(summary = "Send a file as the part 'file', and a mapping of its own as the part 'mapping' if need be")
    public Uni<RestResponse<Accepted>> uploadForm(
            @PathParam("kind") String kind,
            @BeanParam UploadQuery query,
            @RestForm("file") @Nullable FileUpload file,
            @RestForm("mapping") @Nullable FileUpload mapping)
            throws IOException {
        if (file == null) {
            throw Problem.violation("file", "required").asException();
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file.uploadedFile())) {
            content = in.readNBytes(config.maxFileBytes() + 1);
        }
        String own = mapping == null ? null : text(mapping);
        return submit(kind, query, content, file.fileName(), null, own);
    }

    private String text(FileUpload part) throws IOException {
        if (part.size() > config.maxMappingBytes()) {
            throw Problem.violation("mapping", "mapping-unreadable").asException();
        }
        return Files.readString(part.uploadedFile());
    }

    private Uni<RestResponse<Accepted>> submit(
            String path,
            UploadQuery query,
            byte[] content,
            @Nullable String fileName,
            @Nullable Format format,
            @Nullable String ownMapping) {
        ImportKind kind = ImportKind.of(path)
                .orElseThrow(
                        () -> Problem.of(ProblemType.NOT_FOUND, "no-such-path").asException());
        if (!kind.isReference() && !caller.has(Roles.OFFICER) && !caller.has(Roles.COMMANDER)) {
            throw Problem.of(ProblemType.FORBIDDEN, "role").asException();
        }
        String mapping = ownMapping != null ? "own" : query.mapping != null ? query.mapping : "standard-" + path;
        ImportOptions options = new ImportOptions(
                Boolean.TRUE.equals(query.dryRun),
                Boolean.TRUE.equals(query.atomic) || kind.isWhole(),
                mapping,
                query.urgency,
                query.neededBy,
                query.incident);
        return imports.submit(new Upload(
                        kind,
                        options,
                        content,
                        fileName == null ? null : fileName.substring(0, Math.min(200, fileName.length())),
                        format,
                        ownMapping,
                        query.idempotencyKey,
                        caller.name()))
                .map(id -> RestResponse.ResponseBuilder.<Accepted>create(RestResponse.Status.ACCEPTED)
                        .entity(new Accepted(id))
                        .location(URI.create("/api/v1/imports/" + id))
                        .build());
    }

    private static @Nullable Format declared(MediaType type) {
        return switch (type.getType() + "/" + type.getSubtype()) {
            case "text/csv", "application/csv" -> Format.CSV;
            case "application/json" -> Format.JSON;
            case XLSX -> Format.XLSX;
            default -> null;
        };
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.AUDITOR})
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @Operation(summary = "Imports, newest first")
    public Uni<Page<ImportJob>> list(
            @BeanParam PageQuery page, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
        return imports.list(page.request("imports"), Wording.of(language));
    }

    @GET
    @Path("mappings")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.AUDITOR})
    @Operation(summary = "Names of the shipped mappings")
    public MappingNames mappings() {
        return new MappingNames(Mappings.names());
    }

    @GET
    @Path("mappings/{name}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.AUDITOR})
    @Operation(summary = "A shipped mapping, as a start for one of your own")
    public dev.muster.exchange.mapping.Mapping mapping(@PathParam("name") String name) {
        return Mappings.named(name)
                .orElseThrow(() ->
                        Problem.of(ProblemType.NOT_FOUND, "no-mapping", name).asException());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.AUDITOR})
    @Operation(summary = "How far an import is")
    public Uni<ImportJob> get(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
        return imports.get(id, Wording.of(language));
    }

    @GET
    @Path("{id}/errors")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.AUDITOR})
    @Produces(Csv.MEDIA_TYPE + ";charset=UTF-8")
    @Operation(summary = "The refused rows with reasons, to be mended and sent again")
    public Uni<String> errors(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
        return imports.errors(id, Wording.of(language));
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER})
    @Operation(summary = "Stop an import; what it has applied stays")
    public Uni<ImportJob> cancel(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
        return imports.cancel(id, caller.name(), Wording.of(language));
    }
}
