package dev.muster.request;

/**
 * What a line has to do with a kit: the kit's own line, whose quantity is what is served as assembled kits, or the line of a
 * part, for the others.
 *
 * @param asked of the kit's own line: kits asked for; 0 of a part's
 * @param head of a part's line: the number of the kit's own; 0 of that
 * @param perKit of a part's line: base units in one kit; 1 of the kit's own
 */
public record InKit(long asked, int head, long perKit) {

    public static InKit head(long asked) {
        return new InKit(asked, 0, 1);
    }

    public static InKit part(int head, long perKit) {
        return new InKit(0, head, perKit);
    }

    public boolean isHead() {
        return head == 0;
    }
}
