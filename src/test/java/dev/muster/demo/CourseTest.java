package dev.muster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.demo.Course.Level;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CourseTest {

    private static final int DAY = Course.STEPS_PER_DAY;

    private final Province province = ProvinceFiles.read();

    @Property(tries = 40)
    void shouldNeitherMakeNorLosePeople(@ForAll long seed, @ForAll @IntRange(max = 3) int wave) {
        Epidemic epidemic = new Epidemic(province, seed, wave);
        for (int hour = 0; hour < Epidemic.WAVE_DAYS * 24; hour++) {
            epidemic.advanceHour();
        }
        for (int i = 0; i < epidemic.districtCount(); i++) {
            double known = epidemic.susceptible(i) + epidemic.exposed(i) + epidemic.ill(i);
            assertThat(epidemic.susceptible(i)).isNotNegative();
            assertThat(epidemic.exposed(i)).isNotNegative();
            assertThat(epidemic.ill(i)).isNotNegative();
            assertThat(epidemic.inHospital(i)).isNotNegative();
            assertThat(known).isLessThan(province.districts().get(i).population());
        }
    }

    @Property(tries = 20)
    void shouldRiseAndCalmWhateverTheSeed(@ForAll long seed) {
        Course course = new Course(province, seed, 0);
        double highest = 0;
        while (course.dayOfWave() < Epidemic.WAVE_DAYS - 1) {
            course.advance();
            highest = Math.max(highest, course.newIllPer100k());
        }
        assertThat(highest).isGreaterThan(36);
        assertThat(course.newIllPer100k()).isLessThan(highest / 4);
    }

    @Property(tries = 20)
    void shouldGoOnFromAnyStepAsIfUnbroken(@ForAll long seed, @ForAll @IntRange(max = 50 * DAY) int step) {
        Course unbroken = new Course(province, seed, 0);
        for (int i = 0; i < step; i++) {
            unbroken.advance();
        }
        Course resumed = new Course(province, seed, step);

        assertThat(resumed.level()).isEqualTo(unbroken.level());
        assertThat(resumed.newIllPer100k()).isEqualTo(unbroken.newIllPer100k());
        assertThat(resumed.flood()).isEqualTo(unbroken.flood());
        assertThat(province.supplies())
                .allSatisfy(good ->
                        assertThat(resumed.useKnownToSuppliers(good)).isEqualTo(unbroken.useKnownToSuppliers(good)));
    }

    @Test
    void shouldPassThroughTheLevelsAndBeginAnewWithTheNextWave() {
        Course course = new Course(province, 20260119, 0);
        Set<Level> seen = EnumSet.of(course.level());
        int floodDays = 0;
        while (course.wave() == 0) {
            course.advance();
            seen.add(course.level());
            floodDays += course.stepOfDay() == 0 && course.flood().rages() ? 1 : 0;
        }
        assertThat(seen).containsExactlyInAnyOrder(Level.values());
        assertThat(floodDays).isEqualTo(9);
        assertThat(course.level()).isEqualTo(Level.IV);
    }

    @Test
    void shouldLeaveALevelOnlyWellBelowItsThreshold() {
        assertThat(Level.of(36, Level.II)).isEqualTo(Level.I);
        assertThat(Level.of(35, Level.II)).isEqualTo(Level.II);
        assertThat(Level.of(30, Level.I)).isEqualTo(Level.I);
        assertThat(Level.of(24, Level.I)).isEqualTo(Level.II);
    }
}
