package dev.muster.exchange.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** RFC 4180 with the delimiter that the first lines show. A quote that is not closed refuses the file. */
final class CsvRows implements RawRows {

    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private long last;

    private CsvRows(CSVParser parser) {
        this.parser = parser;
        this.records = parser.iterator();
    }

    static CsvRows open(Path file, FileLimits limits) throws IOException {
        Reader reader = new BufferedReader(Encoding.open(file), Delimiter.SAMPLE_CHARS);
        reader.mark(Delimiter.SAMPLE_CHARS);
        char delimiter = Delimiter.of(reader);
        reader.reset();
        CSVFormat format = CSVFormat.Builder.create()
                .setDelimiter(delimiter)
                .setQuote('"')
                .setIgnoreEmptyLines(false)
                .get();
        return new CsvRows(
                CSVParser.builder().setReader(reader).setFormat(format).get());
    }

    @Override
    public boolean hasNext() {
        try {
            return records.hasNext();
        } catch (UncheckedIOException | IllegalStateException e) {
            throw UnreadableFile.because("csv-quotes", last + 1);
        }
    }

    @Override
    public RawRow next() {
        CSVRecord csv = records.next();
        last = csv.getRecordNumber();
        return new RawRow(last, csv.toList());
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
