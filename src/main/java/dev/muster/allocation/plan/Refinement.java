package dev.muster.allocation.plan;

/**
 * The flow of a coarser group brought down to the group itself: what goes into a block, or comes from it, is shared out
 * among its members in their order. Arcs and members are joined one after the other (the north-west corner rule; Charnes
 * and Cooper 1954), so that what hung together in the coarser tree does so still, and its prices are nearly right.
 */
final class Refinement {

    private static final int NO_BLOCK = -1;

    private final Group fine;
    private final SpanningTree coarse;
    private final boolean sourcesWhole;
    private final Forest forest = new Forest();

    private Refinement(Group fine, SpanningTree coarse, boolean sourcesWhole) {
        this.fine = fine;
        this.coarse = coarse;
        this.sourcesWhole = sourcesWhole;
    }

    /**
     * The arcs to begin with.
     *
     * @param coarse the tree of the coarser group
     * @param sourcesWhole whether its sources are those of the group; otherwise its needs are
     * @param blockOf the coarser node, counted from 0, of each need of the group (of each source, if needs are whole)
     */
    static Forest of(Group fine, SpanningTree coarse, boolean sourcesWhole, int[] blockOf) {
        return new Refinement(fine, coarse, sourcesWhole).refine(blockOf);
    }

    private Forest refine(int[] blockOf) {
        int first = sourcesWhole ? coarse.sources : 0;
        int blocks = sourcesWhole ? coarse.root - coarse.sources : coarse.sources;
        int[][] members = gathered(blockOf, blocks);
        int[] blockOfArc = new int[coarse.root];
        for (int node = 0; node < coarse.root; node++) {
            boolean isBlock = node < coarse.sources != sourcesWhole;
            int by = coarse.parent[node];
            blockOfArc[node] = by == coarse.root ? NO_BLOCK : (isBlock ? node : by) - first;
        }
        int[][] arcs = gathered(blockOfArc, blocks);
        for (int block = 0; block < blocks; block++) {
            int last = share(first + block, members[block], arcs[block]);
            for (int i = last; isShort(first + block) && i < members[block].length; i++) {
                forest.addShort(members[block][i]);
            }
        }
        for (int node = coarse.sources; !sourcesWhole && node < coarse.root; node++) {
            if (isShort(node)) {
                forest.addShort(node - coarse.sources);
            }
        }
        return forest;
    }

    private boolean isShort(int node) {
        return node >= coarse.sources && coarse.parent[node] == coarse.root;
    }

    /** Joins the arcs of a block to its members; answers which member was the last to be joined. */
    private int share(int block, int[] members, int[] arcs) {
        int at = 0;
        long left = quantity(members[0]);
        for (int arc : arcs) {
            int other = arc == block ? coarse.parent[block] : arc;
            long open = coarse.flow[arc];
            join(members[at], other);
            while (left <= open && at < members.length - 1) {
                open -= left;
                left = quantity(members[++at]);
                join(members[at], other);
            }
            left -= Math.min(left, open);
        }
        return at;
    }

    private long quantity(int member) {
        return sourcesWhole ? fine.asked[member] : fine.supply[member];
    }

    private void join(int member, int other) {
        int s = sourcesWhole ? other : member;
        int d = sourcesWhole ? member : other - coarse.sources;
        if (fine.cost(s, d) != Group.NONE) {
            forest.add(s, d);
        }
    }

    /** What belongs to each block, in order. */
    private static int[][] gathered(int[] blockOf, int blocks) {
        int[] count = new int[blocks];
        for (int block : blockOf) {
            if (block != NO_BLOCK) {
                count[block]++;
            }
        }
        int[][] gathered = new int[blocks][];
        for (int block = 0; block < blocks; block++) {
            gathered[block] = new int[count[block]];
        }
        for (int i = blockOf.length - 1; i >= 0; i--) {
            if (blockOf[i] != NO_BLOCK) {
                gathered[blockOf[i]][--count[blockOf[i]]] = i;
            }
        }
        return gathered;
    }
}
