package dev.muster.allocation.simulation;

import dev.muster.allocation.SimulatedWorld;
import dev.muster.allocation.simulation.Ask.Need;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stock and what is reserved of it as the reference keeps them: lists, searched from end to end each time. */
final class Shelves {

    /** What lies of a lot at a site. */
    static final class Lot {
        final String site;
        final int item;
        final String number;
        final @Nullable LocalDate expiry;
        long onHand;
        long held;

        Lot(String site, int item, String number, @Nullable LocalDate expiry) {
            this.site = site;
            this.item = item;
            this.number = number;
            this.expiry = expiry;
        }

        boolean usableOn(LocalDate day) {
            return expiry == null || !expiry.isBefore(day);
        }

        @Override
        public String toString() {
            return site + "/I" + item + "/" + number + "/" + expiry;
        }
    }

    /** A reservation, whatever has become of it. */
    static final class Reserved {
        final Need need;
        final Lot lot;
        final long quantity;
        final @Nullable String officer;
        final boolean override;
        final Instant expiresAt;
        final Instant madeAt;
        String state = "RESERVED";

        @Nullable
        UUID id;

        Reserved(
                Need need,
                Lot lot,
                long quantity,
                @Nullable String officer,
                boolean override,
                Instant madeAt,
                Instant expiresAt) {
            this.madeAt = madeAt;
            this.need = need;
            this.lot = lot;
            this.quantity = quantity;
            this.officer = officer;
            this.override = override;
            this.expiresAt = expiresAt;
        }

        boolean stands() {
            return state.equals("RESERVED");
        }

        @Override
        public String toString() {
            return quantity + " of " + lot + " for " + need + (officer == null ? "" : " by " + officer);
        }
    }

    final SimulatedWorld world;
    final List<Lot> lots = new ArrayList<>();
    final List<Reserved> reservations = new ArrayList<>();

    Shelves(SimulatedWorld world) {
        this.world = world;
    }

    LocalDate today() {
        return LocalDate.ofInstant(world.now, ZoneOffset.UTC);
    }

    /** The lots of an item at a site, what expires first in front. */
    List<Lot> at(String site, int item) {
        return lots.stream()
                .filter(lot -> lot.site.equals(site) && lot.item == item)
                .sorted(Comparator.comparing(lot -> lot.expiry == null ? LocalDate.MAX : lot.expiry))
                .toList();
    }

    long reserved(Lot lot) {
        long sum = 0;
        for (Reserved r : reservations) {
            sum += r.lot == lot && r.stands() ? r.quantity : 0;
        }
        return sum;
    }

    long available(Lot lot) {
        return lot.onHand - lot.held - reserved(lot);
    }

    /** What is available in lots usable on that day. */
    long available(String site, int item, LocalDate day) {
        return at(site, item).stream()
                .filter(lot -> lot.usableOn(day))
                .mapToLong(this::available)
                .sum();
    }

    long allocated(Need need) {
        long sum = 0;
        for (Reserved r : reservations) {
            sum += r.need == need && r.stands() ? r.quantity : 0;
        }
        return sum;
    }

    /** What a need still wants: nothing while nobody has said how much, or once it is cancelled. */
    long left(Need need) {
        return need.ask.cancelled || need.quantity == null ? 0 : need.quantity - allocated(need);
    }

    boolean serves(String site, Need need) {
        return reservations.stream().anyMatch(r -> r.need == need && r.stands() && r.lot.site.equals(site));
    }

    long sources(Need need) {
        return reservations.stream()
                .filter(r -> r.need == need && r.stands())
                .map(r -> r.lot.site)
                .distinct()
                .count();
    }

    /** Whether an officer released what this site was to give to the need. */
    boolean takenBack(String site, Need need) {
        return reservations.stream()
                .anyMatch(r -> r.need == need && r.state.equals("RELEASED") && r.lot.site.equals(site));
    }
}
