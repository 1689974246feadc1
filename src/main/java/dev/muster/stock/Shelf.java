package dev.muster.stock;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All lots of one item at one site, the lot that expires first in front (first-expiry-first-out; lots without expiry
 * last), and the quantity that the site keeps for itself.
 */
public final class Shelf {

    private static final Comparator<Position> FIRST_EXPIRY_FIRST = Comparator.comparing(
                    (Position p) -> p.expiry() == null ? LocalDate.MAX : p.expiry())
            .thenComparing(Position::lot);

    private final int site;
    private final int item;
    private final long floor;
    private final List<Position> lots = new ArrayList<>();

    public Shelf(int site, int item, long floor) {
        this.site = site;
        this.item = item;
        this.floor = floor;
    }

    public int site() {
        return site;
    }

    public int item() {
        return item;
    }

    /** The reserve floor, base units. */
    public long floor() {
        return floor;
    }

    public void add(Position lot) {
        int at = 0;
        while (at < lots.size() && FIRST_EXPIRY_FIRST.compare(lots.get(at), lot) <= 0) {
            at++;
        }
        lots.add(at, lot);
    }

    /** The lots in the order in which they are given out. */
    public List<Position> lots() {
        return lots;
    }

    /** Whether anything is on hand, free or not. */
    public boolean stocked() {
        for (Position lot : lots) {
            if (lot.onHand() > 0) {
                return true;
            }
        }
        return false;
    }

    /** What is on hand, neither reserved nor held, in lots still usable on that day. */
    public long free(LocalDate usableOn) {
        return free(usableOn.toEpochDay());
    }

    /** What is on hand, neither reserved nor held, in lots still usable on that day, counted from 1970-01-01. */
    public long free(long usableOn) {
        long free = 0;
        for (Position lot : lots) {
            if (lot.usableOn(usableOn)) {
                free += lot.available();
            }
        }
        return free;
    }
}
