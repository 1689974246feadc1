package dev.muster.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldKeepTheLastChangeOfEachEntry() {
        History history = new History(10, 100);
        history.add(11, List.of(item("A", 1), item("B", 1)));
        history.add(12, List.of(item("A", 2)));
        history.add(13, List.of(Change.remove(Section.ITEMS, "B")));
        assertThat(history.after(10)).containsExactly(item("A", 2), Change.remove(Section.ITEMS, "B"));
        assertThat(history.after(12)).containsExactly(Change.remove(Section.ITEMS, "B"));
        assertThat(history.after(13)).isEmpty();
    }

    @Test
    void shouldForgetWholeEventsAndSaySo() {
        History history = new History(0, 3);
        history.add(1, List.of(item("A", 1), item("B", 1)));
        history.add(2, List.of(item("C", 1)));
        assertThat(history.covers(0)).isTrue();
        history.add(3, List.of(item("D", 1)));
        assertThat(history.covers(0)).isFalse();
        assertThat(history.covers(1)).isTrue();
        assertThat(history.after(1)).hasSize(2);
    }

    @Test
    void shouldNotCoverTheFuture() {
        History history = new History(5, 3);
        history.add(6, List.of());
        assertThat(history.covers(6)).isTrue();
        assertThat(history.covers(7)).isFalse();
        assertThat(history.covers(4)).isFalse();
        assertThat(history.covers(-1)).isFalse();
    }

    @Test
    void shouldNotTakeTheSameKeyOfTwoSectionsForOne() {
        History history = new History(0, 10);
        ObjectNode total = JSON.createObjectNode().put("item", "A");
        history.add(1, List.of(item("A", 1), Change.put(Section.STOCK, total)));
        assertThat(history.after(0)).hasSize(2);
    }

    private static Change item(String code, int version) {
        return Change.put(
                Section.ITEMS, JSON.createObjectNode().put("code", code).put("version", version));
    }
}
