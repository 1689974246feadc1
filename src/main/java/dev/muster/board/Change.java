package dev.muster.board;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a section put or removed.
 *
 * @param value what now stands there, whole and never changed afterwards; absent where the entry is removed
 */
record Change(Section in, String key, @Nullable ObjectNode value) {

    static Change put(Section in, ObjectNode value) {
        return new Change(in, in.key(value), value);
    }

    static Change remove(Section in, String key) {
        return new Change(in, key, null);
    }
}
