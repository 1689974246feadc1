package dev.muster.request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request with all its lines, as a batch of commands works on it. */
public final class Request {

    private final UUID id;
    private final int site;
    private final String siteCode;
    private final boolean keySite;
    private final @Nullable UUID incident;
    private final @Nullable String level;
    private final Urgency urgency;
    private final Instant neededBy;
    private final Instant submittedAt;
    private final String submittedBy;
    private final @Nullable String note;
    private final boolean fresh;
    private RequestState state;
    private final List<Line> lines = new ArrayList<>();

    /**
     * @param site id of the asking site
     * @param level the incident's response level, {@code I} to {@code IV}, null without an incident
     * @param fresh whether it is being submitted now, and so is not stored yet
     */
    public Request(
            UUID id,
            int site,
            String siteCode,
            boolean keySite,
            @Nullable UUID incident,
            @Nullable String level,
            Urgency urgency,
            Instant neededBy,
            Instant submittedAt,
            String submittedBy,
            @Nullable String note,
            RequestState state,
            boolean fresh) {
        this.id = id;
        this.site = site;
        this.siteCode = siteCode;
        this.keySite = keySite;
        this.incident = incident;
        this.level = level;
        this.urgency = urgency;
        this.neededBy = neededBy;
        this.submittedAt = submittedAt;
        this.submittedBy = submittedBy;
        this.note = note;
        this.state = state;
        this.fresh = fresh;
    }

    public UUID id() {
        return id;
    }

    public int site() {
        return site;
    }

    public String siteCode() {
        return siteCode;
    }

    public boolean keySite() {
        return keySite;
    }

    public @Nullable UUID incident() {
        return incident;
    }

    public @Nullable String level() {
        return level;
    }

    public Urgency urgency() {
        return urgency;
    }

    public Instant neededBy() {
        return neededBy;
    }

    public Instant submittedAt() {
        return submittedAt;
    }

    public String submittedBy() {
        return submittedBy;
    }

    public @Nullable String note() {
        return note;
    }

    public boolean fresh() {
        return fresh;
    }

    public RequestState state() {
        return state;
    }

    public List<Line> lines() {
        return lines;
    }

    /** A line by its number, or null. */
    public @Nullable Line line(int number) {
        return lines.stream().filter(l -> l.number() == number).findAny().orElse(null);
    }

    public boolean changed() {
        return fresh || lines.stream().anyMatch(Line::changed);
    }

    /** Derives the state anew from the lines. */
    public void derive() {
        if (state != RequestState.CANCELLED) {
            state = RequestState.of(lines);
        }
    }

    public void cancel() {
        state = RequestState.CANCELLED;
        lines.forEach(Line::close);
    }
}
