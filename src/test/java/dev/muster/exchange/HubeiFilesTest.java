package dev.muster.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.exchange.NeedReader.Needs;
import dev.muster.exchange.mapping.Fields;
import dev.muster.exchange.mapping.Mapping;
import dev.muster.exchange.mapping.Mappings;
import dev.muster.exchange.table.FileLimits;
import dev.muster.exchange.table.Format;
import dev.muster.exchange.table.SourceRow;
import dev.muster.exchange.table.SourceRows;
import dev.muster.exchange.table.UnreadableFile;
import dev.muster.platform.Problem.Violation;
import dev.muster.request.Urgency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every real file is read; every row and cell in it is taken or refused with a reason. */
class HubeiFilesTest {

    private static final FileLimits LIMITS = new FileLimits(200_000, 500, 8_000, 100_000_000, 100);
    private static final NeedReader.Defaults DEFAULTS = new NeedReader.Defaults(
            Urgency.URGENT, Instant.parse("2030-01-01T00:00:00Z"), null, ZoneId.of("Asia/Shanghai"));

    private final Path folder = TestData.hubei();
    private final Directory<SiteFacts> sites = sites();
    private final Directory<ItemFacts> items = items();

    /** What came of a file. */
    private static final class Tally {
        int rows;
        int quantities;
        int unknown;
        int refused;
        final List<Need> needs = new ArrayList<>();
        final Map<String, Integer> reasons = new TreeMap<>();

        @Nullable
        String file;

        @Override
        public String toString() {
            return "%d rows: %d quantities, %d unknown, %d refused %s %s"
                    .formatted(
                            rows, quantities, unknown, refused, reasons, file == null ? "" : "FILE REFUSED: " + file);
        }
    }

    @Test
    void shouldReadCleanRequests() {
        Tally tally = read("requests_final.csv", "hubei-2020-requests");
        assertThat(tally.rows).isEqualTo(2_182);
        assertThat(tally.quantities).isEqualTo(267);
        assertThat(tally.unknown).isEqualTo(1_893);
        assertThat(tally.reasons).isEqualTo(Map.of("quantity-null", 22));
        assertThat(tally.needs.stream().map(Need::key).distinct()).hasSize(2_160);
    }

    @Test
    void shouldReadCleanSitesItemsAndSuppliers() {
        assertThat(codes("sites.csv", "hubei-2020-sites")).hasSize(332).doesNotHaveDuplicates();
        assertThat(codes("items.csv", "hubei-2020-items")).hasSize(23).doesNotHaveDuplicates();
        assertThat(codes("suppliers.csv", "hubei-2020-suppliers")).hasSize(21).doesNotHaveDuplicates();
    }

    @Test
    void shouldReadTypedJsonAsTheCleanFileSays() {
        Tally all = new Tally();
        for (Path file : TestData.files(folder.resolve("raw/final/hospital"))) {
            add(all, read(folder.relativize(file).toString(), "hubei-2020-raw-final-json"));
        }
        System.out.println("all typed JSON: " + all);
        assertThat(all.rows).isEqualTo(235);
        Set<String> clean = new HashSet<>();
        read("requests_final.csv", "hubei-2020-requests").needs.forEach(need -> clean.add(line(need)));
        assertThat(all.needs.stream().map(HubeiFilesTest::line)).isSubsetOf(clean);
        assertThat(all.reasons.keySet()).isSubsetOf("quantity-null", "site-ambiguous", "site-unknown");
    }

    @Test
    void shouldReadFlatJson() {
        Tally all = new Tally();
        for (Path file : TestData.files(folder.resolve("raw/history_flat"))) {
            add(all, read(folder.relativize(file).toString(), "hubei-2020-raw-flat-json"));
        }
        System.out.println("all flat JSON: " + all);
        assertThat(all.rows).isEqualTo(236);
        assertThat(all.needs)
                .anySatisfy(need -> assertThat(need)
                        .matches(n -> n.item().equals("THERMOMETER")
                                && Objects.equals(n.quantity(), 1200L)
                                && Objects.equals(n.part(), "红外线体温枪")))
                .anySatisfy(need -> assertThat(need)
                        .matches(n -> n.item().equals("GOGGLES")
                                && Objects.equals(n.quantity(), 1000L)
                                && Objects.equals(n.part(), "护目镜")))
                .anySatisfy(need -> assertThat(need)
                        .matches(n -> n.item().equals("GOGGLES")
                                && Objects.equals(n.quantity(), 500L)
                                && Objects.equals(n.part(), "防冲击眼罩")))
                .anySatisfy(need -> assertThat(need)
                        .matches(n -> n.item().equals("AIR-STERILIZER") && Objects.equals(n.quantity(), 10L)));
        assertThat(all.reasons).containsEntry("quantity-standard", 40);
        assertThat(all.reasons.keySet())
                .isSubsetOf("quantity-standard", "quantity-text", "site-ambiguous", "site-unknown");
    }

    @Test
    void shouldRefuseEveryShiftedRow() {
        Tally all = new Tally();
        for (Path file : TestData.files(folder.resolve("raw/history_shifted"))) {
            add(all, read(folder.relativize(file).toString(), "hubei-2020-raw-flat-json"));
        }
        assertThat(all.needs).isEmpty();
        assertThat(all.reasons).isEqualTo(Map.of("row-shifted", all.rows));
    }

