package dev.muster.allocation.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The arcs of an earlier basis that still make sense in a changed group. */
final class KeptBasis {

    /** What makes a source of a group the same as one of another. */
    private record SourceKey(int site, int item, int life, boolean floor) {}

    /** What makes a need of a group the same as one of another. */
    private record NeedKey(int site, long rank, int reach, int[] taste, int[] excluded) {

        @Override
        public boolean equals(Object other) {
            return other instanceof NeedKey key
                    && site == key.site
                    && rank == key.rank
                    && reach == key.reach
                    && Arrays.equals(taste, key.taste)
                    && Arrays.equals(excluded, key.excluded);
        }

        @Override
        public int hashCode() {
            return (site * 31 + Long.hashCode(rank)) * 31 + reach;
        }
    }

    private KeptBasis() {}

    static Forest of(Group now, PartPlan before) {
        Group old = before.group();
        int[] sourceNow = sources(now, old);
        int[] needNow = needs(now, old);
        Forest kept = new Forest();
        Forest all = before.tree().forest();
        for (int i = 0; i < all.size; i++) {
            int s = sourceNow[all.source[i]];
            int d = needNow[all.need[i]];
            if (s >= 0 && d >= 0 && now.cost(s, d) != Group.NONE) {
                kept.add(s, d);
            }
        }
        for (int d : all.shortNeeds()) {
            if (needNow[d] >= 0) {
                kept.addShort(needNow[d]);
            }
        }
        return kept;
    }

    private static int[] sources(Group now, Group old) {
        Map<SourceKey, Integer> places = new HashMap<>();
        for (int s = 0; s < now.sources(); s++) {
            places.put(key(now, s), s);
        }
        int[] place = new int[old.sources()];
        for (int s = 0; s < place.length; s++) {
            place[s] = places.getOrDefault(key(old, s), -1);
        }
        return place;
    }

    private static SourceKey key(Group group, int s) {
        return new SourceKey(group.sourceSite[s], group.sourceItem[s], group.sourceLife[s], group.sourceFloor[s]);
    }

    private static int[] needs(Group now, Group old) {
        Map<NeedKey, Integer> places = new HashMap<>();
        for (int d = 0; d < now.needs(); d++) {
            places.put(needKey(now, d), d);
        }
        int[] place = new int[old.needs()];
        for (int d = 0; d < place.length; d++) {
            place[d] = places.getOrDefault(needKey(old, d), -1);
        }
        return place;
    }

    private static NeedKey needKey(Group group, int d) {
        return new NeedKey(group.needSite[d], group.needRank[d], group.needReach[d], group.taste[d], group.excluded[d]);
    }
}
