package dev.muster.allocation.engine.units;

import dev.muster.allocation.engine.World;
import dev.muster.unit.Booking;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.Obstacle;
import dev.muster.unit.Span;
import dev.muster.unit.TeamKit;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitBook;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether the kits that a team does not leave without stand at its home (R3), beside those that other teams of that home are
 * booked to leave with. They are not reserved for it: whether it has them is settled when it leaves.
 */
public final class TeamKits {

    /** The kits that stand at teams' homes. */
    public interface Stock {
        /** So many of a kit could be taken out of a site's stock now; ids of the site and of the kit. */
        long kits(int site, int item);
    }

    private final UnitBook book;
    private final World world;
    private final Stock stock;

    TeamKits(UnitBook book, World world, Stock stock) {
        this.book = book;
        this.world = world;
        this.stock = stock;
    }

    /**
     * The first kit that would be missing; none of a team that is away, since it has its kits with it.
     *
     * @param span from leaving to being back
     * @param as what units are taken to be
     */
    Optional<Obstacle> missing(Unit team, Span span, Function<Unit, Unit> as) {
        if (team.bookings().stream().anyMatch(b -> b.state() != BookingState.RESERVED)) {
            return Optional.empty();
        }
        for (TeamKit kit : team.requiredKits()) {
            long there = stock.kits(team.home(), kit.item());
            if (there < Long.MAX_VALUE) {
                there = Math.max(0, there - promised(team, kit.item(), span, as));
            }
            if (there < kit.kits()) {
                String detail = world.item(kit.item()).code() + " " + there + "/" + kit.kits();
                return Optional.of(new Obstacle(Obstacle.Kind.KIT_INCOMPLETE, null, detail));
            }
        }
        return Optional.empty();
    }

    /** So many of a kit other teams of the same home are to leave with that are away at the same time. */
    private long promised(Unit team, int item, Span span, Function<Unit, Unit> as) {
        long promised = 0;
        for (int id : book.kitted(team.home())) {
            if (id != team.id() && as.apply(book.unit(id)).bookings().stream().anyMatch(b -> leavesFor(b, span))) {
                promised += book.unit(id).requiredKits().stream()
                        .filter(kit -> kit.item() == item)
                        .mapToLong(TeamKit::kits)
                        .sum();
            }
        }
        return promised;
    }

    private static boolean leavesFor(Booking booking, Span span) {
        boolean takes = booking.kind() != BookingKind.REST && booking.kind() != BookingKind.MAINTENANCE;
        return takes
                && booking.leads()
                && booking.state() == BookingState.RESERVED
                && booking.span().overlaps(span);
    }
}
