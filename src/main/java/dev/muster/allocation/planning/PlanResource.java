package dev.muster.allocation.planning;

import dev.muster.allocation.planning.PlanApplying.Applied;
import dev.muster.allocation.planning.PlanLineStore.Filter;
import dev.muster.allocation.planning.PlanResult.Advice;
import dev.muster.allocation.planning.PlanView.ChangeView;
import dev.muster.allocation.planning.PlanView.LineView;
import dev.muster.platform.Csv;
import dev.muster.platform.Ids;
import dev.muster.platform.OptionalBody;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Violations;
import dev.muster.platform.Wording;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
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
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /plans}: all open needs planned together, shown beside what stands, applied when somebody says so. */
@Path("/api/v1/plans")
@Tag(name = "Plans")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PlanResource {

    /**
     * What of a plan is applied.
     *
     * @param id of the command; absent, it follows from the plan and the items, so that there is one answer for all
     * @param items codes of items asked for, whose lines are meant, with all that share goods with them; absent: all
     */
    record Application(@Nullable UUID id, @Nullable List<@Nullable String> items) {}

    /** What would help most, the foremost need first. */
    record AdviceList(UUID plan, List<Advice> items) {}

    private final Plans plans;
    private final PlanApplying applying;
    private final PlanStore store;
    private final PlanLineStore lines;
    private final PlanningConfig config;
    private final Caller caller;

    PlanResource(
            Plans plans,
            PlanApplying applying,
            PlanStore store,
            PlanLineStore lines,
            PlanningConfig config,
            Caller caller) {
        this.plans = plans;
        this.applying = applying;
        this.store = store;
        this.lines = lines;
        this.config = config;
        this.caller = caller;
    }

    @POST
    @OptionalBody
    @Operation(
            summary = "Plans open needs together, best for the foremost first; look at GET /plans/{id}",
            description = "Nothing changes until the plan is applied. What is supposed in `whatIf` is looked at only.")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER})
    public Uni<RestResponse<PlanView>> make(
            @Nullable WishInput input,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
        WishInput asked = input == null ? new WishInput(null, null, null, null, null) : input;
        String actor = caller.name();
        UUID id = asked.id() != null || idempotencyKey == null || idempotencyKey.isBlank()
                ? asked.id()
                : Ids.named("plan\u001f" + actor + "\u001f" + idempotencyKey);
        return plans.submit(id, asked.checked(config.longestList()), null, actor)
                .map(submitted -> RestResponse.ResponseBuilder.<PlanView>create(
                                submitted.fresh() ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK)
                        .entity(PlanView.of(submitted.plan(), config, Wording.of(language)))
                        .location(URI.create("/api/v1/plans/" + submitted.plan().id()))
                        .build());
    }

    @GET
    @Operation(summary = "Plans, the newest first")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<Page<PlanView>> list(
            @BeanParam PageQuery query, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
        PageRequest page = query.request("plans");
        OffsetDateTime before =
                page.isFirst() ? null : OffsetDateTime.parse(page.after().get(0));
        UUID beforeId = page.isFirst() ? null : UUID.fromString(page.after().get(1));
        return store.list(before, beforeId, page.fetch())
                .map(found -> page.page(
                                found,
                                plan -> List.of(
                                        plan.createdAt().toString(), plan.id().toString()))
                        .map(plan -> PlanView.of(plan, config, Wording.of(language))));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "How far a plan is, and what it amounts to: each class, quantity × minutes, the proof")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<PlanView> get(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
        return plans.get(id).map(plan -> PlanView.of(plan, config, Wording.of(language)));
    }

    @GET
    @Path("/{id}/lines")
    @Operation(summary = "The lines of a plan in the order of service, with where their goods come from and why")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<Page<LineView>> lines(
            @PathParam("id") UUID id,
            @BeanParam PageQuery query,
            @Parameter(description = "Code of the item asked for") @QueryParam("item") @Nullable String item,
            @Parameter(description = "Code of the asking site") @QueryParam("site") @Nullable String site,
            @QueryParam("request") @Nullable UUID request,
            @Parameter(description = "Only lines that the plan changes") @QueryParam("changed") @Nullable
                    Boolean changed,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
        boolean only = Boolean.TRUE.equals(changed);
        PageRequest page = query.request("plan-lines", id, item, site, request, only);
        int after = page.isFirst() ? -1 : Integer.parseInt(page.after().get(0));
        PlanWords words = new PlanWords(Wording.of(language));
        return plans.get(id)
                .chain(() -> lines.lines(id, new Filter(item, site, request, only, after, page.fetch())))
                .map(found -> page.page(found, line -> List.of(Integer.toString(line.n())))
                        .map(line -> LineView.of(line, words)));
    }

    @GET
    @Path("/{id}/changes")
    @Operation(summary = "The difference to what stands: what is reserved now and would be, by line and source")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<Page<ChangeView>> changes(
            @PathParam("id") UUID id,
            @BeanParam PageQuery query,
            @Parameter(description = "Code of the item asked for") @QueryParam("item") @Nullable String item,
            @Parameter(description = "Code of the giving site") @QueryParam("source") @Nullable String source) {
        PageRequest page = query.request("plan-changes", id, item, source);
        int line = page.isFirst() ? -1 : Integer.parseInt(page.after().get(0));
        int place = page.isFirst() ? -1 : Integer.parseInt(page.after().get(1));
        return plans.get(id)
                .chain(() -> lines.changes(id, item, source, line, place, page.fetch()))
                .map(found -> page.page(
                                found,
                                change -> List.of(Integer.toString(change.n()), Integer.toString(change.place())))
                        .map(ChangeView::of));
    }

    @GET
    @Path("/{id}/advice")
    @Operation(summary = "Where one more unit would help whom, the foremost need first")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<AdviceList> advice(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
        PlanWords words = new PlanWords(Wording.of(language));
        return plans.get(id)
                .map(plan -> new AdviceList(
                        id,
                        plan.kept() == null
                                ? List.of()
                                : plan.kept().advice().stream()
                                        .map(advice -> advice.in(words.of(advice)))
                                        .toList()));
    }

    @POST
    @Path("/{id}/cancel")
    @OptionalBody
    @Operation(summary = "Stops a plan; the best found so far is kept")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER})
    public Uni<PlanView> cancel(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
        return plans.cancel(id, caller.name(), caller.has(Roles.COMMANDER))
                .map(plan -> PlanView.of(plan, config, Wording.of(language)));
    }

    @POST
    @Path("/{id}/apply")
    @OptionalBody
    @Operation(
            summary = "Puts a plan into force, whole or item by item",
            description =
                    "What has changed since the plan was made is decided by the rules; the answer says so line by line.")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER})
    public Uni<Applied> apply(
            @PathParam("id") UUID id,
            @Nullable Application application,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        String actor = caller.name();
        UUID command = application == null ? null : application.id();
        if (command == null && idempotencyKey != null && !idempotencyKey.isBlank()) {
            command = Ids.named(actor + "\u001f" + idempotencyKey);
        }
        return applying.apply(id, items(application), command, actor);
    }

    private List<String> items(@Nullable Application application) {
        List<@Nullable String> items =
                application == null || application.items() == null ? List.of() : application.items();
        Violations violations = new Violations();
        violations.check(application == null || application.items() == null || !items.isEmpty(), "items", "required");
        violations.check(items.size() <= config.longestList(), "items", "too-many", config.longestList());
        for (int i = 0; i < Math.min(items.size(), config.longestList()); i++) {
            violations.required("items[" + i + "]", items.get(i));
        }
        violations.throwIfAny();
        return items.stream().<String>map(Objects::requireNonNull).toList();
    }
}
