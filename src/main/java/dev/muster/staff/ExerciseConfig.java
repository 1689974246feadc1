package dev.muster.staff;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The yearly minimum of exercises. */
@ConfigMapping(prefix = "muster.exercises")
public interface ExerciseConfig {

    /** Trainings that each team must hold in a year. */
    @WithDefault("4")
    int trainings();

    /** Drills that each team must hold in a year. */
    @WithDefault("2")
    int drills();
}
