package dev.muster.allocation;

import dev.muster.request.NewRequest;
import dev.muster.stock.Movement;
import dev.muster.unit.BookingKind;
import dev.muster.unit.UnitStatus;
import dev.muster.unit.UnitStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that changes stock or needs, and so is decided in the loop. */
public sealed interface Command {

    /** Chosen by the caller: however often it is sent, one effect and one answer. */
    UUID id();

    /** Account name of who sends it. */
    String actor();

    /** Name of the kind, for the command and audit logs. */
    String kind();

    /** What makes two commands of one id the same. */
    Object payload();

    /** A site asks for something. */
    record SubmitRequest(UUID id, NewRequest request, String actor) implements Command {
        @Override
        public String kind() {
            return "request.submit";
        }

        @Override
        public Object payload() {
            return request;
        }
    }

    /**
     * Stock moves.
     *
     * @param onlySite code of the only site the actor may write for, null if any
     */
    record RecordMovement(
            UUID id, Movement movement, @Nullable String onlySite, String actor) implements Command {
        @Override
        public String kind() {
            return "movement.record";
        }

        @Override
        public Object payload() {
            return movement;
        }
    }

    /** A request is withdrawn: what was reserved for it is free again. */
    record CancelRequest(UUID id, UUID request, @Nullable String reason, String actor) implements Command {
        @Override
        public String kind() {
            return "request.cancel";
        }

        @Override
        public Object payload() {
            return new Object[] {request, reason == null ? "" : reason};
        }
    }

    /** Somebody says how much of a line is needed. */
    record StateQuantity(UUID id, UUID request, int line, long quantity, String actor) implements Command {
        @Override
        public String kind() {
            return "request.state-quantity";
        }

        @Override
        public Object payload() {
            return new Object[] {request, line, quantity};
        }
    }

    /**
     * An officer takes a reservation back; its line is short again, and not served from there by rule.
     *
     * @param onlySite code of the only site whose units' bookings the actor may take back, null if any
     */
    record ReleaseAllocation(
            UUID id,
            UUID allocation,
            @Nullable String reason,
            @Nullable String onlySite,
            String actor) implements Command {

        public ReleaseAllocation(UUID id, UUID allocation, @Nullable String reason, String actor) {
            this(id, allocation, reason, null, actor);
        }

        @Override
        public String kind() {
            return "allocation.release";
        }

        @Override
        public Object payload() {
            return new Object[] {allocation, reason == null ? "" : reason};
        }
    }

    /**
     * An officer's own choice of source.
     *
     * @param source code of the giving site
     * @param overrideReason why the source's reserve floor is set aside (R4); null if it is not
     */
    record ChooseSource(
            UUID id,
            UUID request,
            int line,
            String source,
            long quantity,
            @Nullable String overrideReason,
            boolean mayOverride,
            String actor)
            implements Command {
        @Override
        public String kind() {
            return "allocation.choose";
        }

        @Override
        public Object payload() {
            return new Object[] {request, line, source, quantity, overrideReason == null ? "" : overrideReason};
        }
    }

    /**
     * An officer's own choice of a unit.
     *
     * @param unit tag, staff number or code; which of them says the line
     * @param overrideReason why rules are set aside that would keep it from being sent; null if none is
     */
    record ChooseUnit(
            UUID id,
            UUID request,
            int line,
            String unit,
            @Nullable String overrideReason,
            boolean mayOverride,
            String actor)
            implements Command {
        @Override
        public String kind() {
            return "allocation.choose";
        }

        @Override
        public Object payload() {
            return new Object[] {request, line, unit, overrideReason == null ? "" : overrideReason};
        }
    }

    /**
     * A unit is booked by hand: for a duty, a loan, maintenance.
     *
     * @param onlySite code of the only site whose units the actor may book, null if any
     */
    record BookUnit(
            UUID id,
            UnitStore.Name unit,
            BookingKind purpose,
            Instant from,
            Instant until,
            @Nullable String reason,
            @Nullable String onlySite,
            String actor)
            implements Command {
        @Override
        public String kind() {
            return "booking.add";
        }

        @Override
        public Object payload() {
            return new Object[] {unit, purpose, from, until, reason == null ? "" : reason};
        }
    }

    /**
     * A booking lasts until another time.
     *
     * @param until of an allocated unit, how long it is needed there
     */
    record ExtendBooking(
            UUID id, UUID booking, Instant until, @Nullable String onlySite, String actor) implements Command {
        @Override
        public String kind() {
            return "booking.extend";
        }

        @Override
        public Object payload() {
            return new Object[] {booking, until};
        }
    }

    /**
     * A unit stands elsewhere now.
     *
     * @param site code of the site where it is, null where that follows from its booking
     * @param kits what is said of a team's kits
     */
    record MoveUnit(
            UUID id,
            UnitStore.Name unit,
            UnitStatus status,
            @Nullable String site,
            @Nullable String reason,
            @Nullable String onlySite,
            String actor,
            KitOrder kits)
            implements Command {

        /** Where nothing is said of kits. */
        public MoveUnit(
                UUID id,
                UnitStore.Name unit,
                UnitStatus status,
                @Nullable String site,
                @Nullable String reason,
                @Nullable String onlySite,
                String actor) {
            this(id, unit, status, site, reason, onlySite, actor, KitOrder.NONE);
        }

        @Override
        public String kind() {
            return "unit.move";
        }

        @Override
        public Object payload() {
            String at = site == null ? "" : site;
            String why = reason == null ? "" : reason;
            return kits.silent()
                    ? new Object[] {unit, status, at, why}
                    : new Object[] {
                        unit,
                        status,
                        at,
                        why,
                        kits.returned() == null ? "" : kits.returned(),
                        kits.overrideReason() == null ? "" : kits.overrideReason()
                    };
        }
    }

    /**
     * A part of a plan is put into force: lines that share goods, as the plan found them and as it would serve them.
     *
     * @param items codes of the items it is applied for, none if for all
     * @param part which part of the plan it is
     */
    record ApplyPlan(UUID id, UUID plan, List<String> items, int part, List<PlannedLine> lines, String actor)
            implements Command {
        @Override
        public String kind() {
            return "plan.apply";
        }

        @Override
        public Object payload() {
            return new Object[] {plan, items, part};
        }
    }

    /** The service itself looks again: shortages of these items, and reservations whose time is over (R8, R10). */
    record LookAgain(UUID id, Set<Integer> items) implements Command {
        @Override
        public String actor() {
            return "system";
        }

        @Override
        public String kind() {
            return "look-again";
        }

        @Override
        public Object payload() {
            return items;
        }

        /** Changes nothing of its own, so nothing to claim. */
        @Override
        public boolean once() {
            return false;
        }
    }

    /** Whether its id is claimed, so that it has one effect however often it is sent. */
    default boolean once() {
        return true;
    }
}
