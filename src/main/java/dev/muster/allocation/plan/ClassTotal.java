package dev.muster.allocation.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a class of demands gets in all.
 *
 * @param demandClass the class
 * @param served base units assigned, fixed reservations included
 * @param unserved base units that it does not get
 */
public record ClassTotal(DemandClass demandClass, long served, long unserved) {

    /** Of pairs of served and unserved units. */
    static List<ClassTotal> listOf(Map<DemandClass, long[]> totals) {
        List<ClassTotal> list = new ArrayList<>();
        totals.forEach((demandClass, total) -> list.add(new ClassTotal(demandClass, total[0], total[1])));
        return List.copyOf(list);
    }
}
