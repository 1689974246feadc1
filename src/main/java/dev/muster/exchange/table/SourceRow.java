package dev.muster.exchange.table;

import dev.muster.platform.Problem.Violation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file.
 *
 * @param number its place as a person counts: the row of the sheet, header lines included, or the element of the JSON
 *     array, from 1
 * @param texts what stands in it, by column title, in the file's order; absent where a JSON object has no such name
 * @param misfit why the row does not fit its header; null if it does
 */
public record SourceRow(
        long number, Map<String, String> texts, @Nullable Violation misfit) {}
