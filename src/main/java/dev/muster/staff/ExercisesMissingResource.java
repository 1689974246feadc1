package dev.muster.staff;

import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Violations;
import dev.muster.security.Roles;
import dev.muster.unit.UnitConfig;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /exercises-missing}: teams short of the yearly minimum of trainings and drills. */
@Path("/api/v1/exercises-missing")
@Tag(name = "Exercises")
@Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
public class ExercisesMissingResource {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2200;

    private final Exercises exercises;
    private final UnitConfig config;
    private final Clock clock;

    ExercisesMissingResource(Exercises exercises, UnitConfig config, Clock clock) {
        this.exercises = exercises;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Teams that have not held enough in a year (this one, if none is named), by code")
    public Uni<Page<Exercises.Missing>> missing(
            @BeanParam PageQuery page,
            @QueryParam("year") @Nullable Integer year,
            @QueryParam("home") @Nullable String home) {
        new Violations().range("year", year, FIRST_YEAR, LAST_YEAR).throwIfAny();
        int of = year == null ? LocalDate.now(clock.withZone(config.zone())).getYear() : year;
        return exercises.missing(of, home, page.request("exercises-missing", of, home));
    }
}