    @Test
    void shouldReadSheetsWithSeveralHeaderLines() {
        Tally sheet = read("raw/gb18030/HOSPITAL.csv", "hubei-2020-raw-sheet-csv");
        assertThat(sheet.rows).isGreaterThan(10);
        assertThat(sheet.needs).anySatisfy(need -> assertThat(need.quantity()).isEqualTo(5000L));
        assertThat(sheet.reasons.keySet()).isSubsetOf("quantity-standard", "site-unknown", "site-ambiguous");
        Tally list = read("raw/HOSPITAL_2020-01-25.csv", "hubei-2020-raw-needs-csv");
        assertThat(list.rows).isGreaterThan(10);
        assertThat(list.needs).anySatisfy(need -> assertThat(need.item()).isEqualTo("MASK-N95"));
        assertThat(list.quantities).isZero();
    }

    @Test
    void shouldReadFactoriesAndRefuseWhatIsNoSupply() {
        assertThat(codes("raw/final/factory/data.json", "hubei-2020-raw-factories-json"))
                .hasSize(21);
        assertThat(codes("raw/gb18030/FACTORY.csv", "hubei-2020-raw-factories-csv"))
                .hasSizeGreaterThan(15);
        assertThat(fields("raw/gb18030/HOTEL.csv", "hubei-2020-raw-hotels-csv"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.required("latitude")).isNull());
        for (String carriers : List.of("raw/gb18030/LOGISTICAL.csv", "raw/final/logistical/data.json")) {
            assertThat(fields(carriers, "hubei-2020-raw-carriers"))
                    .hasSizeGreaterThan(15)
                    .allSatisfy(row -> assertThat(row.required("code")).isNull());
        }
    }

    @Test
    void shouldReadEveryFile() {
        for (Path file : TestData.files(folder)) {
            String name = folder.relativize(file).toString();
            Tally tally = read(name, "standard-requests");
            assertThat(tally.file != null || tally.rows > 0).as(name).isTrue();
        }
    }

    private static String line(Need need) {
        return need.site() + " " + need.item() + " " + need.value();
    }

    private static void add(Tally all, Tally one) {
        all.rows += one.rows;
        all.quantities += one.quantities;
        all.unknown += one.unknown;
        all.refused += one.refused;
        all.needs.addAll(one.needs);
        one.reasons.forEach((reason, n) -> all.reasons.merge(reason, n, Integer::sum));
    }

    private Tally read(String name, String mappingName) {
        Mapping mapping = Mappings.named(mappingName).orElseThrow();
        NeedReader reader = new NeedReader(mapping, sites, items, Set.of(), DEFAULTS);
        Tally tally = new Tally();
        try {
            rows(name, mapping, row -> take(tally, row, reader));
        } catch (UnreadableFile e) {
            tally.file = e.reason().message() + e.reason().args();
        }
        System.out.println(name + " (" + mappingName + "): " + tally);
        return tally;
    }

    private static void take(Tally tally, SourceRow row, NeedReader reader) {
        tally.rows++;
        Needs needs = row.misfit() == null ? reader.read(row) : Needs.refused(List.of(row.misfit()));
        tally.needs.addAll(needs.needs());
        needs.needs().forEach(need -> {
            tally.quantities += need.quantity() == null ? 0 : 1;
            tally.unknown += need.quantity() == null ? 1 : 0;
        });
        tally.refused += needs.rejected();
        for (Violation reason : needs.refusals()) {
            tally.reasons.merge(reason.message(), 1, Integer::sum);
        }
    }

    private List<String> codes(String name, String mapping) {
        return fields(name, mapping).stream()
                .map(fields -> Objects.requireNonNull(fields.required("code")))
                .toList();
    }

    private List<Fields> fields(String name, String mappingName) {
        Mapping mapping = Mappings.named(mappingName).orElseThrow();
        List<Fields> all = new ArrayList<>();
        rows(name, mapping, row -> {
            assertThat(row.misfit()).as(name + " " + row.number()).isNull();
            all.add(new Fields(row, mapping));
        });
        System.out.println(name + " (" + mappingName + "): " + all.size() + " rows");
        return all;
    }

    private void rows(String name, Mapping mapping, Consumer<SourceRow> consumer) {
        Path file = folder.resolve(name);
        try (SourceRows rows = SourceRows.open(file, Format.of(Files.readAllBytes(file)), mapping.layout(), LIMITS)) {
            rows.forEachRemaining(consumer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Directory<SiteFacts> sites() {
        List<SiteFacts> facts = fields("sites.csv", "hubei-2020-sites").stream()
                .map(row -> new SiteFacts(text(row, "code"), List.of(text(row, "nameZh"))))
                .toList();
        return new Directory<>(facts, SiteFacts::code, SiteFacts::names);
    }

    private Directory<ItemFacts> items() {
        List<ItemFacts> facts = fields("items.csv", "hubei-2020-items").stream()
                .map(row -> new ItemFacts(
                        text(row, "code"), List.of(text(row, "nameZh")), true, text(row, "baseUnit"), Map.of()))
                .toList();
        return new Directory<>(facts, ItemFacts::code, ItemFacts::names);
    }

    private static String text(Fields row, String field) {
        return Objects.requireNonNull(row.required(field));
    }
}
