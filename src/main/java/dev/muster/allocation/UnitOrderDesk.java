package dev.muster.allocation;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.unit.BookingKind;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitOrders;
import dev.muster.unit.UnitStatus;
import dev.muster.unit.UnitStore.Name;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hands orders about units to the dispatcher. */
@ApplicationScoped
class UnitOrderDesk implements UnitOrders {

    private static final Set<ProblemType> LATER = EnumSet.of(ProblemType.TOO_MANY_REQUESTS, ProblemType.UNAVAILABLE);

    private final DecisionLoop loop;

    UnitOrderDesk(DecisionLoop loop) {
        this.loop = loop;
    }

    @Override
    public Uni<Optional<Problem>> move(UUID id, Name unit, UnitStatus status, String reason, String actor) {
        return order(new Command.MoveUnit(id, unit, status, null, reason, null, actor));
    }

    @Override
    public Uni<Optional<Problem>> release(UUID id, UUID booking, String reason, String actor) {
        return order(new Command.ReleaseAllocation(id, booking, reason, actor));
    }

    @Override
    public Uni<Optional<Problem>> lend(
            UUID id,
            String asset,
            Instant from,
            Instant until,
            @Nullable String reason,
            @Nullable String onlySite,
            String actor) {
        return order(new Command.BookUnit(
                id, new Name(UnitKind.ASSET, asset), BookingKind.LOAN, from, until, reason, onlySite, actor));
    }

    private Uni<Optional<Problem>> order(Command command) {
        return loop.submit(command).map(outcome -> {
            if (!(outcome instanceof Outcome.Refused refused)) {
                return Optional.empty();
            }
            if (LATER.contains(refused.problem().type())) {
                throw refused.problem().asException();
            }
            return Optional.of(refused.problem());
        });
    }
}
