package dev.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CursorTest {

    @Property
    void shouldComeBackAsItWas(@ForAll @Size(min = 1, max = 4) List<@AlphaChars String> keys, @ForAll String list) {
        assertThat(Cursor.read(list, Cursor.write(list, keys))).contains(keys);
    }

    @Property
    void shouldNoticeAnyChangedCharacter(@ForAll @AlphaChars String key, @ForAll @IntRange(max = 200) int at) {
        StringBuilder cursor = new StringBuilder(Cursor.write("sites", List.of(key, "7")));
        int i = at % cursor.length();
        cursor.setCharAt(i, cursor.charAt(i) == 'Q' ? 'g' : 'Q');
        assertThat(Cursor.read("sites", cursor.toString())).isEmpty();
    }

    @Property
    void shouldServeNoOtherList(@ForAll @AlphaChars String key) {
        assertThat(Cursor.read("items", Cursor.write("sites", List.of(key)))).isEmpty();
    }

    @Property
    void shouldSurviveAnyText(@ForAll String text) {
        assertThat(Cursor.read("sites", text)).isEmpty();
    }
}
