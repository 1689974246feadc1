package dev.muster.allocation.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A group with neighbours taken together, four by four, on that side of which there are more: its optimum is near that of
 * the group and much cheaper to find (multiscale optimal transport; Schmitzer 2016). The side that is left whole keeps its
 * prices sharp. What is wrong with them costs time, never the optimum.
 */
final class Coarse {

    private static final int TOGETHER = 4;

    final Group group;

    private final boolean sourcesWhole;
    private final Group fine;
    private final int[] blockOfSource;
    private final int[] blockOfNeed;

    Coarse(Group fine) {
        this.fine = fine;
        this.sourcesWhole = fine.sources() <= fine.needs();
        blockOfSource = blocks(fine.sources(), this::kindOfSource, sourcesWhole ? 1 : TOGETHER);
        blockOfNeed = blocks(fine.needs(), this::kindOfNeed, sourcesWhole ? TOGETHER : 1);
        this.group = new Group(
                fine,
                middles(blockOfSource),
                middles(blockOfNeed),
                sums(blockOfSource, fine.supply),
                sums(blockOfNeed, fine.asked));
    }

    /** The coarser group's flow, brought down to the group. */
    Forest refined(SpanningTree coarse) {
        return Refinement.of(fine, coarse, sourcesWhole, sourcesWhole ? blockOfNeed : blockOfSource);
    }

    private interface Kind {
        Object of(int index);
    }

    private Object kindOfSource(int s) {
        return List.of(fine.sourceItem[s], fine.sourceLife[s], fine.sourceFloor[s]);
    }

    private Object kindOfNeed(int d) {
        return List.of(
                fine.needRank[d],
                fine.needReach[d],
                System.identityHashCode(fine.taste[d]),
                Arrays.hashCode(fine.excluded[d]));
    }

    /** Numbers blocks of as many alike as go together, in the order of their first; alike ones stand in spatial order. */
    private static int[] blocks(int size, Kind kind, int together) {
        Map<Object, int[]> open = new HashMap<>();
        int[] block = new int[size];
        int blocks = 0;
        for (int i = 0; i < size; i++) {
            int[] state = open.computeIfAbsent(kind.of(i), key -> new int[2]);
            if (state[0] % together == 0) {
                state[1] = blocks++;
            }
            state[0]++;
            block[i] = state[1];
        }
        return block;
    }

    /** The member in the middle of each block: nearest to all of them. */
    private static int[] middles(int[] block) {
        int blocks = Arrays.stream(block).max().orElse(-1) + 1;
        int[] size = new int[blocks];
        for (int b : block) {
            size[b]++;
        }
        int[] middle = new int[blocks];
        int[] passed = new int[blocks];
        for (int i = 0; i < block.length; i++) {
            if (passed[block[i]]++ == size[block[i]] / 2) {
                middle[block[i]] = i;
            }
        }
        return middle;
    }

    private static long[] sums(int[] block, long[] values) {
        long[] sums = new long[block.length];
        int blocks = 0;
        for (int i = 0; i < block.length; i++) {
            blocks = Math.max(blocks, block[i] + 1);
            sums[block[i]] += values[i];
        }
        return Arrays.copyOf(sums, blocks);
    }
}
