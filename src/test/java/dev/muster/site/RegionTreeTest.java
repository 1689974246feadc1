package dev.muster.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.platform.Name;
import dev.muster.platform.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegionTreeTest {

    private final RegionTree tree = new RegionTree(List.of(
            region("42", null, RegionLevel.PROVINCE),
            region("4201", "42", RegionLevel.PREFECTURE),
            region("420106", "4201", RegionLevel.DISTRICT)));

    private static RegionRecord region(String code, @Nullable String parent, RegionLevel level) {
        return new RegionRecord(code, parent, level, new Name(null, code));
    }

    private List<String> broken(RegionRecord region) {
        return tree.violations(region).found().stream()
                .map(Problem.Violation::message)
                .toList();
    }

    @Test
    void shouldTakeADistrictDirectlyBelowAProvince() {
        assertThat(broken(region("429004", "42", RegionLevel.DISTRICT))).isEmpty();
    }

    @Test
    void shouldRefuseAnUnknownParent() {
        assertThat(broken(region("43", "99", RegionLevel.PREFECTURE))).containsExactly("unknown-region");
    }

    @Test
    void shouldRefuseCycles() {
        assertThat(broken(region("42", "420106", RegionLevel.PROVINCE))).contains("region-cycle");
        assertThat(broken(region("42", "42", RegionLevel.PROVINCE))).contains("region-cycle");
    }

    @Test
    void shouldRefuseALevelNotBelowTheParents() {
        assertThat(broken(region("4202", "420106", RegionLevel.DISTRICT))).containsExactly("region-level");
    }

    @Test
    void shouldRefuseALevelNotAboveTheChildren() {
        assertThat(broken(region("4201", "42", RegionLevel.DISTRICT))).containsExactly("region-level-below");
    }
}
