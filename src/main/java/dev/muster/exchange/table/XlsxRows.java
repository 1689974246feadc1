package dev.muster.exchange.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/**
 * The first sheet of an Excel workbook. Cells formatted as dates become ISO dates, numbers are exact, formulas give the
 * value saved with them.
 */
final class XlsxRows implements RawRows {

    private static final int MAX_ENTRIES = 1_000;
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*]|\\\\.");

    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final FileLimits limits;

    private XlsxRows(ReadableWorkbook workbook, Stream<Row> stream, FileLimits limits) {
        this.workbook = workbook;
        this.stream = stream;
        this.rows = stream.iterator();
        this.limits = limits;
    }

    static XlsxRows open(Path file, FileLimits limits) throws IOException {
        checkUnpacked(file, limits);
        ReadableWorkbook workbook = null;
        try {
            workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false));
            return new XlsxRows(workbook, workbook.getFirstSheet().openStream(), limits);
        } catch (IOException | RuntimeException e) {
            if (workbook != null) {
                workbook.close();
            }
            throw UnreadableFile.because("xlsx-damaged");
        }
    }

    /** Unpacks once without keeping anything: what the directory says about sizes may be untrue. */
    private static void checkUnpacked(Path file, FileLimits limits) throws IOException {
        long allowed = Math.min(limits.unpackedBytes(), Math.multiplyExact(Files.size(file), limits.unpackRatio()));
        byte[] buffer = new byte[1 << 16];
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("xl/workbook.xml") == null) {
                throw UnreadableFile.because("file-foreign", "ZIP");
            }
            if (zip.size() > MAX_ENTRIES) {
                throw UnreadableFile.because("xlsx-too-large", limits.unpackedBytes());
            }
            long unpacked = 0;
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                try (InputStream in = zip.getInputStream(entries.nextElement())) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        unpacked += n;
                        if (unpacked > allowed) {
                            throw UnreadableFile.because("xlsx-too-large", limits.unpackedBytes());
                        }
                    }
                }
            }
        } catch (ZipException | java.io.EOFException e) {
            throw UnreadableFile.because("xlsx-damaged");
        }
    }

    @Override
    public boolean hasNext() {
        try {
            return rows.hasNext();
        } catch (RuntimeException e) {
            throw UnreadableFile.because("xlsx-damaged");
        }
    }

    @Override
    public RawRow next() {
        try {
            Row row = rows.next();
            if (row.getCellCount() > limits.columns()) {
                throw UnreadableFile.because("file-too-many-columns", limits.columns());
            }
            List<String> cells = new ArrayList<>(Collections.nCopies(row.getCellCount(), ""));
            for (Cell cell : row) {
                if (cell != null) {
                    cells.set(cell.getColumnIndex(), text(cell));
                }
            }
            return new RawRow(row.getRowNum(), cells);
        } catch (UnreadableFile e) {
            throw e;
        } catch (RuntimeException e) {
            throw UnreadableFile.because("xlsx-damaged");
        }
    }

    private static String text(Cell cell) {
        return switch (cell.getType()) {
            case NUMBER -> number(cell);
            case FORMULA -> Numbers.isNumber(cell.getRawValue()) ? number(cell) : nonNull(cell.getRawValue());
            case EMPTY -> "";
            case BOOLEAN -> String.valueOf(cell.asBoolean());
            default -> nonNull(cell.getType() == CellType.STRING ? cell.asString() : cell.getRawValue());
        };
    }

    private static String number(Cell cell) {
        if (isDate(cell.getDataFormatString())) {
            LocalDateTime time = cell.asDate();
            return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                    ? time.toLocalDate().toString()
                    : time.toString();
        }
        return Numbers.plain(nonNull(cell.getRawValue()));
    }

    /** Number formats with a year or a day outside quoted text show dates. */
    private static boolean isDate(@org.jspecify.annotations.Nullable String format) {
        if (format == null) {
            return false;
        }
        String bare = QUOTED.matcher(format).replaceAll("").toLowerCase(Locale.ROOT);
        return !bare.equals("general") && (bare.indexOf('y') >= 0 || bare.indexOf('d') >= 0);
    }

    private static String nonNull(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
