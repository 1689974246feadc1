package dev.muster.allocation.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.history.Order.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A checker that finds nothing is worth something only if it finds what is there: every check, broken, is told. */
class HistoryCheckerTest {

    private static List<Check> found(History history) {
        return HistoryChecker.check(history).stream().map(Violation::check).toList();
    }

    @Test
    void shouldFindNothingInASoundHistory() {
        assertThat(HistoryChecker.check(Stories.sound())).isEmpty();
    }

    static Stream<Breakage> breakages() {
        return Stream.of(Breakage.values());
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void shouldFindWhatIsBroken(Breakage breakage) {
        assertThat(found(breakage.of(Stories.sound()))).contains(breakage.check);
    }

    @Test
    void shouldShowOfEveryCheckThatItCanFail() {
        List<Check> shown = Arrays.stream(Breakage.values()).map(b -> b.check).toList();
        assertThat(shown).contains(Check.values());
    }

    /** LOW comes first, then HIGH, both unserved; then goods come in, and LOW is given them. */
    private static Script lowFirst(String lowUrgency, int lowLevel, String highSite, String highItem, String goods) {
        return Stories.script()
                .submit("LOW", lowLevel, lowUrgency, "H1", goods, 5L)
                .done(Kind.SUBMIT, "LOW", "LOW", Stories.request("H1", lowUrgency, goods, 5L))
                .submit("HIGH", 1, "ASAP", highSite, highItem, 5L)
                .done(Kind.SUBMIT, "HIGH", "HIGH", Stories.request(highSite, "ASAP", highItem, 5L));
    }

    private static History served(Script script, String item, long received, long given) {
        return script.receive("in", "A", item, received, null)
                .reserve("a", "LOW", "A", item, given, null)
                .done(Kind.MOVE, "in", "in", Stories.receipt("A", item, received))
                .history();
    }

    @Test
    void shouldFindALowerClassServedFirst() {
        Script script = lowFirst("ROUTINE", 5, "H2", "MASK", "MASK");

        assertThat(found(served(script, "MASK", 7, 5))).containsExactly(Check.HIGHER_CLASS_FIRST);
    }

    @Test
    void shouldFindALowerClassServedFirstWithASubstitute() {
        Script script = lowFirst("ROUTINE", 5, "H2", "MASK", "RESPIRATOR");

        assertThat(found(served(script, "RESPIRATOR", 5, 5))).containsExactly(Check.HIGHER_CLASS_FIRST);
    }

    @Test
    void shouldNotMindAnotherItem() {
        Script script = lowFirst("ROUTINE", 5, "H2", "RESPIRATOR", "MASK");

        assertThat(found(served(script, "MASK", 7, 5))).isEmpty();
    }

    @Test
    void shouldNotMindWhereTheHigherClassIsTheSourceItself() {
        Script script = lowFirst("ROUTINE", 5, "A", "MASK", "MASK");

        assertThat(found(served(script, "MASK", 7, 5))).isEmpty();
    }

    /** ASAP at level I comes before STAT at level II, but only the latter may go below a floor. */
    @Test
    void shouldNotMindGoodsBelowTheFloorThatOnlyTheLowerClassMayHave() {
        Script script = lowFirst("STAT", 2, "H2", "MASK", "MASK");

        assertThat(found(served(script, "MASK", 2, 2))).isEmpty();
    }

    @Test
    void shouldNotMindWhatAnOfficerTookBackFromTheHigherClass() {
        Script script = Stories.script()
                .receive("first", "A", "MASK", 7, null)
                .done(Kind.MOVE, "first", "first", Stories.receipt("A", "MASK", 7))
                .submit("HIGH", 1, "ASAP", "H2", "MASK", 5L)
                .reserve("back", "HIGH", "A", "MASK", 5, null)
                .done(Kind.SUBMIT, "HIGH", "HIGH", Stories.request("H2", "ASAP", "MASK", 5L))
                .end("back", "RELEASED")
                .done(Kind.RELEASE, "release", "back", Map.of())
                .submit("LOW", 5, "ROUTINE", "H1", "MASK", 5L)
                .reserve("a", "LOW", "A", "MASK", 5, null)
                .done(Kind.SUBMIT, "LOW", "LOW", Stories.request("H1", "ROUTINE", "MASK", 5L));

        assertThat(found(script.history())).isEmpty();
    }

    @Test
    void shouldFindStockTooOldOnArrival() {
        Script script = Stories.script()
                .receive("in", "A", "SERUM", 5, Stories.TODAY.plusDays(20))
                .done(Kind.MOVE, "in", "in", Stories.receipt("A", "SERUM", 5))
                .submit("R", 5, "ROUTINE", "H1", "SERUM", 5L)
                .reserve("a", "R", "A", "SERUM", 5, null)
                .done(Kind.SUBMIT, "R", "R", Stories.request("H1", "ROUTINE", "SERUM", 5L));

        assertThat(found(script.history())).containsExactly(Check.ELIGIBLE);
    }

    @Test
    void shouldFindAReservationFromWhereAnOfficerTookItBack() {
        Script script = Stories.script()
                .receive("in", "A", "MASK", 9, null)
                .done(Kind.MOVE, "in", "in", Stories.receipt("A", "MASK", 9))
                .submit("R", 5, "ROUTINE", "H1", "MASK", 5L)
                .reserve("a", "R", "A", "MASK", 5, null)
                .done(Kind.SUBMIT, "R", "R", Stories.request("H1", "ROUTINE", "MASK", 5L))
                .end("a", "RELEASED")
                .reserve("b", "R", "A", "MASK", 5, null)
                .done(Kind.RELEASE, "release", "a", Map.of());

        assertThat(found(script.history())).containsExactly(Check.ELIGIBLE);
    }

    @Test
    void shouldCountWhatItDoesNotTellInWords() {
        History history = Stories.sound();
        for (int i = 0; i < 25; i++) {
            history = Breakage.FAULT.of(history);
        }

        assertThat(HistoryChecker.check(history)).hasSize(11).last().hasToString("PROMISED_ANSWERS: 15 more");
    }
}
