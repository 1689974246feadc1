package dev.muster.exchange.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The encoding of a text file: what its byte order mark says; else UTF-8 if every byte fits; else GB18030 if every byte
 * fits that; else it is no text.
 */
final class Encoding {

    private static final Charset GB18030 = Charset.forName("GB18030");

    private Encoding() {}

    /** Opens the text without its byte order mark; malformed bytes fail. */
    static Reader open(Path file) throws IOException {
        Charset charset = of(file);
        PushbackInputStream bytes = new PushbackInputStream(Files.newInputStream(file), 3);
        skipMark(bytes);
        return strict(bytes, charset);
    }

    static Charset of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(3);
        }
        if (starts(head, 0xff, 0xfe)) {
            return require(file, StandardCharsets.UTF_16LE);
        }
        if (starts(head, 0xfe, 0xff)) {
            return require(file, StandardCharsets.UTF_16BE);
        }
        if (decodes(file, StandardCharsets.UTF_8)) {
            return StandardCharsets.UTF_8;
        }
        if (starts(head, 0xef, 0xbb, 0xbf)) {
            throw UnreadableFile.because("file-not-utf8");
        }
        return require(file, GB18030);
    }

    private static Charset require(Path file, Charset charset) throws IOException {
        if (!decodes(file, charset)) {
            throw UnreadableFile.because("file-not-text");
        }
        return charset;
    }

    /** Whether every byte fits; a control character that no text holds makes it no text at all. */
    private static boolean decodes(Path file, Charset charset) throws IOException {
        char[] buffer = new char[1 << 16];
        try (Reader reader = strict(Files.newInputStream(file), charset)) {
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (binary(buffer[i])) {
                        throw UnreadableFile.because("file-not-text");
                    }
                }
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean binary(char c) {
        return c == 0 || (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x0b && c != 0x1a);
    }

    private static Reader strict(InputStream bytes, Charset charset) {
        return new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static void skipMark(PushbackInputStream bytes) throws IOException {
        byte[] head = bytes.readNBytes(3);
        if (starts(head, 0xef, 0xbb, 0xbf)) {
            return;
        }
        boolean utf16 = starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff);
        bytes.unread(utf16 ? Arrays.copyOfRange(head, 2, head.length) : head);
    }

    private static boolean starts(byte[] head, int... mark) {
        if (head.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
