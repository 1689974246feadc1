package dev.muster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.demo.UnitAsking.Demand;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who asks for which units, and what a unit does next; pure. */
class UnitPlayTest {

    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final int STEPS = 2_000;

    private final Province province = ProvinceFiles.read();
    private final UnitAsking asking = new UnitAsking(province);

    @Test
    void shouldAskTheSameAtTheSameStep() {
        assertThat(asked(Demand.I)).isEqualTo(asked(Demand.I)).isNotEmpty();
    }

    @Test
    void shouldAskMoreTheGraverTheEmergency() {
        assertThat(asked(Demand.I).size()).isGreaterThan(2 * asked(Demand.IV).size());
    }

    @Test
    void shouldAskForEverythingThereIsAndForNothingElse() {
        Set<String> units = province.goods().stream()
                .filter(good -> !good.isSupply())
                .map(Province.Good::code)
                .collect(Collectors.toSet());
        Set<String> asked = asked(Demand.I).stream()
                .flatMap(request -> request.getJsonArray("lines").stream())
                .map(line -> ((JsonObject) line).getString("item"))
                .collect(Collectors.toSet());
        assertThat(asked).isEqualTo(units);
    }

    @Test
    void shouldAskForTeamsAsTeamsAndForCrewsWithMachines() {
        List<JsonArray> lines = asked(Demand.I).stream()
                .map(request -> request.getJsonArray("lines"))
                .toList();
        assertThat(lines).anyMatch(of -> of.size() == 3);
        assertThat(lines.stream().flatMap(JsonArray::stream).map(JsonObject.class::cast))
                .allMatch(line -> line.getString("item").equals(Crews.TEAM) == line.getBoolean("team", false));
    }

    @Test
    void shouldBringTheBagBackAndUseUpTheRest() {
        JsonObject team = new JsonObject().put("kits", Kits.ofTeam());
        assertThat(Kits.returned(team))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("item", Kits.BAG).put("kits", 1)));
        assertThat(Kits.returned(new JsonObject())).isEmpty();
    }

    @Test
    void shouldKeepABagForEveryTeamAtItsHome() {
        List<Deed.Move> bags = Kits.firstStock(
                        new Crews(province).teamsByHome(), (step, what) -> java.util.UUID.randomUUID(), LocalDate.now())
                .stream()
                .filter(move -> move.item().equals(Kits.BAG))
                .toList();
        assertThat(bags.stream().mapToLong(Deed.Move::quantity).sum()).isEqualTo(Crews.TEAMS);
        assertThat(bags).extracting(Deed.Move::site).doesNotHaveDuplicates();
    }

    @Test
    void shouldComeHomeFromEveryStage() {
        for (UnitStage.Kind kind : UnitStage.Kind.values()) {
            for (UnitStage stage : UnitStage.of(kind)) {
                assertThat(stage.after(0, new Chance(1))).isNull();
                assertThat(stage.after(stage.mostHours(), new Chance(1))).isNotNull();
            }
        }
        Set<String> outcomes = IntStream.range(0, 500)
                .mapToObj(i -> UnitStage.OF_ASSETS.get(2).after(60, new Chance(i)))
                .collect(Collectors.toSet());
        assertThat(outcomes).containsExactlyInAnyOrder("RETURNING", "OUT_OF_SERVICE");
    }

    private List<JsonObject> asked(Demand demand) {
        return IntStream.range(0, STEPS)
                .mapToObj(step -> asking.at(7, step, demand, null, NOW))
                .filter(Objects::nonNull)
                .toList();
    }
}
