package dev.muster.staff;

import dev.muster.platform.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ExerciseStore {

    /** How many of each a team has held in a year. */
    record Held(String team, String home, int trainings, int drills) {}

    private final Pool pool;

    ExerciseStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> insert(SqlConnection transaction, int team, ExerciseView exercise) {
        return transaction
                .preparedQuery("insert into team_exercise (id, team_id, kind, held_on, note, actor) "
                        + "values ($1, $2, $3, $4, $5, $6)")
                .execute(Tuple.of(
                        exercise.id(),
                        team,
                        exercise.kind().name(),
                        exercise.heldOn(),
                        exercise.note(),
                        exercise.actor()))
                .replaceWithVoid();
    }

    /** The latest first. */
    Uni<List<ExerciseView>> of(String team, int most) {
        return pool.preparedQuery("select e.id, u.code, e.kind, e.held_on, e.note, e.actor from team_exercise e "
                        + "join unit u on u.id = e.team_id where u.kind = 'TEAM' and u.code = $1 "
                        + "order by e.held_on desc, e.id limit $2")
                .execute(Tuple.of(team, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new ExerciseView(
                                row.getUUID(0),
                                row.getString(1),
                                ExerciseView.Kind.valueOf(row.getString(2)),
                                row.getLocalDate(3),
                                row.getString(4),
                                row.getString(5)))
                        .toList());
    }

    /** Teams that have held fewer than these in a year, by code. */
    Uni<List<Held>> missing(int year, int trainings, int drills, @Nullable String home, PageRequest page) {
        return pool.preparedQuery(
                        "select u.code, h.code, count(*) filter (where e.kind = 'TRAINING')::int as trainings, "
                                + "count(*) filter (where e.kind = 'DRILL')::int as drills from unit u "
                                + "join site h on h.id = u.home_site_id left join team_exercise e on e.team_id = u.id "
                                + "and e.held_on >= $1 and e.held_on < $2 where u.kind = 'TEAM' and ($3::text is null or h.code = $3) "
                                + "and ($4::text is null or u.code collate \"C\" > $4) group by u.code, h.code "
                                + "having count(*) filter (where e.kind = 'TRAINING') < $5 "
                                + "or count(*) filter (where e.kind = 'DRILL') < $6 order by u.code collate \"C\" limit $7")
                .execute(Tuple.tuple()
                        .addLocalDate(LocalDate.of(year, 1, 1))
                        .addLocalDate(LocalDate.of(year + 1, 1, 1))
                        .addString(home)
                        .addString(page.isFirst() ? null : page.after().get(0))
                        .addInteger(trainings)
                        .addInteger(drills)
                        .addInteger(page.fetch()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Held(row.getString(0), row.getString(1), row.getInteger(2), row.getInteger(3)))
                        .toList());
    }
}
