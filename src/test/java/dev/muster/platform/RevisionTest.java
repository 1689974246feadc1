package dev.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RevisionTest {

    private static Revision match(String... tags) {
        return new Revision(List.of(tags), null);
    }

    private static Revision noneMatch(String... tags) {
        return new Revision(null, List.of(tags));
    }

    @Test
    void shouldMatchExactVersionOnly() {
        assertThatCode(() -> match("\"6\"", "\"7\"").check(7)).doesNotThrowAnyException();
        assertThatThrownBy(() -> match("\"6\"").check(7)).hasMessageContaining("precondition-failed");
        assertThatThrownBy(() -> match("W/\"7\"").check(7)).hasMessageContaining("precondition-failed");
        assertThatThrownBy(() -> match("\"7\"").check(null)).hasMessageContaining("nothing-there");
    }

    @Test
    void shouldMatchAnythingThatExistsWithStar() {
        assertThatCode(() -> match("*").check(0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> match("*").check(null)).hasMessageContaining("nothing-there");
    }

    @Test
    void shouldOnlyCreateWithNoneMatchStar() {
        assertThatCode(() -> noneMatch("*").check(null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> noneMatch("*").check(3)).hasMessageContaining("precondition-failed");
    }

    @Test
    void shouldKnowVersionsWeakly() {
        assertThat(noneMatch("W/\"3\"").isKnown(3)).isTrue();
        assertThat(noneMatch("\"2\"").isKnown(3)).isFalse();
        assertThat(Revision.ANY.isKnown(3)).isFalse();
    }
}
