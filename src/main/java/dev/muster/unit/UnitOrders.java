package dev.muster.unit;

import dev.muster.platform.Problem;
import dev.muster.unit.UnitStore.Name;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What features that keep the life of units order of the one dispatcher, who alone changes calendars and statuses and decides
 * again what that leaves short. Each order is a command: the same id has one effect. Gives why it was refused, empty if it is
 * done; fails where the same order may be sent again later.
 */
public interface UnitOrders {

    /** Says where a unit stands from now on. */
    Uni<Optional<Problem>> move(UUID id, Name unit, UnitStatus status, String reason, String actor);

    /** Takes back a booking that nobody has left for; its line is decided again. */
    Uni<Optional<Problem>> release(UUID id, UUID booking, String reason, String actor);

    /**
     * Books an asset as lent.
     *
     * @param onlySite refuses assets of other sites; null allows all
     */
    Uni<Optional<Problem>> lend(
            UUID id,
            String asset,
            Instant from,
            Instant until,
            @Nullable String reason,
            @Nullable String onlySite,
            String actor);
}
