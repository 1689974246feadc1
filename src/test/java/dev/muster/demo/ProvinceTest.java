package dev.muster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.demo.Province.Good;
import dev.muster.demo.Province.Kind;
import dev.muster.demo.Province.Place;
import dev.muster.demo.Province.Region;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProvinceTest {

    private final Province province = ProvinceFiles.read();

    @Test
    void shouldHaveSixtySitesAndFortyItemsOfAllKinds() {
        assertThat(province.places()).hasSize(60).extracting(Place::kind).containsAll(Set.of(Kind.values()));
        assertThat(province.places()).extracting(Place::code).doesNotHaveDuplicates();
        assertThat(province.goods()).hasSize(40).extracting(Good::code).doesNotHaveDuplicates();
        assertThat(province.goods()).extracting(Good::kind).contains("SUPPLY", "EQUIPMENT", "STAFF");
        assertThat(province.districts()).hasSize(14);
    }

    @Test
    void shouldNameOnlyWhatIsThere() {
        Set<String> regions = province.regions().stream().map(Region::code).collect(Collectors.toSet());
        Set<String> goods = province.goodsByCode().keySet();

        assertThat(province.places()).allSatisfy(place -> assertThat(regions).contains(place.region()));
        assertThat(province.regions()).allSatisfy(region -> assertThat(regions).containsAll(region.neighbours()));
        assertThat(province.goods()).allSatisfy(good -> assertThat(goods).containsAll(good.substitutes()));
    }

    @Test
    void shouldHaveNeighboursThatKnowEachOther() {
        List<Region> districts = province.districts();
        assertThat(districts)
                .allSatisfy(district -> assertThat(district.neighbours())
                        .isNotEmpty()
                        .allSatisfy(code -> assertThat(districts)
                                .filteredOn(d -> d.code().equals(code))
                                .allSatisfy(
                                        other -> assertThat(other.neighbours()).contains(district.code()))));
    }

    @Test
    void shouldShareTheReserveAmongTheWarehouses() {
        assertThat(province.warehouses().stream().mapToDouble(Place::share).sum())
                .isBetween(0.999, 1.001);
    }

    @Test
    void shouldRoundUpToWholePacks() {
        Good mask = java.util.Objects.requireNonNull(province.goodsByCode().get("PPE-N95"));
        assertThat(mask.inPacks(1)).isEqualTo(20);
        assertThat(mask.inPacks(40)).isEqualTo(40);
        assertThat(mask.inPacks(40.5)).isEqualTo(60);
    }
}
