package dev.muster.exchange.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRowsTest {

    private static final FileLimits LIMITS = new FileLimits(1_000, 20, 100, 20_000_000, 100);
    private static final byte[] UTF8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Path folder;

    SourceRowsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void shouldReadUtf8WithAndWithoutMark() {
        byte[] plain = utf8("code,name\nA,协和医院\n");
        assertThat(texts(plain)).containsExactly(Map.of("code", "A", "name", "协和医院"));
        assertThat(texts(concat(UTF8_MARK, plain))).isEqualTo(texts(plain));
    }

    @Test
    void shouldReadGb18030() {
        byte[] bytes = "编码,名称\nA,武汉协和医院㐀\n".getBytes(Charset.forName("GB18030"));
        assertThat(texts(bytes)).containsExactly(Map.of("编码", "A", "名称", "武汉协和医院㐀"));
    }

    @Test
    void shouldReadUtf16OfSpreadsheets() {
        byte[] text = "编码\t名称\r\nA\t协和\r\n".getBytes(StandardCharsets.UTF_16LE);
        assertThat(texts(concat(new byte[] {(byte) 0xff, (byte) 0xfe}, text)))
                .containsExactly(Map.of("编码", "A", "名称", "协和"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void shouldFindDelimiter(String delimiter) {
        String csv = "code#name#note\nA#\"x,y;z\"#1\nB#b#2\n".replace("#", delimiter);
        assertThat(texts(utf8(csv)))
                .containsExactly(
                        Map.of("code", "A", "name", "x,y;z", "note", "1"),
                        Map.of("code", "B", "name", "b", "note", "2"));
    }

    @Test
    void shouldReadQuotedLineBreaksAndQuotes() {
        assertThat(texts(utf8("a,b\r\n\"line 1\nline 2\",\"say \"\"hi\"\"\"\r\n")))
                .containsExactly(Map.of("a", "line 1\nline 2", "b", "say \"hi\""));
    }

    @Test
    void shouldNumberRowsAsASheetDoes() {
        List<SourceRow> rows = rows(utf8("a,b\n\"x\ny\",1\n\n2,3\n"), Layout.FIRST_LINE);
        assertThat(rows).extracting(SourceRow::number).containsExactly(2L, 4L);
    }

    @Test
    void shouldMarkShortAndLongRows() {
        List<SourceRow> rows = rows(utf8("a,b,c\n1,2\n1,2,3,4\n1,2,3\n"), Layout.FIRST_LINE);
        assertThat(misfit(rows.get(0))).isEqualTo("row-too-short");
        assertThat(misfit(rows.get(1))).isEqualTo("row-too-long");
        assertThat(rows.get(1).texts()).containsEntry("+1", "4");
        assertThat(rows.get(2).misfit()).isNull();
    }

    @Test
    void shouldMarkCellsThatAreTooLong() {
        List<SourceRow> rows = rows(utf8("a,b\n" + "x".repeat(101) + ",1\n"), Layout.FIRST_LINE);
        assertThat(misfit(rows.get(0))).isEqualTo("cell-too-long");
        assertThat(rows.get(0).texts().get("a")).hasSize(100);
    }

    @Test
    void shouldGatherTitlesOfSeveralHeaderLines() {
        String csv =
                "Please fill in with care.,,,\n,,面部防护,官方链接\n,,口罩,\n标准,,YY/T 0969,\n区县,医院名称,,\n江汉区,协和,100,http://x\n";
        Layout layout = new Layout(List.of(Set.of("医院名称")), Set.of("标准"), Set.of());
        assertThat(rows(utf8(csv), layout))
                .singleElement()
                .satisfies(row -> assertThat(row.texts())
                        .containsExactlyInAnyOrderEntriesOf(
                                Map.of("区县", "江汉区", "医院名称", "协和", "口罩", "100", "官方链接", "http://x")));
    }

    @Test
    void shouldUndoFormulaGuard() {
        assertThat(texts(utf8("a,b\n'=1+1,'plain\n"))).containsExactly(Map.of("a", "=1+1", "b", "'plain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "\n\n,,\n"})
    void shouldRefuseEmptyFile(String text) {
        refused(utf8(text), "file-empty");
    }

    @Test
    void shouldRefuseForeignFiles() {
        refused(utf8("%PDF-1.7 ..."), "file-foreign");
        refused(HexFormat.of().parseHex("89504e470d0a1a0a0000"), "file-foreign");
        refused(HexFormat.of().parseHex("d0cf11e0a1b11ae10000"), "file-foreign");
        refused(utf8("<html><body>"), "file-foreign");
        refused(zip(Map.of("readme.txt", utf8("hello"))), "file-foreign");
    }

    @Test
    void shouldRefuseBinary() {
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        noise[0] = 'a';
        refused(noise, "file-not-text");
        refused(utf8("a,b\n1,\u00002\n"), "file-not-text");
    }

    @Test
    void shouldRefuseMarkedUtf8ThatIsNot() {
        refused(concat(UTF8_MARK, new byte[] {'a', ',', (byte) 0xc3, (byte) 0x28, '\n'}), "file-not-utf8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,\"open\n2,3\n", "a,b\n1,\"x\"y\n"})
    void shouldRefuseUnbalancedQuotes(String csv) {
        refused(utf8(csv), "csv-quotes");
    }

    @Test
    void shouldRefuseTooManyRowsAndColumns() {
        refused(utf8("a\n" + "1\n".repeat(1_001)), "file-too-many-rows");
        refused(utf8("a,".repeat(21) + "b\n1\n"), "file-too-many-columns");
    }

    @Test
    void shouldRefuseMissingHeader() {
        Layout layout = new Layout(List.of(Set.of("code", "编码")), Set.of(), Set.of());
        assertThatThrownBy(() -> rows(utf8("x,y\n1,2\n"), layout))
                .isInstanceOfSatisfying(
                        UnreadableFile.class,
                        e -> assertThat(e.reason().message()).isEqualTo("file-no-header"));
    }

    @Test
    void shouldReadWorkbook() {
        byte[] book = workbook(sheet -> {
            sheet.value(0, 0, "code");
            sheet.value(0, 1, "quantity");
            sheet.value(0, 2, "expiry");
            sheet.value(0, 3, "note");
            sheet.value(1, 0, "A");
            sheet.value(1, 1, new BigDecimal("1000000000000"));
            sheet.value(1, 2, LocalDate.of(2027, 1, 31));
            sheet.style(1, 2).format("yyyy-mm-dd").set();
            sheet.value(2, 0, "B");
            sheet.value(2, 1, 1200.0);
            sheet.value(2, 3, true);
        });
        assertThat(texts(book))
                .containsExactly(
                        Map.of("code", "A", "quantity", "1000000000000", "expiry", "2027-01-31"),
                        Map.of("code", "B", "quantity", "1200", "expiry", "", "note", "true"));
    }

    @Test
    void shouldRefuseDamagedWorkbook() {
        byte[] book = workbook(sheet -> sheet.value(0, 0, "code"));
        refused(java.util.Arrays.copyOf(book, book.length - 40), "xlsx-damaged");
        refused(zip(Map.of("xl/workbook.xml", utf8("<nothing"))), "xlsx-damaged");
    }

    @Test
    void shouldRefuseZipBomb() {
        byte[] zeros = new byte[30_000_000];
        refused(zip(Map.of("xl/workbook.xml", zeros)), "xlsx-too-large");
    }

    @Test
    void shouldRefuseEntityBomb() {
        String bomb = "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a \"" + "x".repeat(50)
                + "\"><!ENTITY b \"" + "&a;".repeat(50) + "\"><!ENTITY c \"" + "&b;".repeat(50)
                + "\"><!ENTITY d \"" + "&c;".repeat(50) + "\">]>"
                + "<workbook><sheets><sheet name=\"&d;\" sheetId=\"1\"/></sheets></workbook>";
        refused(zip(Map.of("xl/workbook.xml", utf8(bomb))), "xlsx-damaged");
    }

    @Test
    void shouldReadJsonObjects() {
        String json =
                "[{\"code\":\"A\",\"name\":{\"zh\":\"口罩\"},\"n\":1.2E3,\"x\":null,\"tags\":[1,2]},{\"code\":\"B\"}]";
        assertThat(texts(utf8(json)))
                .containsExactly(
                        Map.of("code", "A", "name.zh", "口罩", "n", "1200", "x", "null", "tags", "[1,2]"),
                        Map.of("code", "B"));
    }

    @Test
    void shouldReadPairsAndOwnLists() {
        String pairs =
                "[[{\"key\":\"医院名称\",\"value\":\"协和\",\"type\":\"string\"},null,{\"key\":\"防护服\",\"value\":1,\"type\":\"supply\"}]]";
        assertThat(texts(utf8(pairs))).containsExactly(Map.of("医院名称", "协和", "防护服", "1"));
        assertThat(texts(utf8("{\"next\":\"x\",\"items\":[{\"code\":\"A\"}]}"))).containsExactly(Map.of("code", "A"));
    }

    @Test
    void shouldMakeRowsOfNestedArrays() {
        String json =
                "[{\"hospital\":\"协和\",\"supplies\":[{\"name\":\"口罩\",\"unit\":\"只\",\"need_count\":100},{\"name\":\"防护服\"}]}]";
        Layout layout = new Layout(List.of(), Set.of(), Set.of("supplies"));
        assertThat(rows(utf8(json), layout))
                .extracting(SourceRow::texts)
                .containsExactly(
                        Map.of(
                                "hospital",
                                "协和",
                                "supplies.name",
                                "口罩",
                                "supplies.unit",
                                "只",
                                "supplies.need_count",
                                "100"),
                        Map.of("hospital", "协和", "supplies.name", "防护服"));
    }

    @Test
    void shouldMarkJsonThatIsNoRow() {
        assertThat(misfit(rows(utf8("[1,{\"a\":2}]"), Layout.FIRST_LINE).get(0)))
                .isEqualTo("json-not-a-row");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"a\":1}", "[{\"a\":}]", "[{\"a\":1,\"a\":2}]", "{\"items\":[{}]"})
    void shouldRefuseMalformedJson(String json) {
        refused(utf8(json), "json-malformed");
    }

    @Test
    void shouldRefuseJsonWithoutArray() {
        refused(utf8("{\"a\":1}"), "json-no-array");
        refused(utf8("[".repeat(100) + "]".repeat(100)), "json-malformed");
    }

    /** 100,000 rows, some 60 MB: what is read is not kept. */
    @Test
    void shouldStreamLargeFiles() throws IOException {
        Path file = folder.resolve("large.csv");
        try (java.io.BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("a,b,c\n");
            for (int i = 0; i < 100_000; i++) {
                out.write(i + "," + "x".repeat(300) + "," + "y".repeat(300) + "\n");
            }
        }
        FileLimits limits = new FileLimits(100_000, 20, 400, 20_000_000, 100);
        long before = usedMegabytes();
        int rows = 0;
        try (SourceRows source = SourceRows.open(file, Format.CSV, Layout.FIRST_LINE, limits)) {
            while (source.hasNext()) {
                source.next();
                if (++rows == 99_000) {
                    assertThat(usedMegabytes() - before).isLessThan(20);
                }
            }
        }
        assertThat(rows).isEqualTo(100_000);
    }

    private static long usedMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / (1 << 20);
    }

    @Test
    void shouldMarkControlCharactersAndReplaceThem() {
        SourceRow row = rows(utf8("[{\"a\":\"x\\u0000y\",\"b\\u0001\":\"l1\\nl2\"}]"), Layout.FIRST_LINE)
                .get(0);
        assertThat(misfit(row)).isEqualTo("control-character");
        assertThat(row.texts()).isEqualTo(Map.of("a", "x\ufffdy", "b\ufffd", "l1\nl2"));
    }

    @Test
    void shouldKeepAbsurdNumbersShort() {
        assertThat(texts(utf8("[{\"a\":1e999999999}]"))).containsExactly(Map.of("a", "1E+999999999"));
    }

    private void refused(byte[] content, String reason) {
        assertThatThrownBy(() -> rows(content, Layout.FIRST_LINE))
                .isInstanceOfSatisfying(
                        UnreadableFile.class,
                        e -> assertThat(e.reason().message()).isEqualTo(reason));
    }

    private static @Nullable String misfit(SourceRow row) {
        return row.misfit() == null ? null : row.misfit().message();
    }

    private List<Map<String, String>> texts(byte[] content) {
        return rows(content, Layout.FIRST_LINE).stream().map(SourceRow::texts).toList();
    }

    private List<SourceRow> rows(byte[] content, Layout layout) {
        try {
            Path file = Files.write(folder.resolve("file"), content);
            List<SourceRow> rows = new ArrayList<>();
            try (SourceRows source = SourceRows.open(file, Format.of(content), layout, LIMITS)) {
                source.forEachRemaining(rows::add);
            }
            return rows;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] workbook(java.util.function.Consumer<Worksheet> content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "test", "1.0")) {
            content.accept(book.newWorksheet("Sheet1"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
