package dev.muster.allocation.simulation;

import dev.muster.allocation.Command;
import dev.muster.allocation.engine.Policy;
import java.util.List;
import java.util.UUID;

/** One step of a script. Any step may be left out: what the others refer to is then unknown, or something else. */
sealed interface Step {

    /** What becomes of a batch once it is decided. */
    enum Fate {
        /** Committed and answered. */
        COMMITTED,
        /** The transaction fails; the process goes on. */
        FAILED,
        /** The process dies before it commits. */
        LOST,
        /** The process dies after it has committed and before it answers. */
        UNANSWERED
    }

    /** A command, or one that can be made only when the script runs. */
    sealed interface Order {

        record Plain(Command command) implements Order {}

        /** Releases one of a line's reservations: the nth, counted round. */
        record Release(UUID id, UUID request, int line, int nth) implements Order {}

        /** Applies a plan made up from what stands then. */
        record Plan(UUID id, UUID plan, long seed) implements Order {}
    }

    /** Orders in the order of their arrival. */
    record Batch(int process, List<Order> orders, Fate fate) implements Step {}

    record Wait(long seconds) implements Step {}

    record SetFloor(String site, int item, long quantity) implements Step {}

    record SetOpen(String site, boolean open) implements Step {}

    record SetKeySite(String site, boolean keySite) implements Step {}

    record SetLevel(int incident, int level) implements Step {}

    record SetPolicy(int level, Policy policy) implements Step {}

    /** A process starts anew, remembering nothing. */
    record Restart(int process) implements Step {}
}
