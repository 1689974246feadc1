package dev.muster.board;

/** A board was asked for a region that does not exist. */
final class UnknownRegion extends RuntimeException {

    UnknownRegion(String region) {
        super("unknown region " + region, null, false, false);
    }
}
