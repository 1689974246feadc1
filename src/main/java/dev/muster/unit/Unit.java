package dev.muster.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An asset, a person or a team, as decisions see it.
 *
 * @param site id of the site where it is
 * @param home id of the site it belongs to
 * @param vetting null for who is no volunteer
 * @param serves ids of the items it may be asked for as, each with the level, null where none is graded
 * @param shifts of now and later
 * @param members ids of a team's people, in the order in which they are sent
 * @param needs what people a team must have; empty: all members
 * @param dues what must be done to an asset, and when at the latest
 * @param bookings live ones
 * @param kits what goes with a team
 */
public record Unit(
        int id,
        UnitKind kind,
        String code,
        int site,
        int home,
        UnitStatus status,
        @Nullable Vetting vetting,
        Map<Integer, Grade> serves,
        List<Credential> credentials,
        List<Shift> shifts,
        List<Integer> members,
        List<Need> needs,
        List<Due> dues,
        List<Booking> bookings,
        List<TeamKit> kits) {

    /** One with whom no kit goes. */
    public Unit(
            int id,
            UnitKind kind,
            String code,
            int site,
            int home,
            UnitStatus status,
            @Nullable Vetting vetting,
            Map<Integer, Grade> serves,
            List<Credential> credentials,
            List<Shift> shifts,
            List<Integer> members,
            List<Need> needs,
            List<Due> dues,
            List<Booking> bookings) {
        this(
                id,
                kind,
                code,
                site,
                home,
                status,
                vetting,
                serves,
                credentials,
                shifts,
                members,
                needs,
                dues,
                bookings,
                List.of());
    }

    /** A level that may be absent, since a map holds no nulls. */
    public record Grade(@Nullable CompetencyLevel level) {}

    /** Booked as well. */
    public Unit plus(Booking booking) {
        List<Booking> all = new ArrayList<>(bookings);
        all.add(booking);
        return with(status, site, all);
    }

    /** Without a booking. */
    public Unit minus(UUID booking) {
        return with(
                status,
                site,
                bookings.stream().filter(b -> !b.id().equals(booking)).toList());
    }

    /** With a booking in another form. */
    public Unit with(Booking booking) {
        return minus(booking.id()).plus(booking);
    }

    public Unit in(UnitStatus next, int place) {
        return with(next, place, bookings);
    }

    private Unit with(UnitStatus next, int place, List<Booking> all) {
        return new Unit(
                id,
                kind,
                code,
                place,
                home,
                next,
                vetting,
                serves,
                credentials,
                shifts,
                members,
                needs,
                dues,
                List.copyOf(all),
                kits);
    }

    /** The kits that it does not leave without. */
    public List<TeamKit> requiredKits() {
        return kits.stream().filter(TeamKit::required).toList();
    }

    public @Nullable Booking booking(UUID id) {
        return bookings.stream().filter(b -> b.id().equals(id)).findAny().orElse(null);
    }
}
