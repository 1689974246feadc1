package dev.muster.allocation;

import dev.muster.platform.FreeText;
import dev.muster.platform.Violations;
import dev.muster.security.Caller;
import dev.muster.unit.UnitStatus;
import dev.muster.unit.UnitStore.Name;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Status commands of units: leaving, arriving, coming back, breaking down. A keeper says so of the own site's. */
@ApplicationScoped
class UnitStatuses {

    private static final int MAX_REASON = 2000;

    /**
     * Where a unit stands from now on.
     *
     * @param site code of the site where it is; needed only where that does not follow from its booking
     */
    record StatusInput(
            @Nullable UUID id,
            @Nullable UnitStatus status,
            @Nullable String site,
            @FreeText @Nullable String reason) {}

    private final DecisionLoop loop;
    private final Caller caller;

    UnitStatuses(DecisionLoop loop, Caller caller) {
        this.loop = loop;
        this.caller = caller;
    }

    Uni<RestResponse<String>> move(Name unit, StatusInput input, @Nullable String idempotencyKey) {
        new Violations()
                .required("status", input.status())
                .text("reason", input.reason(), MAX_REASON)
                .throwIfAny();
        String actor = caller.name();
        return loop.submit(new Command.MoveUnit(
                        Answers.id(input.id(), idempotencyKey, actor),
                        unit,
                        Objects.requireNonNull(input.status()),
                        input.site(),
                        input.reason(),
                        caller.siteScope(),
                        actor))
                .map(Answers::ok);
    }
}
