package dev.muster.unit;

import dev.muster.unit.Obstacle.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who of a team goes. Where the team has a composition, each place is filled by a different member who may be sent with
 * that competency (a matching, so that nobody's only place is taken by somebody who could have had another); else all
 * members go.
 */
public final class Composition {

    /** Who goes, by unit id; or what keeps the team from going. */
    public record Result(List<Integer> going, @Nullable Obstacle obstacle) {

        static Result refused(Obstacle obstacle) {
            return new Result(List.of(), obstacle);
        }
    }

    private final Eligibility eligibility;
    private final Span span;

    Composition(Eligibility eligibility, Span span) {
        this.eligibility = eligibility;
        this.span = span;
    }

    Result of(Unit team, List<Unit> members) {
        return team.needs().isEmpty() ? everybody(members) : filled(team, members);
    }

    private Result everybody(List<Unit> members) {
        if (members.isEmpty()) {
            return Result.refused(Obstacle.of(Kind.COMPOSITION));
        }
        for (Unit member : members) {
            Optional<Obstacle> obstacle = free(member);
            if (obstacle.isPresent()) {
                return Result.refused(told(member, obstacle.get()));
            }
        }
        return new Result(members.stream().map(Unit::id).toList(), null);
    }

    private Optional<Obstacle> free(Unit member) {
        int any =
                member.serves().keySet().stream().min(Comparator.naturalOrder()).orElse(-1);
        return any < 0 ? eligibility.calendar(member, span) : eligibility.obstacle(member, any, null, span, true);
    }

    /** Kuhn's matching of places to members; the first who cannot be placed says what is missing. */
    private Result filled(Unit team, List<Unit> members) {
        List<Need> places = new ArrayList<>();
        team.needs().forEach(need -> {
            for (int i = 0; i < need.people(); i++) {
                places.add(need);
            }
        });
        int[] placeOf = new int[members.size()];
        Arrays.fill(placeOf, -1);
        for (int place = 0; place < places.size(); place++) {
            if (!fill(place, places, members, placeOf, new boolean[members.size()])) {
                return Result.refused(missing(places.get(place), members));
            }
        }
        List<Integer> going = new ArrayList<>();
        for (int i = 0; i < placeOf.length; i++) {
            if (placeOf[i] >= 0) {
                going.add(members.get(i).id());
            }
        }
        return new Result(going, null);
    }

    private boolean fill(int place, List<Need> places, List<Unit> members, int[] placeOf, boolean[] seen) {
        Need need = places.get(place);
        for (int i = 0; i < members.size(); i++) {
            if (!seen[i]
                    && eligibility
                            .obstacle(members.get(i), need.item(), need.least(), span, true)
                            .isEmpty()) {
                seen[i] = true;
                if (placeOf[i] < 0 || fill(placeOf[i], places, members, placeOf, seen)) {
                    placeOf[i] = place;
                    return true;
                }
            }
        }
        return false;
    }

    /** The obstacle of the first member who has the competency and cannot go; else that nobody has it. */
    private Obstacle missing(Need need, List<Unit> members) {
        return members.stream()
                .filter(m -> m.serves().containsKey(need.item()))
                .flatMap(m ->
                        eligibility
                                .obstacle(m, need.item(), need.least(), span, true)
                                .map(obstacle -> told(m, obstacle))
                                .stream())
                .findFirst()
                .orElseGet(() -> Obstacle.of(Kind.COMPOSITION));
    }

    private static Obstacle told(Unit member, Obstacle obstacle) {
        return new Obstacle(obstacle.kind(), obstacle.until(), member.code());
    }
}
