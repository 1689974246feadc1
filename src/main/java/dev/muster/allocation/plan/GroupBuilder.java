package dev.muster.allocation.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the transportation problem of a part of an instance. */
final class GroupBuilder {

    /** What a site has of an item, of one shelf life, above or below its floor. */
    private record Units(int position, int site, int item, int life, boolean floor, long quantity) {}

    /** What makes demands alike. */
    private record Kind(
            int site,
            int item,
            List<Substitute> substitutes,
            DemandClass demandClass,
            int reach,
            Set<Integer> excluded) {}

    final TravelTimes travel;
    final Terms terms;
    final List<Integer> items;
    final Weights weights;

    final int[] stock;
    final int[] sourceSite;
    final int[] sourceItem;
    final int[] sourceLife;
    final boolean[] sourceFloor;
    final long[] supply;
    final long[] keeping;

    final int[] needSite;
    final int[] needReach;
    final long[] needRank;
    final boolean[] needBelowFloor;
    final long[] asked;
    final long[] missing;
    final int[][] taste;
    final int[][] excluded;
    final int[][] members;

    private final Part part;
    private final Instance instance;

    GroupBuilder(Part part) {
        this.part = part;
        this.instance = part.instance();
        this.travel = instance.travel();
        this.terms = instance.terms();
        this.items = part.items();
        List<Units> units = units();
        Map<Kind, List<Integer>> alike = alike();
        List<Kind> kinds = new ArrayList<>(alike.keySet());
        kinds.sort(Comparator.comparingInt((Kind kind) -> place(kind.site)).thenComparing(Kind::demandClass));
        weights = weights(units.size(), kinds);

        int s = units.size();
        stock = units.stream().mapToInt(Units::position).toArray();
        sourceSite = units.stream().mapToInt(Units::site).toArray();
        sourceItem = units.stream().mapToInt(Units::item).toArray();
        sourceLife = units.stream().mapToInt(Units::life).toArray();
        supply = units.stream().mapToLong(Units::quantity).toArray();
        sourceFloor = new boolean[s];
        keeping = new long[s];
        for (int i = 0; i < s; i++) {
            sourceFloor[i] = units.get(i).floor;
            keeping[i] = sourceFloor[i] ? weights.ofFloor() : 0;
        }

        int d = kinds.size();
        needSite = kinds.stream().mapToInt(Kind::site).toArray();
        needReach = kinds.stream().mapToInt(Kind::reach).toArray();
        needRank = kinds.stream().mapToLong(kind -> kind.demandClass.number()).toArray();
        needBelowFloor = new boolean[d];
        asked = new long[d];
        missing = new long[d];
        taste = new int[d][];
        excluded = new int[d][];
        members = new int[d][];
        Map<List<Object>, int[]> tastes = new HashMap<>();
        for (int i = 0; i < d; i++) {
            Kind kind = kinds.get(i);
            needBelowFloor[i] = terms.belowFloor().contains(kind.demandClass);
            missing[i] = weights.of(kind.demandClass);
            taste[i] = tastes.computeIfAbsent(List.of(kind.item, kind.substitutes), key -> taste(kind));
            excluded[i] = kind.excluded.stream().mapToInt(e -> e).sorted().toArray();
            members[i] = alike.getOrDefault(kind, List.of()).stream()
                    .mapToInt(m -> m)
                    .toArray();
            for (int member : members[i]) {
                asked[i] += part.quantity(member);
            }
        }
    }

    private int place(int site) {
        return travel instanceof GreatCircle circle ? circle.rank[site] : site;
    }

    private List<Units> units() {
        List<Units> units = new ArrayList<>();
        for (int i = 0; i < part.sources().length; i++) {
            addUnits(units, i, part.source(i));
        }
        units.sort(Comparator.comparing(Units::floor)
                .thenComparingInt(u -> place(u.site))
                .thenComparingInt(Units::item)
                .thenComparing(Comparator.comparingInt(Units::life).reversed()));
        return units;
    }

    /**
     * What lasts longest counts as above the floor, so that shelf life and floor together rule out no unit that either
     * alone would not. Lots that outlive every journey are alike.
     */
    private void addUnits(List<Units> units, int position, Source source) {
        List<Lot> lots = source.lots().stream()
                .filter(lot -> lot.lifeMinutes() >= 0 && instance.quantity(lot) > 0)
                .sorted(Comparator.comparingInt(Lot::lifeMinutes).reversed().thenComparingLong(Lot::id))
                .toList();
        long all = lots.stream().mapToLong(instance::quantity).sum();
        long above = Math.max(0, all - source.floor());
        int item = items.indexOf(source.item());
        int i = 0;
        while (i < lots.size()) {
            int life = lasting(lots.get(i));
            long quantity = 0;
            for (; i < lots.size() && lasting(lots.get(i)) == life; i++) {
                quantity += instance.quantity(lots.get(i));
            }
            long given = Math.min(quantity, above);
            above -= given;
            if (given > 0) {
                units.add(new Units(position, source.site(), item, life, false, given));
            }
            if (quantity > given && !terms.belowFloor().isEmpty()) {
                units.add(new Units(position, source.site(), item, life, true, quantity - given));
            }
        }
    }

    private int lasting(Lot lot) {
        return lot.lifeMinutes() >= travel.longest() ? Demand.NO_LIMIT : lot.lifeMinutes();
    }

    private Map<Kind, List<Integer>> alike() {
        Map<Kind, List<Integer>> alike = new LinkedHashMap<>();
        for (int i = 0; i < part.demands().length; i++) {
            Demand demand = part.demand(i);
            if (part.quantity(i) > 0) {
                int reach = demand.reachMinutes() >= travel.longest() ? Demand.NO_LIMIT : demand.reachMinutes();
                Kind kind = new Kind(
                        demand.site(),
                        demand.item(),
                        demand.substitutes(),
                        demand.demandClass(),
                        reach,
                        demand.excludedSites());
                alike.computeIfAbsent(kind, key -> new ArrayList<>(1)).add(i);
            }
        }
        return alike;
    }

    private Weights weights(int sources, List<Kind> kinds) {
        int penalty = kinds.stream()
                .flatMap(kind -> kind.substitutes.stream())
                .mapToInt(Substitute::penaltyMinutes)
                .max()
                .orElse(0);
        long highest = (long) travel.longest() + penalty;
        return new Weights(
                kinds.stream().map(Kind::demandClass).toList(),
                terms.belowFloor(),
                Math.min(sources, kinds.size()),
                highest);
    }

    private int[] taste(Kind kind) {
        int[] penalties = new int[items.size()];
        Arrays.fill(penalties, -1);
        for (Substitute substitute : kind.substitutes) {
            penalties[items.indexOf(substitute.item())] = substitute.penaltyMinutes();
        }
        penalties[items.indexOf(kind.item)] = 0;
        return penalties;
    }
}
