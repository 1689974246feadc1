package dev.muster.staff;

import dev.muster.platform.PageRequest;
import dev.muster.unit.UnitKind;
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

    Uni<Void> insert(SqlConnection transaction, int unit, ExerciseView exercise) {
        return transaction
                .preparedQuery("insert into exercise (id, unit_id, kind, held_on, title, note, actor) "
                        + "values ($1, $2, $3, $4, $5, $6, $7)")
                .execute(Tuple.tuple()
                        .addUUID(exercise.id())
                        .addInteger(unit)
                        .addString(exercise.kind().name())
                        .addLocalDate(exercise.heldOn())
                        .addString(exercise.title())
                        .addString(exercise.note())
                        .addString(exercise.actor()))
                .replaceWithVoid();
    }

    /** The latest first. */
    Uni<List<ExerciseView>> of(UnitKind kind, String code, int most) {
        return pool.preparedQuery("select e.id, case u.kind when 'TEAM' then u.code end, "
                        + "case u.kind when 'PERSON' then u.code end, e.kind, e.held_on, e.title, e.note, e.actor "
                        + "from exercise e join unit u on u.id = e.unit_id where u.kind = $1 and u.code = $2 "
                        + "order by e.held_on desc, e.id limit $3")
                .execute(Tuple.of(kind.name(), code, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new ExerciseView(
                                row.getUUID(0),
                                row.getString(1),
                                row.getString(2),
                                ExerciseView.Kind.valueOf(row.getString(3)),
                                row.getLocalDate(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7)))
                        .toList());
    }

    /** Teams that have held fewer than these in a year, by code. */
    Uni<List<Held>> missing(int year, int trainings, int drills, @Nullable String home, PageRequest page) {
        return pool.preparedQuery(
                        "select u.code, h.code, count(*) filter (where e.kind = 'TRAINING')::int as trainings, "
                                + "count(*) filter (where e.kind = 'DRILL')::int as drills from unit u "
                                + "join site h on h.id = u.home_site_id left join exercise e on e.unit_id = u.id "
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
