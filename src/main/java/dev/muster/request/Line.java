package dev.muster.request;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request line, as a batch of commands works on it: a copy in memory of a row that nobody else may change meanwhile.
 */
public final class Line implements RequestState.LineProgress {

    private final UUID request;
    private final int number;
    private final int item;
    private @Nullable Long quantity;
    private Provenance provenance;
    private final boolean substitutesAllowed;
    private final @Nullable String note;
    private @Nullable UnitNeed need;
    private @Nullable InKit kit;
    private long allocated;
    private long received;
    private boolean open;
    private @Nullable Instant shortSince;
    private @Nullable String shortageReason;
    private final boolean wasShort;
    private boolean changed;
    private boolean fresh;

    public Line(
            UUID request,
            int number,
            int item,
            @Nullable Long quantity,
            Provenance provenance,
            boolean substitutesAllowed,
            @Nullable String note,
            long allocated,
            long received,
            boolean open,
            @Nullable Instant shortSince,
            @Nullable String shortageReason) {
        this.request = request;
        this.number = number;
        this.item = item;
        this.quantity = quantity;
        this.provenance = provenance;
        this.substitutesAllowed = substitutesAllowed;
        this.note = note;
        this.allocated = allocated;
        this.received = received;
        this.open = open;
        this.shortSince = shortSince;
        this.shortageReason = shortageReason;
        this.wasShort = shortSince != null;
    }

    /** A line as it is submitted, nothing decided yet. */
    public static Line submitted(
            UUID request,
            int number,
            int item,
            @Nullable Long quantity,
            boolean substitutesAllowed,
            @Nullable String note) {
        Provenance provenance = quantity == null ? Provenance.UNKNOWN : Provenance.STATED;
        Line line =
                new Line(request, number, item, quantity, provenance, substitutesAllowed, note, 0, 0, true, null, null);
        line.changed = true;
        line.fresh = true;
        return line;
    }

    /** The same line, which has to do with a kit. */
    public Line of(@Nullable InKit share) {
        kit = share;
        return this;
    }

    /** What it has to do with a kit, null if nothing. */
    public @Nullable InKit kit() {
        return kit;
    }

    /** Whether it is not stored yet. */
    public boolean fresh() {
        return fresh;
    }

    /** How many base units of a kit this line is to serve now; not below what is allocated. */
    public void share(long units) {
        if (kit == null || units < allocated) {
            throw new IllegalStateException("Line " + request + "/" + number + ": share " + units);
        }
        changed |= quantity == null || quantity != units;
        quantity = units;
    }

    /** The same line, asking for equipment or staff. */
    public Line needing(@Nullable UnitNeed units) {
        need = units;
        return this;
    }

    /** What it says of equipment or staff; null if it asks for supplies. */
    public @Nullable UnitNeed need() {
        return need;
    }

    public UUID request() {
        return request;
    }

    /** Its number in the request, from 1. */
    public int number() {
        return number;
    }

    /** Item id. */
    public int item() {
        return item;
    }

    @Override
    public @Nullable Long quantity() {
        return quantity;
    }

    public Provenance provenance() {
        return provenance;
    }

    public boolean substitutesAllowed() {
        return substitutesAllowed;
    }

    public @Nullable String note() {
        return note;
    }

    @Override
    public long allocated() {
        return allocated;
    }

    @Override
    public long received() {
        return received;
    }

    public boolean open() {
        return open;
    }

    public @Nullable Instant shortSince() {
        return shortSince;
    }

    public @Nullable String shortageReason() {
        return shortageReason;
    }

    public boolean changed() {
        return changed;
    }

    /** Base units still to be allocated; 0 while the quantity is unknown or once the line is closed. */
    public long left() {
        return open && quantity != null ? quantity - allocated : 0;
    }

    /** Whether the line stands on the shortage board. */
    public boolean isShort() {
        return open && (quantity == null || allocated < quantity);
    }

    /** Whether it stood on the shortage board when it was read. */
    public boolean wasShort() {
        return wasShort;
    }

    /** More, or after a release less, of the line is allocated. */
    public void allocate(long delta) {
        long total = allocated + delta;
        if (total < received || total > (quantity == null ? 0 : quantity)) {
            throw new IllegalStateException("Line " + request + "/" + number + ": " + allocated + " + " + delta);
        }
        allocated = total;
        changed = true;
    }

    /** More, or where something failed at the place less, has arrived. */
    public void receive(long delta) {
        long total = received + delta;
        if (total < 0 || total > allocated) {
            throw new IllegalStateException(
                    "Line " + request + "/" + number + ": received " + received + " + " + delta);
        }
        received = total;
        changed = true;
    }

    /** Notes since when and why the line is short, or that it is not. */
    public void decided(Instant now, @Nullable String reason) {
        Instant since = isShort() ? (shortSince == null ? now : shortSince) : null;
        String why = isShort() ? reason : null;
        changed |= !Objects.equals(since, shortSince) || !Objects.equals(why, shortageReason);
        shortSince = since;
        shortageReason = why;
    }

    /** Somebody says how much is needed. */
    public void state(long stated) {
        quantity = stated;
        provenance = Provenance.STATED;
        changed = true;
    }

    public void close() {
        open = false;
        shortSince = null;
        shortageReason = null;
        changed = true;
    }
}
