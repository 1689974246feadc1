package dev.muster.exchange.table;

/**
 * How large a file may be.
 *
 * @param rows data rows of the file
 * @param columns columns of the table, or different names in a JSON file
 * @param cellChars characters of one cell
 * @param unpackedBytes bytes of an XLSX file once unpacked
 * @param unpackRatio unpacked by packed bytes of an XLSX file
 */
public record FileLimits(int rows, int columns, int cellChars, long unpackedBytes, int unpackRatio) {}
