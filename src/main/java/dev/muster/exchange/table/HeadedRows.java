package dev.muster.exchange.table;

import dev.muster.exchange.table.RawRows.RawRow;
import dev.muster.platform.Csv;
import dev.muster.platform.Problem.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines under a header: finds the header by the layout, then names each cell. */
final class HeadedRows implements SourceRows {

    private static final int HEADER_SEARCH_LINES = 20;

    private final RawRows lines;
    private final FileLimits limits;
    private final boolean exactLength;
    private final List<String> columns;
    private @Nullable SourceRow next;
    private int rows;

    /** @param exactLength whether a line with fewer cells than the header is a misfit (CSV) or merely not filled (XLSX) */
    HeadedRows(RawRows lines, Layout layout, FileLimits limits, boolean exactLength) throws IOException {
        this.lines = lines;
        this.limits = limits;
        this.exactLength = exactLength;
        try {
            this.columns = header(layout);
        } catch (UnreadableFile e) {
            lines.close();
            throw e;
        }
    }

    private List<String> header(Layout layout) {
        List<RawRow> above = new ArrayList<>();
        while (lines.hasNext() && above.size() < HEADER_SEARCH_LINES) {
            RawRow line = lines.next();
            if (line.cells().size() > limits.columns()) {
                throw UnreadableFile.because("file-too-many-columns", limits.columns());
            }
            if (line.blank()) {
                continue;
            }
            above.add(line);
            if (isLastHeaderLine(line, layout)) {
                return titles(above, layout);
            }
        }
        if (above.isEmpty()) {
            throw UnreadableFile.because("file-empty");
        }
        throw UnreadableFile.because(
                "file-no-header",
                layout.anchors().stream().map(names -> String.join("|", names)).collect(Collectors.joining(", ")));
    }

    private static boolean isLastHeaderLine(RawRow line, Layout layout) {
        Set<String> keys = line.cells().stream().map(Titles::key).collect(Collectors.toSet());
        return layout.anchors().stream()
                .allMatch(names -> names.stream().map(Titles::key).anyMatch(keys::contains));
    }

    private static List<String> titles(List<RawRow> header, Layout layout) {
        List<RawRow> upwards = new ArrayList<>(header);
        Collections.reverse(upwards);
        upwards.removeIf(
                line -> layout.skipLines().contains(Titles.trim(line.cells().get(0))));
        int width = header.stream().mapToInt(line -> line.cells().size()).max().orElse(0);
        List<String> titles = new ArrayList<>(width);
        Set<String> used = new LinkedHashSet<>();
        for (int column = 0; column < width; column++) {
            titles.add(unused(title(upwards, column), column, used));
        }
        return List.copyOf(titles);
    }

    private static String title(List<RawRow> upwards, int column) {
        return upwards.stream()
                .filter(line -> column < line.cells().size())
                .map(line -> Titles.printable(Titles.trim(line.cells().get(column))))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Columns without a title and those whose title stands there already are named by their place. */
    private static String unused(String title, int column, Set<String> used) {
        String name = title.isEmpty() ? "#" + (column + 1) : title;
        if (!used.add(name)) {
            name = name + "#" + (column + 1);
            used.add(name);
        }
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public boolean hasNext() {
        while (next == null && lines.hasNext()) {
            RawRow line = lines.next();
            if (!line.blank()) {
                if (++rows > limits.rows()) {
                    throw UnreadableFile.because("file-too-many-rows", limits.rows());
                }
                next = named(line);
            }
        }
        return next != null;
    }

    @Override
    public SourceRow next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        SourceRow row = next;
        next = null;
        return row;
    }

    private SourceRow named(RawRow line) {
        Map<String, String> texts = new LinkedHashMap<>();
        Violation misfit = misfit(line);
        for (int i = 0; i < Math.min(line.cells().size(), limits.columns()); i++) {
            String cell = exactLength
                    ? Csv.unguard(line.cells().get(i))
                    : line.cells().get(i);
            String column = i < columns.size() ? columns.get(i) : "+" + (i - columns.size() + 1);
            if (cell.length() > limits.cellChars()) {
                misfit = Violation.of(column, "cell-too-long", limits.cellChars());
                cell = cell.substring(0, limits.cellChars());
            }
            if (Titles.isUnprintable(cell)) {
                misfit = Violation.of(column, "control-character");
            }
            texts.put(column, Titles.printable(cell));
        }
        return new SourceRow(line.number(), texts, misfit);
    }

    private @Nullable Violation misfit(RawRow line) {
        int cells = line.cells().size();
        boolean tooLong = line.cells().stream()
                .skip(columns.size())
                .anyMatch(cell -> !Titles.trim(cell).isEmpty());
        if (tooLong || (exactLength && cells > columns.size())) {
            return Violation.of("row", "row-too-long", cells, columns.size());
        }
        if (exactLength && cells < columns.size()) {
            return Violation.of("row", "row-too-short", cells, columns.size());
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
