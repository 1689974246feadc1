package dev.muster.allocation.planning;

import dev.muster.allocation.Facts;
import dev.muster.allocation.plan.Demand;
import dev.muster.allocation.plan.Plan;
import dev.muster.allocation.plan.Source;
import dev.muster.allocation.plan.Worth;
import dev.muster.allocation.planning.PlanResult.Advice;
import dev.muster.allocation.planning.PlanResult.LineRow;
import dev.muster.allocation.planning.PlanResult.Served;
import dev.muster.incident.PolicyLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What would help most: where one more unit of an item that is short would serve whom (the plan's dual prices). */
final class Advising {

    private static final int MOST_SITES_PER_ITEM = 40;
    private static final int MOST_ITEMS = 200;
    private static final int MOST_PER_ITEM = 3;

    private record Piece(Advice advice, int place) {}

    private final Draft draft;
    private final List<LineRow> rows;
    private final Facts facts;
    private final int[] siteOfOrder;

    Advising(Draft draft, List<LineRow> rows) {
        this.draft = draft;
        this.rows = rows;
        this.facts = draft.reading().facts();
        this.siteOfOrder = draft.siteOfOrder();
    }

    /** The foremost lines first, then what saves most travel. */
    List<Advice> advice(List<Plan> plans, int most) {
        Set<Integer> wanted = new LinkedHashSet<>();
        for (LineRow row : rows) {
            if (row.served() < row.line().line.quantity() && wanted.size() < MOST_ITEMS) {
                wanted.addAll(row.line().goods);
            }
        }
        List<Piece> pieces = new ArrayList<>();
        for (Plan plan : plans) {
            Map<Integer, List<Integer>> sites = new HashMap<>();
            for (Source source : plan.instance().sources()) {
                if (wanted.contains(source.item())) {
                    sites.computeIfAbsent(source.item(), item -> new ArrayList<>())
                            .add(source.site());
                }
            }
            for (int item : wanted) {
                pieces.addAll(ofItem(plan, item, sites.getOrDefault(item, List.of())));
            }
        }
        pieces.sort(Comparator.comparingInt(Piece::place)
                .thenComparing(piece -> piece.advice.minutesSaved(), Comparator.reverseOrder())
                .thenComparing(piece -> piece.advice.item())
                .thenComparing(piece -> piece.advice.site()));
        return pieces.stream().limit(most).map(Piece::advice).toList();
    }

    private List<Piece> ofItem(Plan plan, int item, List<Integer> sites) {
        List<Piece> pieces = new ArrayList<>();
        for (int site : sites.subList(0, Math.min(MOST_SITES_PER_ITEM, sites.size()))) {
            Worth worth = plan.worthOfOneMore(site, item);
            if (worth.serves() != null) {
                pieces.add(piece(item, site, worth, worth.serves()));
            }
        }
        pieces.sort(Comparator.comparingInt(Piece::place)
                .thenComparing(piece -> piece.advice.minutesSaved(), Comparator.reverseOrder()));
        return pieces.subList(0, Math.min(MOST_PER_ITEM, pieces.size()));
    }

    private Piece piece(int item, int site, Worth worth, Demand demand) {
        LineRow row = rows.get(Draft.lineOf(demand));
        Reading.OpenLine line = row.line().line;
        Served served = new Served(
                line.key().request(),
                line.key().line(),
                facts.site(line.site()).code(),
                PolicyLevel.values()[line.level() - 1],
                line.urgency(),
                line.quantity() - row.served());
        return new Piece(
                new Advice(
                        facts.item(item).code(),
                        facts.site(siteOfOrder[site]).code(),
                        served,
                        worth.minutesSaved(),
                        null),
                row.n());
    }
}
