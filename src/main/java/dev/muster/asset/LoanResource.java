package dev.muster.asset;

import dev.muster.platform.Csv;
import dev.muster.platform.FreeText;
import dev.muster.platform.Ids;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Violations;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /loans}: equipment lent. A keeper lends what belongs to the own site. */
@Path("/api/v1/loans")
@Tag(name = "Loans")
@Produces(MediaType.APPLICATION_JSON)
public class LoanResource {

    private static final int MAX_NAME = 200;
    private static final int MAX_NOTE = 2000;

    /**
     * What is lent to whom. Required: asset, borrower, from, until.
     *
     * @param contact how the borrower is reached
     */
    record LoanInput(
            @Nullable UUID id,
            @Nullable String asset,
            @Nullable String borrower,
            @Nullable String contact,
            @Nullable Instant from,
            @Nullable Instant until,
            @FreeText @Nullable String note) {}

    private final Loans loans;
    private final Caller caller;

    LoanResource(Loans loans, Caller caller) {
        this.loans = loans;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Lends an asset; its leaving and coming back are said by its status")
    public Uni<RestResponse<LoanView>> lend(LoanInput loan) {
        new Violations()
                .required("asset", loan.asset())
                .required("borrower", loan.borrower())
                .text("borrower", loan.borrower(), MAX_NAME)
                .text("contact", loan.contact(), MAX_NAME)
                .required("from", loan.from())
                .required("until", loan.until())
                .text("note", loan.note(), MAX_NOTE)
                .throwIfAny();
        return loans.lend(loan.id() == null ? Ids.next() : loan.id(), loan, caller.siteScope(), caller.name())
                .map(lent -> RestResponse.status(RestResponse.Status.CREATED, lent));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Loans by when they are to be back; out: not back yet, overdue: out and late")
    public Uni<Page<LoanView>> list(
            @BeanParam PageQuery page,
            @QueryParam("asset") @Nullable String asset,
            @QueryParam("home") @Nullable String home,
            @QueryParam("borrower") @Nullable String borrower,
            @QueryParam("overdue") @Nullable Boolean overdue,
            @QueryParam("out") @Nullable Boolean out) {
        return loans.list(
                asset, home, borrower, overdue, out, page.request("loans", asset, home, borrower, overdue, out));
    }
}
