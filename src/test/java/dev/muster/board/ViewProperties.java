package dev.muster.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.platform.LoggedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Invariant 12 of the domain, on the fold alone: snapshot at n plus what follows equals a direct read. */
class ViewProperties {

    private static final int NEWEST = 10;
    private static final UUID EPOCH = new UUID(1, 2);

    @Property(tries = 600, shrinking = ShrinkingMode.OFF)
    void shouldEqualAFreshSnapshotWhereverAClientResumes(
            @ForAll long seed, @ForAll @IntRange(max = 2) int board, @ForAll @IntRange(max = 3) int region) {
        Tables tables = new Tables(seed);
        Random random = new Random(~seed);
        Board shown = Board.values()[board];
        @Nullable
        String narrowed = List.of("", "", "P1", "D1").get(region).isEmpty()
                ? null
                : List.of("", "", "P1", "D1").get(region);

        tables.change(random.nextInt(80));
        View view = fresh(shown, narrowed, tables);
        History history = new History(tables.head(), 20 + random.nextInt(60));
        Screen screen = new Screen();
        screen.take(snapshot(shown, view, tables.head()));

        for (int step = 0; step < 30; step++) {
            long before = tables.head();
            tables.change(random.nextInt(12));
            boolean followed = true;
            for (LoggedEvent event : tables.log.subList((int) before, (int) tables.head())) {
                Optional<List<Change>> changes = view.apply(event);
                if (changes.isEmpty()) {
                    followed = false;
                    break;
                }
                history.add(event.seq(), changes.get());
            }
            if (!followed) {
                view = fresh(shown, narrowed, tables);
                history = new History(tables.head(), 40);
                screen.take(snapshot(shown, view, tables.head()));
            } else if (random.nextInt(3) == 0) {
                bringUpToDate(screen, shown, view, history);
            }
        }
        bringUpToDate(screen, shown, view, history);

        Screen direct = new Screen();
        direct.take(snapshot(shown, fresh(shown, narrowed, tables), tables.head()));
        assertThat(screen.number).isEqualTo(direct.number);
        assertThat(screen.data).isEqualTo(direct.data);
    }

    private static void bringUpToDate(Screen screen, Board board, View view, History history) {
        if (!history.covers(screen.number)) {
            screen.take(snapshot(board, view, history.to()));
        } else if (screen.number < history.to()) {
            screen.take(Frame.delta(screen.number, history.to(), Instant.EPOCH, history.after(screen.number))
                    .text());
        }
    }

    private static View fresh(Board board, @Nullable String region, Tables tables) {
        Scope scope = tables.scope(region);
        return new View(board, scope, NEWEST, tables.rows(scope, NEWEST));
    }

    private static String snapshot(Board board, View view, long seq) {
        return Frame.snapshot(board, EPOCH, seq, Instant.EPOCH, view.sections()).text();
    }

    @Example
    void shouldReallyReachEverySection() {
        Tables tables = new Tables(7);
        tables.change(400);
        for (Board board : Board.values()) {
            Screen screen = new Screen();
            screen.take(snapshot(board, fresh(board, null, tables), tables.head()));
            assertThat(screen.data.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            board.sections().stream().map(Section::label).toList());
            assertThat(screen.data.values())
                    .allSatisfy(section -> assertThat(section).isNotEmpty());
        }
    }
}
