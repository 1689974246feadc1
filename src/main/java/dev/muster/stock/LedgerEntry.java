package dev.muster.stock;

/**
 * One entry of the double-entry ledger: a quantity of a lot goes from one account to another.
 *
 * @param item item id
 * @param lot lot id
 * @param quantity base units, above zero
 */
public record LedgerEntry(int item, long lot, long quantity, Account from, Account to) {

    public LedgerEntry {
        if (!Quantity.isValid(quantity)) {
            throw new IllegalArgumentException("Quantity " + quantity);
        }
    }

    /** The entry that undoes this one. */
    public LedgerEntry reversed() {
        return new LedgerEntry(item, lot, quantity, to, from);
    }
}
