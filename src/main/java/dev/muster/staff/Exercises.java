package dev.muster.staff;

import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.staff.RosterStore.Somebody;
import dev.muster.unit.UnitConfig;
import dev.muster.unit.UnitDeeds;
import dev.muster.unit.UnitDeeds.Deed;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitRegister;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trainings and drills of teams and people, and what teams miss of the yearly minimum. */
@ApplicationScoped
public class Exercises {

    private static final int MOST = 1000;

    /**
     * A team that has not held enough.
     *
     * @param home code of the site it belongs to
     * @param missingTrainings how many more it must hold
     */
    public record Missing(
            String team, String home, int year, int trainings, int missingTrainings, int drills, int missingDrills) {}

    private final UnitDeeds deeds;
    private final ExerciseStore store;
    private final RosterStore people;
    private final UnitRegister register;
    private final ExerciseConfig config;
    private final UnitConfig units;
    private final Clock clock;

    Exercises(
            UnitDeeds deeds,
            ExerciseStore store,
            RosterStore people,
            UnitRegister register,
            ExerciseConfig config,
            UnitConfig units,
            Clock clock) {
        this.deeds = deeds;
        this.store = store;
        this.people = people;
        this.register = register;
        this.config = config;
        this.units = units;
        this.clock = clock;
    }

    /** The day it is. */
    LocalDate today() {
        return LocalDate.now(clock.withZone(units.zone()));
    }

    /**
     * Records one of a team or a person. Refuses (404) an unknown one.
     *
     * @param mayActFor refuses who may not write for a site
     */
    Uni<ExerciseView> add(UnitKind kind, ExerciseView exercise, Consumer<String> mayActFor) {
        String code = exercise.whose();
        return deeds.once(
                new Deed(
                        exercise.id(),
                        "exercise.add",
                        "exercise.added",
                        kind.name().toLowerCase(Locale.ROOT) + "/" + code,
                        exercise,
                        exercise.actor()),
                ExerciseView.class,
                transaction -> people.find(transaction, kind, List.of(code))
                        .map(found -> {
                            @Nullable Somebody one = found.get(code);
                            if (one == null) {
                                throw Problem.of(ProblemType.NOT_FOUND, "unit.unknown", kind, code)
                                        .asException();
                            }
                            mayActFor.accept(one.home());
                            return one;
                        })
                        .call(one -> store.insert(transaction, one.id(), exercise))
                        .replaceWith(exercise));
    }

    /** The latest first; refuses with 404 if there is no such team or person. */
    Uni<List<ExerciseView>> of(UnitKind kind, String code) {
        return register.get(kind, code).chain(() -> store.of(kind, code, MOST));
    }

    /** Teams that have not held the yearly minimum, by code. */
    public Uni<Page<Missing>> missing(int year, @Nullable String home, PageRequest page) {
        return store.missing(year, config.trainings(), config.drills(), home, page)
                .map(rows -> page.page(
                        rows.stream()
                                .map(held -> new Missing(
                                        held.team(),
                                        held.home(),
                                        year,
                                        held.trainings(),
                                        Math.max(0, config.trainings() - held.trainings()),
                                        held.drills(),
                                        Math.max(0, config.drills() - held.drills())))
                                .toList(),
                        missing -> List.of(missing.team())));
    }
}
