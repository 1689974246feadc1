package dev.muster.stock;

import org.jspecify.annotations.Nullable;

/**
 * One side of a ledger entry.
 *
 * @param kind what kind of place
 * @param site the site's id where the kind is one of a site, else null
 */
public record Account(Kind kind, @Nullable Integer site) {

    public enum Kind {
        SITE,
        SITE_HELD,
        IN_TRANSIT,
        CONSUMED,
        WRITTEN_OFF,
        SUPPLIER,
        DONOR,
        ADJUSTMENT,
        /** What is in kits that were assembled; of kits, what they came from. */
        ASSEMBLED
    }

    public Account {
        if ((kind == Kind.SITE || kind == Kind.SITE_HELD) != (site != null)) {
            throw new IllegalArgumentException("Account " + kind + " with site " + site);
        }
    }

    public static Account at(int site) {
        return new Account(Kind.SITE, site);
    }

    public static Account heldAt(int site) {
        return new Account(Kind.SITE_HELD, site);
    }

    public static Account of(Kind kind) {
        return new Account(kind, null);
    }
}
