package dev.muster.restock.review;

/** Why an item is to be restocked at a site; the first that holds is the one named. */
public enum Reason {
    /** Sites are short of it and nothing on the way covers that. */
    SHORTAGE,
    /** What is there and on the way is less than the reserve floor. */
    BELOW_FLOOR,
    /** It falls to the floor before a delivery asked for now can arrive. */
    RUNS_OUT,
    /** What is there and on the way is less than the par level. */
    BELOW_PAR
}
