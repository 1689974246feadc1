package dev.muster.demo;

import dev.muster.demo.Deed.Declare;
import dev.muster.platform.Ids;
import dev.muster.platform.Name;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What people do at one step of the course: sites ask, use and receive, suppliers deliver, officers close and take back,
 * incidents change level. Pure: the same step, stock, open requests and date give the same deeds.
 */
final class Scenario {

    private final Province province;
    private final UUID run;
    private final Asking asking;
    private final Supplying supplying;
    private final Closing closing;

    /**
     * @param run names this playing of the scenario; every id follows from it
     * @param maxOpenRequests beyond it nothing new is asked
     */
    Scenario(Province province, UUID run, long seed, int maxOpenRequests) {
        this.province = province;
        this.run = run;
        Chance chance = new Chance(seed);
        this.asking = new Asking(province, this::id, chance, maxOpenRequests);
        this.supplying = new Supplying(province, this::id, chance);
        this.closing = new Closing(this::id, chance);
    }

    /** Makes the id of a deed from its step and what it is about. */
    interface IdMaker {
        UUID id(long step, String what);
    }

    /**
     * The deeds of a step in the order to do them.
     *
     * @param today for expiry dates, which are of the real calendar
     */
    List<Deed> deeds(Course course, Picture stock, OpenRequests open, LocalDate today) {
        List<Deed> deeds = new ArrayList<>(declarations(course));
        deeds.addAll(closing.deeds(course, open));
        deeds.addAll(supplying.deeds(course, stock, today));
        deeds.addAll(asking.deeds(course, stock, open));
        return deeds;
    }

    private List<Declare> declarations(Course course) {
        List<Declare> declarations = new ArrayList<>();
        if (course.isFirstStepOfWave() || course.isLevelDecidedNow()) {
            declarations.add(declare(course, epidemic(course)));
        }
        int day = course.dayOfWave();
        Course.Days floodDays = course.floodOfWave().days();
        if (course.stepOfDay() == 0 && (day == floodDays.first() || day == floodDays.end())) {
            declarations.add(declare(course, flood(course)));
        }
        return declarations;
    }

    private Declare declare(Course course, Emergency emergency) {
        return new Declare(id(course.step(), "declare " + emergency.code()), emergency);
    }

    private Emergency epidemic(Course course) {
        int day = course.dayOfWave();
        boolean lastDay = day == Epidemic.WAVE_DAYS - 1;
        String phase = lastDay ? "CLOSED" : course.isCalming() ? "STABILISED" : "RESPONSE";
        return new Emergency(
                epidemicCode(course.wave()),
                new Name("澜江呼吸道传染病疫情 第" + (course.wave() + 1) + "波", "Lanjiang epidemic, wave " + (course.wave() + 1)),
                "EPIDEMIC",
                province.regions().get(0).code(),
                course.level().name(),
                phase);
    }

    private Emergency flood(Course course) {
        Course.FloodPlan plan = course.floodOfWave();
        Name where = province.regions().stream()
                .filter(r -> r.code().equals(plan.prefecture()))
                .map(Province.Region::name)
                .findFirst()
                .orElseThrow();
        return new Emergency(
                floodCode(course.wave()),
                new Name(where.zh() + "洪涝灾害", where.en() + " flood"),
                "FLOOD",
                plan.prefecture(),
                "III",
                course.flood().rages() ? "RESPONSE" : "CLOSED");
    }

    static String epidemicCode(int wave) {
        return "EPI-%02d".formatted(wave + 1);
    }

    static String floodCode(int wave) {
        return "FLOOD-%02d".formatted(wave + 1);
    }

    UUID id(long step, String what) {
        return Ids.named("demo/" + run + "/" + step + "/" + what);
    }
}
