package dev.muster.exchange.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The rows of one file, once, in order. Reading may throw {@link UnreadableFile} at any row. */
public interface SourceRows extends Iterator<SourceRow>, Closeable {

    /** Titles of the columns as far as they are known: for JSON only those met so far. */
    List<String> columns();

    /**
     * Opens a file.
     *
     * @throws UnreadableFile if it is not what it seems, is damaged, or has no header that fits the layout
     */
    static SourceRows open(Path file, Format format, Layout layout, FileLimits limits) {
        try {
            return switch (format) {
                case CSV -> new HeadedRows(CsvRows.open(file, limits), layout, limits, true);
                case XLSX -> new HeadedRows(XlsxRows.open(file, limits), layout, limits, false);
                case JSON -> JsonRows.open(file, layout, limits);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
