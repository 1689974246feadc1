package dev.muster.unit;

import java.time.Duration;
import java.time.Instant;

/** A time from its start, included, to its end, excluded. */
public record Span(Instant start, Instant end) {

    public Span {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("Ends before it starts: " + start + " " + end);
        }
    }

    public boolean overlaps(Span other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    public boolean contains(Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }

    public Duration length() {
        return Duration.between(start, end);
    }
}
