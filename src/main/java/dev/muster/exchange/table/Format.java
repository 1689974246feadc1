package dev.muster.exchange.table;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The kinds of file that can be read. */
public enum Format {
    CSV,
    XLSX,
    JSON;

    private record Magic(String name, byte[] bytes) {

        boolean starts(byte[] content) {
            return content.length >= bytes.length
                    && java.util.Arrays.equals(content, 0, bytes.length, bytes, 0, bytes.length);
        }
    }

    private static final List<Magic> FOREIGN = List.of(
            new Magic("PDF", ascii("%PDF")),
            new Magic("PNG", new byte[] {(byte) 0x89, 'P', 'N', 'G'}),
            new Magic("JPEG", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}),
            new Magic("GIF", ascii("GIF8")),
            new Magic("gzip", new byte[] {0x1f, (byte) 0x8b}),
            new Magic("7z", new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf}),
            new Magic("RAR", ascii("Rar!")),
            new Magic("ELF", new byte[] {0x7f, 'E', 'L', 'F'}),
            new Magic("Excel 97 (.xls)", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0}),
            new Magic("RTF", ascii("{\\rtf")),
            new Magic("HTML", ascii("<!DOCTYPE")),
            new Magic("HTML", ascii("<html")),
            new Magic("XML", ascii("<?xml")));

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};

    /**
     * What a file is, by its first bytes alone.
     *
     * @throws UnreadableFile if it is empty or something else
     */
    public static Format of(byte[] content) {
        if (content.length == 0) {
            throw UnreadableFile.because("file-empty");
        }
        if (new Magic("zip", ZIP).starts(content) || new Magic("zip", EMPTY_ZIP).starts(content)) {
            return XLSX;
        }
        for (Magic magic : FOREIGN) {
            if (magic.starts(content)) {
                throw UnreadableFile.because("file-foreign", magic.name());
            }
        }
        int first = firstVisible(content);
        if (first < 0) {
            throw UnreadableFile.because("file-empty");
        }
        return first == '[' || first == '{' ? JSON : CSV;
    }

    /** The first byte that is no white space, no byte order mark and no padding of UTF-16; -1 if there is none. */
    private static int firstVisible(byte[] content) {
        for (byte b : content) {
            int c = b & 0xff;
            if (c > ' ' && c != 0xef && c != 0xbb && c != 0xbf && c != 0xfe && c != 0xff) {
                return c;
            }
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
