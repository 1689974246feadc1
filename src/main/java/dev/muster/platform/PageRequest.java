package dev.muster.platform;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for. A store reads {@link #fetch()} rows in the list's order, those after
 * {@link #after()}, and {@link #page} makes the answer of them.
 *
 * @param list names the list and its filters; a cursor serves only the list that gave it
 * @param limit most entries of a page
 * @param after sort key of the last entry of the page before; empty for the first page
 */
public record PageRequest(String list, int limit, List<String> after) {

    public boolean isFirst() {
        return after.isEmpty();
    }

    /** Of a list ordered by time and id: the time after which the page begins; null for the first page. */
    public @Nullable OffsetDateTime afterTime() {
        return isFirst() ? null : OffsetDateTime.parse(after.get(0));
    }

    /** Of a list ordered by time and id: the id of the last entry of the page before; null for the first page. */
    public @Nullable UUID afterId() {
        return isFirst() ? null : UUID.fromString(after.get(1));
    }

    /** Rows to read: one more than the page holds, to know whether another follows. */
    public int fetch() {
        return limit + 1;
    }

    /**
     * Makes the page of the rows read.
     *
     * @param rows at most {@link #fetch()} rows in the list's order
     * @param key a row's sort key, which the next page starts after
     */
    public <T> Page<T> page(List<T> rows, Function<? super T, List<String>> key) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, Cursor.write(list, key.apply(items.get(limit - 1))));
    }
}
