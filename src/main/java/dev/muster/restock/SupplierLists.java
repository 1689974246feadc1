package dev.muster.restock;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.muster.platform.JsonList;

/** The lists of a supplier. */
final class SupplierLists {

    private SupplierLists() {}

    static final class Regions extends JsonList<String> {
        Regions() {
            super(new TypeReference<>() {});
        }
    }

    static final class Qualifications extends JsonList<SupplierRecord.Qualification> {
        Qualifications() {
            super(new TypeReference<>() {});
        }
    }

    static final class Holidays extends JsonList<SupplierRecord.Holiday> {
        Holidays() {
            super(new TypeReference<>() {});
        }
    }
}
