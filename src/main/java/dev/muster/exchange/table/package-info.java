/**
 * From the bytes of a file to its rows, whatever it is: CSV in UTF-8, UTF-16 or GB18030, XLSX, JSON. Knows nothing of
 * what the rows mean. Rows are pulled one at a time, so memory does not grow with the file; a file that cannot be read
 * with certainty is refused as a whole ({@link dev.muster.exchange.table.UnreadableFile}), a row that does not fit its
 * header is handed on marked as a misfit.
 */
@NullMarked
package dev.muster.exchange.table;

import org.jspecify.annotations.NullMarked;
