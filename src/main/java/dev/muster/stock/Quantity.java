package dev.muster.stock;

/** Bounds of a quantity, in base units of its item. */
public final class Quantity {

    public static final long MIN = 1;
    public static final long MAX = 1_000_000_000_000L;

    private Quantity() {}

    public static boolean isValid(long quantity) {
        return quantity >= MIN && quantity <= MAX;
    }
}
