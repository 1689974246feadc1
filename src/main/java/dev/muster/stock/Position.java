package dev.muster.stock;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One lot of an item at one site, as a batch of commands works on it: a copy in memory of a row that nobody else may
 * change meanwhile. Quantities in base units; none is ever negative and {@code reserved + held <= onHand}.
 */
public final class Position {

    private final long id;
    private final int site;
    private final int item;
    private final long lot;
    private final String lotNumber;
    private final @Nullable LocalDate expiry;
    private long onHand;
    private long reserved;
    private long held;
    private final long lastDay;
    private boolean changed;
    private @Nullable Consumer<Position> watcher;

    public Position(
            long id,
            int site,
            int item,
            long lot,
            String lotNumber,
            @Nullable LocalDate expiry,
            long onHand,
            long reserved,
            long held) {
        this.id = id;
        this.site = site;
        this.item = item;
        this.lot = lot;
        this.lotNumber = lotNumber;
        this.expiry = expiry;
        this.lastDay = expiry == null ? Long.MAX_VALUE : expiry.toEpochDay();
        this.onHand = onHand;
        this.reserved = reserved;
        this.held = held;
        check();
    }

    public long id() {
        return id;
    }

    public int site() {
        return site;
    }

    public int item() {
        return item;
    }

    public long lot() {
        return lot;
    }

    /** The lot number, empty where the goods have none. */
    public String lotNumber() {
        return lotNumber;
    }

    public @Nullable LocalDate expiry() {
        return expiry;
    }

    public long onHand() {
        return onHand;
    }

    public long reserved() {
        return reserved;
    }

    public long held() {
        return held;
    }

    public long available() {
        return onHand - reserved - held;
    }

    /** Whether it differs from the row it was read from. */
    public boolean changed() {
        return changed;
    }

    /** Its row says what it says: after a commit. */
    void stored() {
        changed = false;
    }

    /** Is told of the first change since the row was read or stored. */
    void watch(Consumer<Position> watcher) {
        this.watcher = watcher;
    }

    /** Whether the lot may still be used on that day. */
    public boolean usableOn(LocalDate day) {
        return usableOn(day.toEpochDay());
    }

    /** Whether the lot may still be used on that day, counted from 1970-01-01. */
    public boolean usableOn(long epochDay) {
        return lastDay >= epochDay;
    }

    /** Holds stock for an allocation. */
    public void reserve(long quantity) {
        change(0, quantity, 0);
    }

    /** Gives back what an allocation held. */
    public void release(long quantity) {
        change(0, -quantity, 0);
    }

    void change(long onHandDelta, long reservedDelta, long heldDelta) {
        onHand = Math.addExact(onHand, onHandDelta);
        reserved = Math.addExact(reserved, reservedDelta);
        held = Math.addExact(held, heldDelta);
        if (!changed) {
            changed = true;
            if (watcher != null) {
                watcher.accept(this);
            }
        }
        check();
    }

    private void check() {
        if (onHand < 0 || reserved < 0 || held < 0 || reserved + held > onHand) {
            throw new IllegalStateException("Impossible position " + this);
        }
    }

    @Override
    public String toString() {
        return "Position[id=" + id + ", site=" + site + ", item=" + item + ", lot=" + lot + ", onHand=" + onHand
                + ", reserved=" + reserved + ", held=" + held + "]";
    }
}
