package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.platform.Csv;
import dev.muster.platform.FreeText;
import dev.muster.platform.OptionalBody;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Payload;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemBody;
import dev.muster.platform.ProblemException;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Wording;
import dev.muster.request.NewRequest;
import dev.muster.request.RequestState;
import dev.muster.request.Urgency;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Requests: submitted and decided at once, listed, explained, withdrawn. */
@Path("/api/v1/requests")
@Tag(name = "Requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RequestResource {

    /** Why a request is withdrawn. */
    record Cancellation(@FreeText @Nullable String reason) {}

    /** How much of a line is needed, base units. */
    record StatedQuantity(@NotNull Long quantity) {}

    /** Every decision about every line of a request, by line, the latest last. */
    record Why(UUID request, List<LineDecision> decisions) {}

    /** What came of one request of many. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchItem(
            @Nullable UUID id,
            int status,
            @JsonRawValue @Nullable String request,
            @Nullable ProblemBody problem) {}

    private final DecisionLoop loop;
    private final RequestQueries queries;
    private final ExplanationQueries explanations;
    private final AllocationConfig config;
    private final Caller caller;
    private final ObjectMapper json;

    RequestResource(
            DecisionLoop loop,
            RequestQueries queries,
            ExplanationQueries explanations,
            AllocationConfig config,
            Caller caller,
            ObjectMapper json) {
        this.loop = loop;
        this.queries = queries;
        this.explanations = explanations;
        this.config = config;
        this.caller = caller;
        this.json = json;
    }

    @POST
    @Operation(summary = "Submits a request; the answer holds the decision")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    public Uni<RestResponse<String>> submit(
            NewRequest request, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        Command.SubmitRequest command = command(request, idempotencyKey);
        return loop.submit(command).map(outcome -> Answers.created(outcome, "/api/v1/requests/" + command.id()));
    }

    private Command.SubmitRequest command(NewRequest request, @Nullable String idempotencyKey) {
        if (request.site() != null) {
            caller.requireActFor(request.site());
        }
        String actor = caller.name();
        return new Command.SubmitRequest(Answers.id(request.id(), idempotencyKey, actor), request, actor);
    }

    @POST
    @Path("/batch")
    @Operation(summary = "Submits many requests, decided together in the order of service")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    public Uni<Map<String, List<BatchItem>>> submitAll(
            List<JsonNode> requests, @HeaderParam("Accept-Language") @Nullable String language) {
        if (requests.size() > config.requestsPerCall()) {
            throw Problem.of(ProblemType.TOO_LARGE, "request.batch-size", requests.size(), config.requestsPerCall())
                    .asException();
        }
        Wording wording = Wording.of(language);
        BatchItem[] items = new BatchItem[requests.size()];
        List<Command> commands = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
            try {
                commands.add(command(Payload.read(requests.get(i), NewRequest.class, json), null));
                places.add(i);
            } catch (ProblemException e) {
                items[i] = refused(null, e.problem(), wording);
            }
        }
        return loop.submitAll(commands).map(outcomes -> {
            for (int i = 0; i < outcomes.size(); i++) {
                items[places.get(i)] = item(commands.get(i).id(), outcomes.get(i), wording);
            }
            return Map.of("items", List.of(items));
        });
    }

    private static BatchItem item(UUID id, Outcome outcome, Wording wording) {
        return outcome instanceof Outcome.Done done
                ? new BatchItem(id, done.repeated() ? 200 : 201, done.json(), null)
                : refused(id, Answers.problem(outcome), wording);
    }

    private static BatchItem refused(@Nullable UUID id, Problem problem, Wording wording) {
        return new BatchItem(id, problem.type().status(), null, ProblemBody.of(problem, wording));
    }

    @GET
    @Operation(summary = "Lists requests, the newest first")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<Page<RequestView>> list(
            @BeanParam PageQuery page,
            @QueryParam("state") @Nullable RequestState state,
            @QueryParam("urgency") @Nullable Urgency urgency,
            @QueryParam("site") @Nullable String site,
            @QueryParam("incident") @Nullable String incident) {
        return queries.list(
                new RequestQueries.Filter(state, urgency, site, incident),
                page.request("requests", state, urgency, site, incident));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A request with all its allocations, ended ones included")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<RequestView> get(@PathParam("id") UUID id) {
        return queries.find(id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    @GET
    @Path("/{id}/explanation")
    @Operation(summary = "Why each line got what it got, every time it was decided (R9), in figures and in words")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<RestResponse<Why>> explanation(
            @PathParam("id") UUID id, @HeaderParam("Accept-Language") @Nullable String acceptLanguage) {
        Wording language = Wording.of(acceptLanguage);
        return queries.find(id)
                .map(found -> found.orElseThrow(() -> unknown(id)))
                .chain(request -> explanations.explain(request, language))
                .map(decisions -> RestResponse.ResponseBuilder.ok(new Why(id, decisions))
                        .header("Content-Language", language.tag())
                        .header("Vary", "Accept-Language")
                        .build());
    }

    @POST
    @Path("/{id}/cancel")
    @OptionalBody
    @Operation(summary = "Withdraws a request; what was reserved for it is free again")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    public Uni<RestResponse<String>> cancel(
            @PathParam("id") UUID id,
            @Nullable Cancellation cancellation,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        String reason = cancellation == null ? null : cancellation.reason();
        String actor = caller.name();
        return mine(id).chain(() -> loop.submit(
                        new Command.CancelRequest(Answers.id(null, idempotencyKey, actor), id, reason, actor)))
                .map(Answers::ok);
    }

    @POST
    @Path("/{id}/lines/{line}/quantity")
    @Operation(summary = "States the quantity of a line that came without; it is decided at once")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    public Uni<RestResponse<String>> stateQuantity(
            @PathParam("id") UUID id,
            @PathParam("line") int line,
            StatedQuantity stated,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        if (stated.quantity() == null) {
            throw Problem.violation("quantity", "required").asException();
        }
        String actor = caller.name();
        return mine(id).chain(() -> loop.submit(new Command.StateQuantity(
                        Answers.id(null, idempotencyKey, actor), id, line, stated.quantity(), actor)))
                .map(Answers::ok);
    }

    /** A keeper touches requests of the own site only. */
    private Uni<RequestView> mine(UUID id) {
        return queries.find(id)
                .map(found -> found.orElseThrow(() -> unknown(id)))
                .invoke(request -> caller.requireActFor(request.site()));
    }

    private static ProblemException unknown(UUID id) {
        return Problem.of(ProblemType.NOT_FOUND, "request.unknown", id).asException();
    }
}
