package dev.muster.allocation.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A piece of an instance that can be planned apart: items that may stand in for each other, by way of substitutes.
 *
 * @param instance the whole
 * @param items ids of the items, ascending
 * @param sources positions in the instance's sources
 * @param demands positions in the instance's demands
 */
record Part(Instance instance, List<Integer> items, int[] sources, int[] demands) {

    /** Cuts an instance into its parts, by lowest item id. */
    static List<Part> of(Instance instance) {
        Map<Integer, Integer> number = new HashMap<>();
        instance.sources().forEach(source -> number.putIfAbsent(source.item(), 0));
        for (Demand demand : instance.demands()) {
            number.putIfAbsent(demand.item(), 0);
            demand.substitutes().forEach(substitute -> number.putIfAbsent(substitute.item(), 0));
        }
        int[] items = number.keySet().stream().mapToInt(i -> i).sorted().toArray();
        for (int i = 0; i < items.length; i++) {
            number.put(items[i], i);
        }
        int[] head = joined(instance, number);
        List<List<Integer>> members = new ArrayList<>();
        int[] partOf = new int[items.length];
        for (int i = 0; i < items.length; i++) {
            if (head[i] == i) {
                partOf[i] = members.size();
                members.add(new ArrayList<>());
            } else {
                partOf[i] = partOf[head[i]];
            }
            members.get(partOf[i]).add(items[i]);
        }
        int[][] sources = positions(
                members.size(),
                instance.sources().stream()
                        .mapToInt(s -> partOf[number(number, s.item())])
                        .toArray());
        int[][] demands = positions(
                members.size(),
                instance.demands().stream()
                        .mapToInt(d -> partOf[number(number, d.item())])
                        .toArray());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            parts.add(new Part(instance, List.copyOf(members.get(i)), sources[i], demands[i]));
        }
        return List.copyOf(parts);
    }

    /** The lowest item that each is joined to (union-find, Tarjan 1975). */
    private static int[] joined(Instance instance, Map<Integer, Integer> number) {
        int[] up = new int[number.size()];
        Arrays.setAll(up, i -> i);
        for (Demand demand : instance.demands()) {
            for (Substitute substitute : demand.substitutes()) {
                int a = top(up, number(number, demand.item()));
                int b = top(up, number(number, substitute.item()));
                up[Math.max(a, b)] = Math.min(a, b);
            }
        }
        for (int i = 0; i < up.length; i++) {
            up[i] = top(up, i);
        }
        return up;
    }

    private static int top(int[] up, int item) {
        int i = item;
        while (up[i] != i) {
            up[i] = up[up[i]];
            i = up[i];
        }
        return i;
    }

    private static int number(Map<Integer, Integer> number, int item) {
        return number.getOrDefault(item, 0);
    }

    private static int[][] positions(int parts, int[] partOf) {
        int[] count = new int[parts];
        for (int part : partOf) {
            count[part]++;
        }
        int[][] positions = new int[parts][];
        for (int i = 0; i < parts; i++) {
            positions[i] = new int[count[i]];
        }
        for (int i = partOf.length - 1; i >= 0; i--) {
            positions[partOf[i]][--count[partOf[i]]] = i;
        }
        return positions;
    }

    /** Whether a demand would join nothing to this part. */
    boolean holdsItemsOf(Demand demand) {
        return items.contains(demand.item())
                && demand.substitutes().stream().allMatch(substitute -> items.contains(substitute.item()));
    }

    /** The same part of an instance in which everything of it stands at the same places. */
    Part in(Instance other) {
        return new Part(other, items, sources, demands);
    }

    /** The part with one demand more. */
    Part with(Instance other, int demand) {
        int[] more = Arrays.copyOf(demands, demands.length + 1);
        more[demands.length] = demand;
        return new Part(other, items, sources, more);
    }

    Source source(int i) {
        return instance.sources().get(sources[i]);
    }

    Demand demand(int i) {
        return instance.demands().get(demands[i]);
    }

    /** Units that the plan is to find for a demand of the part. */
    long quantity(int demand) {
        return instance.quantity(demand(demand));
    }

    /** Rough measure of the work: arcs that could be. */
    long size() {
        return (long) sources.length * demands.length + demands.length;
    }

    /** Whether the same things stand in both, so that the same plan is right for both. */
    boolean sameAs(Part other) {
        if (!items.equals(other.items)
                || sources.length != other.sources.length
                || demands.length != other.demands.length) {
            return false;
        }
        for (int i = 0; i < sources.length; i++) {
            if (source(i) != other.source(i) && !source(i).equals(other.source(i)) || !sameUnits(source(i), other)) {
                return false;
            }
        }
        for (int i = 0; i < demands.length; i++) {
            if (demand(i) != other.demand(i) && !demand(i).equals(other.demand(i))
                    || quantity(i) != other.quantity(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameUnits(Source source, Part other) {
        for (Lot lot : source.lots()) {
            if (instance.quantity(lot) != other.instance.quantity(lot)) {
                return false;
            }
        }
        return true;
    }
}
