package dev.muster.allocation;

import dev.muster.platform.Csv;
import dev.muster.platform.FreeText;
import dev.muster.platform.OptionalBody;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitStore.Name;
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
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The calendars of assets, people and teams. A keeper writes those of the own site's. */
@Path("/api/v1/bookings")
@Tag(name = "Bookings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BookingResource {

    private static final int MAX_REASON = 2000;

    /**
     * A booking by hand, of exactly one of {@code asset}, {@code staff} and {@code team}.
     *
     * @param purpose DUTY or MAINTENANCE; what is lent has a borrower: {@code /loans}
     */
    record BookingInput(
            @Nullable UUID id,
            @Nullable String asset,
            @Nullable String staff,
            @Nullable String team,
            @Nullable BookingKind purpose,
            @Nullable Instant from,
            @Nullable Instant until,
            @FreeText @Nullable String reason) {

        Name unit() {
            return asset != null
                    ? new Name(UnitKind.ASSET, asset)
                    : staff != null
                            ? new Name(UnitKind.PERSON, staff)
                            : new Name(UnitKind.TEAM, Objects.requireNonNull(team));
        }

        void check() {
            long named = Stream.of(asset, staff, team).filter(Objects::nonNull).count();
            new Violations()
                    .check(named == 1, "asset", "unit.one-of-three")
                    .required("purpose", purpose)
                    .check(purpose != BookingKind.LOAN, "purpose", "unit.loan-has-borrower")
                    .required("from", from)
                    .required("until", until)
                    .text("reason", reason, MAX_REASON)
                    .throwIfAny();
        }
    }

    /** Until when it lasts; of an allocated unit, until when it is needed there. */
    record Extension(@Nullable Instant until) {}

    /** Why a booking is taken back. */
    record Release(@FreeText @Nullable String reason) {}

    private final DecisionLoop loop;
    private final BookingQueries queries;
    private final Caller caller;

    BookingResource(DecisionLoop loop, BookingQueries queries, Caller caller) {
        this.loop = loop;
        this.queries = queries;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Books an asset, a person or a team for a duty or maintenance")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    public Uni<RestResponse<String>> book(
            BookingInput booking, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        booking.check();
        String actor = caller.name();
        UUID id = Answers.id(booking.id(), idempotencyKey, actor);
        return loop.submit(new Command.BookUnit(
                        id,
                        booking.unit(),
                        Objects.requireNonNull(booking.purpose()),
                        Objects.requireNonNull(booking.from()),
                        Objects.requireNonNull(booking.until()),
                        booking.reason(),
                        caller.siteScope(),
                        actor))
                .map(outcome -> Answers.created(outcome, "/api/v1/bookings/" + id));
    }

    @POST
    @Path("{id}/extend")
    @Operation(summary = "Lets a booking last until another time, later or earlier")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    public Uni<RestResponse<String>> extend(
            @PathParam("id") UUID id,
            Extension extension,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        if (extension.until() == null) {
            throw Problem.violation("until", "required").asException();
        }
        String actor = caller.name();
        return loop.submit(new Command.ExtendBooking(
                        Answers.id(null, idempotencyKey, actor), id, extension.until(), caller.siteScope(), actor))
                .map(Answers::ok);
    }

    @POST
    @Path("{id}/release")
    @OptionalBody
    @Operation(summary = "Takes back a booking that nobody has left for")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    public Uni<RestResponse<String>> release(
            @PathParam("id") UUID id,
            @Nullable Release release,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        String actor = caller.name();
        String reason = release == null ? null : release.reason();
        return loop.submit(new Command.ReleaseAllocation(
                        Answers.id(null, idempotencyKey, actor), id, reason, caller.siteScope(), actor))
                .map(Answers::ok);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A booking")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<BookingView> get(@PathParam("id") UUID id) {
        return queries.find(id)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(ProblemType.NOT_FOUND, "unit.booking-unknown", id)
                        .asException());
    }

    @GET
    @Operation(summary = "Bookings by start, those that touch a time")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<Page<BookingView>> list(
            @BeanParam PageQuery page,
            @QueryParam("asset") @Nullable String asset,
            @QueryParam("staff") @Nullable String staff,
            @QueryParam("team") @Nullable String team,
            @QueryParam("state") @Nullable BookingState state,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("until") @Nullable Instant until) {
        if (from != null && until != null && !from.isBefore(until)) {
            throw Problem.violation("until", "unit.end-before-start").asException();
        }
        if (Stream.of(asset, staff, team).filter(Objects::nonNull).count() > 1) {
            throw Problem.violation("asset", "unit.one-of-three").asException();
        }
        UnitKind kind =
                asset != null ? UnitKind.ASSET : staff != null ? UnitKind.PERSON : team != null ? UnitKind.TEAM : null;
        String unit = asset != null ? asset : staff != null ? staff : team;
        return queries.list(
                new BookingQueries.Filter(kind, unit, state, from, until),
                page.request("bookings", kind, unit, state, from, until));
    }
}
