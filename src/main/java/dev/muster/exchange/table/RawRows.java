package dev.muster.exchange.table;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;

/** The lines of a table before its header is known. */
interface RawRows extends Iterator<RawRows.RawRow>, Closeable {

    /**
     * @param number line of the table from 1, blank ones counted
     * @param cells texts from the first column on
     */
    record RawRow(long number, List<String> cells) {

        boolean blank() {
            return cells.stream().allMatch(cell -> Titles.trim(cell).isEmpty());
        }
    }
}
