package dev.muster.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.muster.platform.JsonList;

/** The lists of an item. */
final class JsonLists {

    private JsonLists() {}

    static final class Packs extends JsonList<Pack> {
        Packs() {
            super(new TypeReference<>() {});
        }
    }

    static final class Codings extends JsonList<Coding> {
        Codings() {
            super(new TypeReference<>() {});
        }
    }
}
