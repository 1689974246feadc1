package dev.muster.demo;

import dev.muster.demo.Province.Good;
import dev.muster.demo.Province.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The course of events from the first step on: waves of the epidemic, the flood in each, the response level, and what
 * the province used on past days. Follows from the seed alone; going on from any step gives what an unbroken run gives.
 */
final class Course {

    /** Steps of a simulated day; a step is a quarter of an hour. */
    static final int STEPS_PER_DAY = 96;

    static final int SECONDS_PER_STEP = 86_400 / STEPS_PER_DAY;

    private static final int STEPS_PER_HOUR = STEPS_PER_DAY / 24;
    private static final int STEPS_PER_WAVE = STEPS_PER_DAY * Epidemic.WAVE_DAYS;
    private static final int FLOOD_DAYS = 9;
    private static final int SUPPLIERS_LAG_DAYS = 4;
    private static final int LEVEL_DECIDED_AT_STEP = 2 * STEPS_PER_HOUR;

    private final Province province;
    private final long seed;
    private final Needs needs;
    private final double population;
    private long step;
    private int wave;
    private Epidemic epidemic;
    private Level level = Level.IV;
    private double highestNewIllPer100k;
    private final Map<Integer, Map<String, Double>> usePerDay = new HashMap<>();

    /** Response levels, the gravest first, with the new ill per day and 100,000 people from which each holds. */
    enum Level {
        I(36),
        II(20),
        III(9),
        IV(0);

        private final double from;

        Level(double from) {
            this.from = from;
        }

        /** A level is left downwards only once the figure is well below it. */
        static Level of(double newIllPer100k, Level now) {
            for (Level level : values()) {
                double threshold = level.ordinal() >= now.ordinal() ? level.from * 0.7 : level.from;
                if (newIllPer100k >= threshold) {
                    return level;
                }
            }
            return IV;
        }
    }

    /** The course at the given step. */
    Course(Province province, long seed, long step) {
        this.province = province;
        this.seed = seed;
        this.needs = new Needs(province);
        this.population =
                province.districts().stream().mapToDouble(Region::population).sum();
        this.wave = (int) (step / STEPS_PER_WAVE);
        this.step = (long) wave * STEPS_PER_WAVE;
        this.epidemic = new Epidemic(province, seed, wave);
        rememberUse();
        while (this.step < step) {
            advance();
        }
    }

    /** Goes on by one step. */
    void advance() {
        step++;
        if (step % STEPS_PER_WAVE == 0) {
            wave++;
            epidemic = new Epidemic(province, seed, wave);
            level = Level.IV;
            highestNewIllPer100k = 0;
            usePerDay.clear();
        } else if (step % STEPS_PER_HOUR == 0) {
            epidemic.advanceHour();
            highestNewIllPer100k = Math.max(highestNewIllPer100k, newIllPer100k());
        }
        if (step % STEPS_PER_DAY == 0) {
            rememberUse();
        }
        if (step % STEPS_PER_DAY == LEVEL_DECIDED_AT_STEP) {
            level = Level.of(newIllPer100k(), level);
        }
    }

    private void rememberUse() {
        Map<String, Double> use = new HashMap<>();
        for (Good good : province.supplies()) {
            use.put(good.code(), needs.provincePerDay(good, epidemic, flood()));
        }
        usePerDay.put(dayOfWave(), use);
        usePerDay.remove(dayOfWave() - SUPPLIERS_LAG_DAYS - 1);
    }

    /** What the province used per day some days ago, when suppliers made what arrives now. */
    double useKnownToSuppliers(Good good) {
        Map<String, Double> use = Objects.requireNonNull(usePerDay.get(Math.max(0, dayOfWave() - SUPPLIERS_LAG_DAYS)));
        return Objects.requireNonNull(use.get(good.code()));
    }

    double usePerDay(Province.Place place, Good good) {
        return needs.perDay(place, good, epidemic, flood());
    }

    Needs needs() {
        return needs;
    }

    Flood flood() {
        return floodOfWave().days().contains(dayOfWave())
                ? new Flood(floodOfWave().prefecture())
                : Flood.NONE;
    }

    /** Where and on which days of the wave the flood comes. */
    FloodPlan floodOfWave() {
        Chance chance = new Chance(seed);
        List<String> prefectures = province.regions().stream()
                .filter(r -> r.level().equals("PREFECTURE"))
                .map(Region::code)
                .toList();
        int first = 10 + chance.below(7, "flood day", wave);
        return new FloodPlan(
                prefectures.get(chance.below(prefectures.size(), "flood", wave)), new Days(first, first + FLOOD_DAYS));
    }

    record FloodPlan(String prefecture, Days days) {}

    /** Days of a wave, the last not included. */
    record Days(int first, int end) {
        boolean contains(int day) {
            return first <= day && day < end;
        }
    }

    double newIllPer100k() {
        return epidemic.newIllPerDay() / population * 100_000;
    }

    Level level() {
        return level;
    }

    /** Past its height: fewer fall ill than half as many as did at the height. */
    boolean isCalming() {
        return newIllPer100k() < highestNewIllPer100k / 2;
    }

    /** Whether this step is the one of the day at which the level is decided. */
    boolean isLevelDecidedNow() {
        return step % STEPS_PER_DAY == LEVEL_DECIDED_AT_STEP;
    }

    Epidemic epidemic() {
        return epidemic;
    }

    long step() {
        return step;
    }

    /** 0 for the first day. */
    long day() {
        return step / STEPS_PER_DAY;
    }

    int dayOfWave() {
        return (int) (day() % Epidemic.WAVE_DAYS);
    }

    int stepOfDay() {
        return (int) (step % STEPS_PER_DAY);
    }

    /** 0 for the first wave. */
    int wave() {
        return wave;
    }

    boolean isFirstStepOfWave() {
        return step % STEPS_PER_WAVE == 0;
    }

    /** Seconds of scenario time since its begin. */
    long simulatedSeconds() {
        return step * SECONDS_PER_STEP;
    }
}
