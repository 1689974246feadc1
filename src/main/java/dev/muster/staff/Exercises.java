package dev.muster.staff;

import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.staff.RosterStore.Somebody;
import dev.muster.unit.UnitDeeds;
import dev.muster.unit.UnitDeeds.Deed;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitRegister;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trainings and drills of teams, and what is missing of the yearly minimum. */
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

    Exercises(UnitDeeds deeds, ExerciseStore store, RosterStore people, UnitRegister register, ExerciseConfig config) {
        this.deeds = deeds;
        this.store = store;
        this.people = people;
        this.register = register;
        this.config = config;
    }

    /**
     * Records one. Refuses (404) an unknown team.
     *
     * @param mayActFor refuses who may not write for a site
     */
    public Uni<ExerciseView> add(ExerciseView exercise, Consumer<String> mayActFor) {
        return deeds.once(
                new Deed(
                        exercise.id(),
                        "exercise.add",
                        "exercise.added",
                        "team/" + exercise.team(),
                        exercise,
                        exercise.actor()),
                ExerciseView.class,
                transaction -> people.find(transaction, UnitKind.TEAM, List.of(exercise.team()))
                        .map(found -> {
                            @Nullable Somebody team = found.get(exercise.team());
                            if (team == null) {
                                throw Problem.of(ProblemType.NOT_FOUND, "unit.unknown", "TEAM", exercise.team())
                                        .asException();
                            }
                            mayActFor.accept(team.home());
                            return team;
                        })
                        .call(team -> store.insert(transaction, team.id(), exercise))
                        .replaceWith(exercise));
    }

    /** The latest first; refuses with 404 if there is no such team. */
    public Uni<List<ExerciseView>> of(String team) {
        return register.get(UnitKind.TEAM, team).chain(() -> store.of(team, MOST));
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
